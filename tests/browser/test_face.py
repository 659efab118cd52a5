"""Every page measured as it is drawn: letters, lines, targets, contrast, and that nothing sticks out.

适老化 (MIIT): text from 18 px, targets from 60 px, lines from 1.5 in the elders' edition; targets from 44 px
elsewhere on a phone.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from tests.browser.conftest import DESK, PHONE, Visit
from tests.township import Township

RESIDENT = ("/", "/file/", "/follow/", "/privacy/", "/accessibility/", "/sign-in/")
STAFF: dict[str, tuple[str, ...]] = {
    "triage": (
        "/desk/",
        "/desk/triage/",
        "/matters/",
        "/matters/{n}/",
        "/matters/{n}/do/accept/",
        "/desk/new/",
    ),
    "caller": ("/desk/tell/",),
    "leader": ("/leader/",),
    "administrator": ("/people/", "/people/new/", "/units/", "/me/"),
}

LETTERS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const holder = walker.currentNode.parentElement;
    const box = holder.getBoundingClientRect();
    if (!words || box.width < 2 || box.height < 2 || holder.closest(".visually-hidden, .skip, option")) continue;
    const style = getComputedStyle(holder);
    const size = parseFloat(style.fontSize);
    found.push([words.slice(0, 12), size, parseFloat(style.lineHeight) / size]);
  }
  return found;
}"""

TARGETS = """() => {
  const found = [];
  const wanted = "button, summary, select, textarea, label.choice, .btn, .target, .big-act, .rail a, .tabs a,"
    + " .pager a, .colophon-links a, .brand, .form-control";
  for (const one of document.querySelectorAll(wanted)) {
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || getComputedStyle(one).visibility === "hidden") continue;
    found.push([one.tagName + " " + (one.innerText || one.name || "").trim().slice(0, 12), box.width, box.height]);
  }
  return found;
}"""

STICKS_OUT = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def matter(town: Township) -> Matter:
    """Something to look at, in every list."""
    for _ in range(2):
        town.answered(town.file())
    return town.file()


def walk(
    look: Callable[[Page, str], None], visit: Visit, town: Township, matter: Matter, **how: object
) -> None:
    """Show every page to `look`, each to somebody who may see it."""
    for address in RESIDENT:
        look(visit.open(address, **how), address)  # type: ignore[arg-type]  # size and elder
    for who, addresses in STAFF.items():
        by: Actor = getattr(town, who)
        for address in addresses:
            asked = address.format(n=matter.number)
            look(visit.open(asked, by=by, **how), asked)  # type: ignore[arg-type]  # size and elder


def fits(page: Page, address: str) -> list[object]:
    """What sticks out at the side of a page."""
    over = page.evaluate(STICKS_OUT)
    return [(address, "sticks out", over)] if over > 0 else []


@pytest.mark.req("quality-4")
def test_the_elders_edition_has_large_letters_wide_lines_and_big_targets(
    visit: Visit, town: Township, matter: Matter
) -> None:
    wrong: list[object] = []

    def look(page: Page, address: str) -> None:
        wrong.extend((address, *one) for one in page.evaluate(LETTERS) if one[1] < 18 or one[2] < 1.5)
        wrong.extend((address, *one) for one in page.evaluate(TARGETS) if one[1] < 60 or one[2] < 60)
        wrong.extend(fits(page, address))

    walk(look, visit, town, matter, elder=True, size=PHONE)
    assert not wrong, "\n".join(map(str, wrong))


def test_on_a_phone_every_target_is_wide_enough_for_a_thumb(
    visit: Visit, town: Township, matter: Matter
) -> None:
    wrong: list[object] = []

    def look(page: Page, address: str) -> None:
        wrong.extend((address, *one) for one in page.evaluate(TARGETS) if one[1] < 44 or one[2] < 44)
        wrong.extend(fits(page, address))

    walk(look, visit, town, matter, size=PHONE)
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.req("quality-5")
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
def test_no_page_shuts_anybody_out(visit: Visit, town: Township, matter: Matter, elder: bool) -> None:
    wrong: list[object] = []

    def look(page: Page, address: str) -> None:
        result = Axe().run(page).response["violations"]
        wrong.extend(
            (address, one["id"], one["nodes"][0]["html"][:160])
            for one in result
            if one["impact"] in {"serious", "critical"}
        )
        wrong.extend(fits(page, address))

    walk(look, visit, town, matter, elder=elder, size=DESK)
    assert not wrong, "\n".join(map(str, wrong))


def test_the_elders_home_has_no_more_than_six_big_buttons_and_the_telephone(
    visit: Visit, town: Township
) -> None:
    page = visit.open("/", elder=True)
    assert 2 <= page.locator(".big-act").count() <= 6


def test_the_switch_works_without_a_script_and_leads_back(visit: Visit, town: Township) -> None:
    page = visit.open("/privacy/", scripts=False)
    page.get_by_role("button", name="长辈版").click()
    assert page.url.endswith("/privacy/")
    assert page.locator("html").get_attribute("class") == "elder"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
