"""A garden is lost to a parking lot: said on the project's page, answered, promised, kept (REN-01, REN-02)."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.renovation.actions.filing import make_with_files
from lianxin.renovation.models import Project
from lianxin.renovation.workflow import PROJECT
from tests.browser.casework import says
from tests.browser.pictures import Pictures
from tests.browser.resident import OPENLY, follow, read_slip
from tests.browser.stage import Stage
from tests.browser.visitor import PHONE, Visitor
from tests.renovation.conftest import ASKED, drawing

WORDS = "东侧的菜园子我种了二十年，改停车位就没了。能不能留一块，或者补种桂花。"


def go(stage: Stage, row: Project, move: str, by: Actor, **data: object) -> None:
    """One move by a colleague who is not on the stage."""
    row.refresh_from_db()
    make_with_files(row, move, by=by, data=data, client_id=uuid7(), version=row.version)


def posted(stage: Stage) -> Project:
    """The plan hangs at the gate since Monday."""
    town = stage.town
    said = {
        "name": "樟荫小区管网改造",
        "area": town.village.pk,
        "unit": town.hall.pk,
        "plan": "换雨污管网；东侧绿地改成 18 个停车位；11 月底完。",
        "buildings": ["1 栋", "2 栋", "3 栋"],
        "contractor": "樟荫建筑公司项目部",
        "phone": "0990-1234567",
    }
    row: Project = open_row(PROJECT, by=town.clerk, data=said, client_id=uuid7())
    go(stage, row, "add_files", town.clerk, kind="drawing", papers=[drawing("总平面图.pdf")])
    go(stage, row, "consult", town.clerk, day=date(2026, 10, 30), **ASKED)
    since = clock.today()
    days = {"since": since, "until": since + timedelta(days=6), "where": "小区东门、各单元门口"}
    go(stage, row, "post", town.clerk, photos=[], no_photo="下雨，没有拍成。", **days)
    return row


def objects(resident: Visitor, row: Project, pictures: Pictures) -> Matter:
    """From the page of the project, on a telephone without scripts."""
    page = resident.go(f"/projects/{row.pk}/").page
    pictures.take(page, "project-posted")
    page.get_by_role("link", name="对这个项目提意见").click()
    page.get_by_label("菜园子、花木要没了").check()
    page.get_by_label("在哪一栋").select_option(label="1 栋")
    page.get_by_label("您的意见").fill(WORDS)
    page.get_by_label(OPENLY).check()
    page.get_by_label("怎么称呼您").fill("林小满")
    page.get_by_role("textbox", name="电话").fill("19900001111")
    pictures.take(page, "project-objection")
    resident.press("送出")
    return Matter.objects.get(number=read_slip(resident).number)


def promise(clerk: Visitor, row: Project, pictures: Pictures) -> None:
    """A label on a person is refused; what is done goes onto the board."""
    page = clerk.go(f"/desk/projects/{row.pk}/").page
    expect(page.locator("#objections")).to_be_visible()
    assert "东侧的菜园子" in clerk.text()
    page.get_by_role("link", name="上承诺板", exact=True).click()
    page.get_by_label("承诺什么").fill("劝走 1 栋钉子户")
    page.get_by_label("谁来做").fill("樟荫建筑公司项目部")
    page.get_by_label("哪天以前").fill((clock.today() + timedelta(days=20)).isoformat())
    clerk.press("上承诺板")
    expect(page.locator("main")).to_contain_text("“钉子户”是给人贴标签，不能写进记录")
    expect(page.get_by_label("谁来做")).to_have_value("樟荫建筑公司项目部")
    pictures.take(page, "project-no-labels")
    page.get_by_label("承诺什么").fill("东侧留 30 平方米菜园，沿路补种 12 株桂花")
    clerk.press("上承诺板")
    says(clerk, "已上承诺板。")


@pytest.mark.req("REN-01", "REN-02")
def test_who_loses_a_garden_is_answered_and_sees_the_promise_kept(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    row = posted(stage)
    resident = stage.phone(scripts=False)
    matter = objects(resident, row, pictures)
    slip = read_slip(resident)
    clerk = stage.desk(town.clerk)
    stage.at("2026-11-03 09:00")
    promise(clerk, row, pictures)

    town.answered(matter, when=stage.at("2026-11-04 09:00"))
    page = follow(stage.phone(), slip)
    assert "已不漏水" in page.content() or "答复" in page.content()

    stage.at("2026-11-09 08:30")
    leader = stage.desk(town.leader)
    leader.go(f"/desk/projects/{row.pk}/do/start/").press("开工")
    expect(leader.page.locator("main")).to_contain_text("还没有记公示期满")
    go(stage, row, "take_down", town.clerk, photos=[], no_photo="雨天。")
    leader.go(f"/desk/projects/{row.pk}/do/start/").press("开工")
    says(leader, "已开工。")

    stage.at("2026-11-20 16:00")
    work = clerk.go(f"/desk/projects/{row.pk}/do/settle/").page
    work.get_by_label("哪一条承诺").select_option(index=1)
    work.get_by_label("兑现了", exact=True).check()
    clerk.press("兑现承诺")
    says(clerk, "已兑现承诺。")
    pictures.take(work, "project-desk")

    board = resident.go(f"/projects/{row.pk}/").page
    expect(board.locator(".board-lines").last).to_contain_text("兑现了")
    expect(board.locator("body")).not_to_contain_text("林小满")
    board.locator("#promises").scroll_into_view_if_needed()
    pictures.take(board, "project-board")
    wide = board.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE[0]
