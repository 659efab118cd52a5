"""What several stories do in the same way: read a page's answers, make a move on a matter, look at what is due."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

NOTHING: Mapping[str, str] = {}


def answers(page: Page) -> dict[str, str]:
    """The answers shown on a page, by their questions."""
    rows = page.locator(".answers-row").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}


def make(
    staff: Visitor, move: str, typed: Mapping[str, str] = NOTHING, *, chosen: Mapping[str, str] = NOTHING
) -> None:
    """Open a move from the page of the matter, fill it in, make it."""
    page = staff.page
    if "/do/" in staff.address:
        page.get_by_role("link", name="返回这件事").click()
    page.locator(".moves-list").get_by_role("link", name=move, exact=True).click()
    for label, choice in chosen.items():
        page.get_by_label(label).select_option(label=choice)
    for label, words in typed.items():
        page.get_by_label(label).fill(words)
    staff.press(move)


def call_back(caller: Visitor, number: str) -> None:
    """回访: reached, and it is solved; that closes it."""
    page = caller.go(f"/matters/{number}/").page
    page.locator(".moves-list").get_by_role("link", name="回访", exact=True).click()
    page.get_by_label("打通了，本人接听").check()
    page.get_by_label("已解决", exact=True).check()
    caller.press("回访")
    expect(page.locator(".matter-head")).to_contain_text("已办结")


def says(staff: Visitor, words: str) -> None:
    """The page says that it was done."""
    expect(staff.page.get_by_role("status")).to_contain_text(words)


def timeline(page: Page) -> list[tuple[str, str]]:
    """办理经过 as it is read: each step with who made it."""
    heads = page.locator(".timeline-title").all_inner_texts()
    lines = page.locator(".timeline-who").all_inner_texts()
    return [(head, who.split(" · ")[0]) for head, who in zip(heads, lines, strict=True)]


CELLS = "rows => rows.map(row => [...row.children].map(cell => cell.innerText.trim()))"


def rows(page: Page, heading: str) -> list[list[str]]:
    """The cells of the table under this heading, line by line."""
    sheet = page.locator("section.sheet").filter(has=page.get_by_role("heading", name=heading, exact=True))
    found: list[list[str]] = sheet.locator("tbody tr").evaluate_all(CELLS)
    return found


def piles(page: Page) -> dict[str, int]:
    """The counted headings of a page: what it is, and how many."""
    heads = page.locator(".sheet-head").filter(has=page.locator(".count"))
    names, counts = heads.locator("h2").all_inner_texts(), heads.locator(".count").all_inner_texts()
    return dict(zip(names, map(int, counts), strict=True))


def clocks(page: Page) -> list[str]:
    """What stands under 时限."""
    sheet = page.locator("section.sheet").filter(has=page.get_by_role("heading", name="时限", exact=True))
    return [" ".join(words.split()) for words in sheet.locator("li").all_inner_texts()]


def notices(staff: Visitor) -> list[str]:
    """What this person was told inside the office, the newest first."""
    lines = staff.go("/notices/").page.locator(".told-words").all_inner_texts()
    return [line.splitlines()[0] for line in lines]
