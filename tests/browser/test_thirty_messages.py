"""The triage desk works thirty messages by the keyboard alone; the machine proposes, one key takes or leaves it."""

from django.db import transaction
from playwright.sync_api import Page, expect

from lianxin.matters.models import Matter
from lianxin.wording.models import ClassSuggestion
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.browser.test_one_appeal import choose, focused, submit
from tests.wording import learnt
from tests.wording.invented import messages

MESSAGES = 30
WAITING = "已登记"


def to_the_next(page: Page) -> None:
    """Down the queue with j to what waits for acceptance; Enter opens it."""
    page.keyboard.press("Escape")
    for _ in range(page.locator("[data-queue] a").count()):
        if WAITING in focused(page):
            break
        page.keyboard.press("j")
    number = page.evaluate("() => new URL(document.activeElement.href).searchParams.get('number')")
    page.keyboard.press("Enter")
    expect(page.locator("#current .number")).to_have_text(number)
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press("Escape")


def give_a_class(page: Page, right: str) -> bool:
    """Take the proposal with p where it is the right one, else choose with the arrows; whether it was taken."""
    offered = page.locator("#current [data-take]").first
    if offered.count() and right in offered.inner_text():
        page.keyboard.press("p")
        return True
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    choose(page, right)
    return False


def test_the_desk_works_thirty_messages_by_the_keyboard(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    with transaction.atomic():
        learnt.in_use(town, learnt.table())
    meant = {}
    for title, text, label in messages(MESSAGES // 2, seed=7, labels=tuple(learnt.CODES)):
        filed = town.file(
            title=title, text=text, area=town.village.pk, identity="anonymous", name="", phone=""
        )
        meant[filed.pk] = label
    page = stage.desk(town.triage).go("/desk/triage/").page
    expect(page.locator("[data-queue] a")).to_have_count(MESSAGES)
    taken = 0
    for turn in range(MESSAGES):
        to_the_next(page)
        row = Matter.objects.get(number=page.locator("#current .number").inner_text())
        taken += give_a_class(page, meant[row.pk])
        if not turn:
            page.evaluate("() => scrollTo(0, 0)")
            pictures.take(page, "triage-proposed")
        submit(page, "受理")
        expect(page.get_by_role("status")).to_contain_text("已受理。")
    rows = Matter.objects.filter(pk__in=meant).select_related("appeal__category")
    assert {row.pk: row.appeal.category.name for row in rows} == meant
    assert set(rows.values_list("state", flat=True)) == {"to_dispatch"}
    assert taken >= MESSAGES * 2 // 3
    assert ClassSuggestion.objects.filter(taken=True).count() >= taken
