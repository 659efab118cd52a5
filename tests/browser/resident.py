"""What a resident does in several stories: say something from a telephone, keep the slip, look it up."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.visitor import Visitor

VILLAGE = "樟荫村"
OPENLY = "实名：受理人员和办事单位都看得到姓名电话"


@dataclass(frozen=True)
class Slip:
    """What is written down: number and query code."""

    number: str
    code: str


def read_slip(visitor: Visitor) -> Slip:
    """Off the receipt that is shown."""
    page = visitor.page
    return Slip(page.locator("#number").inner_text(), page.locator("#code").inner_text())


def say(resident: Visitor, words: str, *, place: str, name: str, phone: str) -> Slip:
    """Three pages of a telephone, openly, and the slip."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill(words)
    resident.press("下一步")
    page.get_by_label("在哪个村（社区）").select_option(label=VILLAGE)
    page.get_by_label("具体位置").fill(place)
    page.get_by_label(OPENLY).check()
    page.get_by_label("怎么称呼您").fill(name)
    page.get_by_role("textbox", name="电话").fill(phone)
    resident.press("下一步")
    resident.press("送出")
    return read_slip(resident)


def try_code(resident: Visitor, slip: Slip) -> Page:
    """Type number and query code as they were written down."""
    page = resident.go("/follow/").page
    page.get_by_label("编号").fill(slip.number)
    page.get_by_label("查询码").fill(slip.code)
    resident.press("查询")
    return page


def follow(resident: Visitor, slip: Slip) -> Page:
    """… and see how it stands."""
    page = try_code(resident, slip)
    assert resident.address == f"/follow/{slip.number}/"
    return page


def again(resident: Visitor, slip: Slip) -> Page:
    """The page once more, in the browser that opened it."""
    return resident.go(f"/follow/{slip.number}/").page


def standing(resident: Visitor) -> str:
    """现在办到哪一步, and what is promised next."""
    return resident.page.locator(".standing").inner_text()


def steps(resident: Visitor) -> list[str]:
    """办理经过 as the resident reads it, the latest first."""
    titles = resident.page.locator("main ol li").all_inner_texts()
    return [title.splitlines()[0].split("  ")[0] for title in titles]
