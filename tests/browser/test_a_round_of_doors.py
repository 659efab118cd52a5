"""Thirty doors on paper typed in the evening, and one telephone without signal whose entries come later, once each."""

import pytest
from playwright.sync_api import Page, Route, expect

from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.rounds.actions.cards import issue_block
from lianxin.rounds.models import Card, Door, Need, Round
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.rounds.drive import Drive, settle_team

DOORS = 30
DIGITS = "12345"
STATES = ("visited", "not_met", "refused", "vacant", "missing")


def begun(stage: Stage, homes: int) -> tuple[Drive, Round]:
    """A round of so many doors under way, with numbers for cards."""
    drive = settle_team(stage.town, homes=homes)
    issue_block(drive.team, count=5, label="2 号手机", by=stage.town.clerk, client_id=uuid7())
    return drive, drive.begin()


@pytest.mark.req("KNK-01", "KNK-02", "INV-03")
def test_thirty_doors_on_paper_are_typed_in_the_evening(stage: Stage, pictures: Pictures) -> None:
    drive, row = begun(stage, DOORS)
    doors = drive.doors(row)
    clerk = stage.desk(stage.town.clerk)
    page = clerk.go(f"/rounds/{row.pk}/").page
    pictures.take(page, "rounds-round")
    page.get_by_role("link", name="补录纸表").click()
    for place, door in enumerate(doors):
        page.locator(f"[name=d{door.pk}-result]").press(DIGITS[place % 5])
        page.keyboard.press("Tab")
        page.keyboard.type(str(5 + place))
    page.locator(f"[name=d{doors[0].pk}-text]").fill("门口路灯坏了半个月。")
    page.locator(f"[name=d{doors[0].pk}-name]").fill("林小满")
    pictures.take(page, "rounds-sheet")
    clerk.press("保存")
    # a house that isn't there needs its sentence: these six lines stay, the others are saved
    expect(page.get_by_role("status")).to_contain_text("已保存 24 户。")
    expect(page.get_by_role("alert")).to_have_count(6)
    pictures.take(page, "rounds-sheet-wrong")
    for door in doors[4::5]:
        page.locator(f"[name=d{door.pk}-mend]").fill("房子已拆，人搬到二组")
    clerk.press("保存")
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert [door.state for door in drive.doors(row)] == [STATES[place % 5] for place in range(DOORS)]
    assert {door.tries for door in drive.doors(row)} == {1}
    assert Need.objects.count() == Matter.objects.count() == 1
    page = clerk.go("/rounds/figures/").page
    expect(page.locator("tbody")).to_contain_text("6/18 = 33.3 %")
    pictures.take(page, "rounds-figures")


def at_a_door(page: Page, name: str, result: str) -> None:
    """Open a door of the list and choose what came of it."""
    page.get_by_role("button", name=name).click()
    page.get_by_label(result, exact=True).check()


@pytest.mark.req("KNK-02", "INV-12", "XC-05")
def test_a_telephone_without_signal_sends_later_and_everything_counts_once(
    stage: Stage, pictures: Pictures
) -> None:
    drive, row = begun(stage, 4)
    phone = stage.desk(stage.town.clerk, (360, 640))
    page = phone.go("/field/").page
    expect(page.get_by_role("button", name="井边1号")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#state")).to_contain_text("没有信号")
    at_a_door(page, "井边1号", "已访")
    page.get_by_label("需求（群众原话）").fill("门口路灯坏了半个月。")
    page.get_by_label("怎么称呼（愿意留的）").fill("林小满")
    page.get_by_label("留卡号").fill(Card.objects.order_by("number")[0].number)
    pictures.take(page, "rounds-phone-door")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#state")).to_contain_text("待送 3 条")
    at_a_door(page, "井边2号", "未遇")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#state")).to_contain_text("待送 4 条")
    page.reload()
    expect(page.locator("#state")).to_contain_text("待送 4 条")
    pictures.take(page, "rounds-phone-offline")
    assert Need.objects.count() == 0

    # meanwhile somebody at the desk writes down the second door
    drive.go(drive.doors(row)[1], "visit")

    def lose_the_answer(route: Route) -> None:
        """The office has it, the telephone never hears of it."""
        route.fetch()
        route.abort()

    page.context.route("**/field/sync/", lose_the_answer)
    with page.context.expect_event("requestfailed", lambda asked: "/field/sync/" in asked.url):
        page.context.set_offline(False)
        page.get_by_role("button", name="送出").click()
    expect(page.locator("#state")).to_contain_text("待送 4 条")
    assert Need.objects.count() == 1
    page.context.unroute("**/field/sync/")
    page.get_by_role("button", name="送出").click()
    expect(page.locator("#state")).to_contain_text("都送出了")
    expect(page.locator("#clash-list")).to_contain_text("先做了「已访」")
    pictures.take(page, "rounds-phone-conflict")
    assert Need.objects.count() == Matter.objects.count() == 1
    first, second, *_rest = Door.objects.filter(round=row).order_by("order")
    assert (first.state, first.tries, second.state, second.tries) == ("visited", 1, "visited", 1)
    assert Card.objects.filter(state="used", door=first, matter=Matter.objects.get()).count() == 1

    # signing out would wipe what was not looked at; it waits
    page.get_by_role("link", name="回到办公").click()
    page.get_by_role("button", name="退出").click()
    expect(page.locator("main")).to_contain_text("还有没送出的走访记录")
    page.goto(f"{phone.watch.site}/field/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="不要这一条").click()
    expect(page.locator("#clashes")).to_be_hidden()
    page.get_by_role("link", name="回到办公").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="退出")).to_have_count(0)
    assert page.evaluate("() => indexedDB.databases()") == []
