"""Two villages become one while an appeal is under way; it is closed, and old reports say what they said (XC-09)."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import Role
from tests.browser.casework import call_back, make, rows, says
from tests.browser.pictures import Pictures
from tests.browser.visitor import DESK, PHONE, Door, Visitor

OLD, NEW = "桐坑垄村", "楮溪村"
THEIR_CLERK = "石玉婷"  # 楮溪村委会
BASIS = "青政发〔2026〕3 号"
TITLE = "桥头的水管夜里一直在响"
CLOSED = "三组进户坡路被雨水冲出沟"
REPLY = "供水班 11 月 23 日换了桥头的减压阀，水管不响了。还有问题请打公用事业服务站电话。"
OF_EVERYTHING = {
    "组、网格、楼栋": 2,
    "记下的地名": 1,
    "没办完的事": 6,
    "已办完的事": 20,
    "管辖这里的单位": 2,
}


def file(resident: Visitor, words: str, village: str) -> str:
    """Three pages on the telephone; the number of the receipt."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill(words)
    resident.press("下一步")
    page.get_by_label("在哪个村（社区）").select_option(label=village)
    page.get_by_label("实名：受理人员和办事单位都看得到姓名电话").check()
    page.get_by_label("怎么称呼您").fill("尤满仓")
    page.get_by_role("textbox", name="电话").fill("15400009872")
    resident.press("下一步")
    resident.press("送出")
    return page.locator("#number").inner_text()


def villages_offered(resident: Visitor) -> list[str]:
    """What the picker of the resident's form offers."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill("路灯不亮。")
    resident.press("下一步")
    return page.get_by_label("在哪个村（社区）").locator("option").all_inner_texts()


def send_out(desk: Visitor, number: str) -> None:
    """受理， 派单 to the waterworks."""
    desk.go(f"/matters/{number}/")
    make(desk, "受理", chosen={"事项分类": "供水"})
    make(desk, "派单", {"派单依据": "镇级职责清单第 12 条"}, chosen={"承办单位": "公用事业服务站"})
    says(desk, "已派单。")


def merge(keeper: Visitor, pictures: Pictures) -> date:
    """合并, from the page of the village that goes on: what it touches is shown first. The day it holds from."""
    page = find_area(keeper, NEW)
    page.get_by_role("link", name=NEW, exact=True).click()
    page.get_by_role("link", name="合并", exact=True).click()
    page.get_by_label("与哪些合并").fill(OLD)
    page.get_by_label("并入这里，名称不变").check()
    page.get_by_label("依据的文号").fill(BASIS)
    day = date.fromisoformat(page.get_by_label("从哪天起").input_value())
    keeper.press("下一步：看影响")
    assert {line[0]: int(line[1]) for line in rows(page, "办了以后会怎样")} == OF_EVERYTHING
    pictures.take(page, "merge-preview")
    keeper.press("确认办理")
    says(keeper, "已办好。办错了可以在“区划沿革”里撤回。")
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
    history = page.get_by_role("region", name="沿革").get_by_role("listitem")
    expect(history).to_contain_text([f"来自 {OLD} 合并 {BASIS}"])
    pictures.take(page, "merged-area")
    return day


def find_area(staff: Visitor, words: str) -> Page:
    """区划和地名, looked up by a name."""
    page = staff.go("/areas/").page
    page.get_by_label("名称、拼音首字母或代码").fill(words)
    staff.press("查找")
    return page


def found(page: Page) -> list[str]:
    """What was found, one line each."""
    return page.get_by_role("region", name="找到的地方").get_by_role("listitem").all_inner_texts()


def titles(staff: Visitor, **asked: str) -> list[str]:
    """全部事项, as this member of staff sees them, found by words."""
    page = staff.go("/matters/").page
    for label, words in asked.items():
        page.get_by_label(label).fill(words)
    staff.press("查找")
    return page.locator("main tbody .table-title a").all_inner_texts()


def open_by_title(staff: Visitor, title: str) -> None:
    """Look for it in the list, and open it."""
    assert titles(staff, 编号或内容=title) == [title]
    staff.page.get_by_role("link", name=title, exact=True).click()


def by_village(leader: Visitor, day: date | None = None) -> dict[str, int]:
    """各村各有多少, by the map of a day."""
    page = leader.go("/leader/villages/").page
    if day:
        page.get_by_label("按哪一天的区划").fill(day.isoformat())
        leader.press("看")
    lines = page.locator("main table tr").filter(has=page.locator("td.table-number"))
    cells = lines.evaluate_all("rows => rows.map(row => [row.cells[0].innerText, row.cells[1].innerText])")
    return {name: int(count) for name, count in cells}


def bring_to_an_end(counter: Visitor, number: str) -> None:
    """签收， 办理记录， 申请办结， 同意办结， 回访: as if nothing had happened to the map."""
    unit = counter.become(Role.HANDLER).go(f"/matters/{number}/")
    make(unit, "签收")
    make(unit, "办理记录", {"办理情况": "夜里到桥头听过，是减压阀松了。"}, chosen={"办理方式": "联系诉求人"})
    make(unit, "申请办结", {"给诉求人的答复": REPLY}, chosen={"办理结果": "已解决"})
    says(unit, "已申请办结。")
    make(counter.named("闻立行").go(f"/matters/{number}/"), "同意办结")
    call_back(counter.become(Role.CALLBACK), number)


@pytest.mark.req("XC-09")
def test_two_villages_become_one_in_mid_case(office: Door, pictures: Pictures) -> None:
    resident, counter = office(PHONE, scripts=False), office(DESK)
    number = file(resident, f"{TITLE}。吵得人睡不着。", OLD)
    send_out(counter.become(Role.TRIAGE), number)
    assert OLD in villages_offered(resident)
    clerk, leader = office(DESK).named(THEIR_CLERK), office(DESK).become(Role.LEADER)
    assert titles(clerk, 编号或内容=TITLE) == []
    before = by_village(leader)

    keeper = office(DESK).become(Role.ADMINISTRATOR)
    day = merge(keeper, pictures)
    offered = villages_offered(resident)
    assert (NEW in offered, OLD in offered, len(offered)) == (True, False, 16)
    assert found(find_area(clerk, OLD)) == [f"{NEW} 青禾镇 原“{OLD}”"]
    assert titles(clerk, 编号或内容=TITLE) == [TITLE]

    bring_to_an_end(counter, number)
    for title in (TITLE, CLOSED):
        open_by_title(clerk, title)
        expect(clerk.page.locator(".matter-head")).to_contain_text("已办结")
        expect(clerk.page.locator(".matter-head")).to_contain_text(OLD)

    after = by_village(leader)
    pictures.take(leader.page, "villages-new-map")
    then = by_village(leader, day - timedelta(days=1))
    pictures.take(leader.page, "villages-old-map")
    leader.page.get_by_role("row").filter(has_text=NEW).get_by_role("link").click()
    assert leader.page.locator("main tbody tr").count() == before[NEW]
    assert then == before
    assert after == {name: count for name, count in before.items() if name != OLD} | {
        NEW: before[OLD] + before[NEW]
    }
    assert sum(after.values()) == sum(then.values()) == 2 * after["合计"]

    file(resident, "新村牌立好了，路灯还没亮。", NEW)
    keeper.go("/areas/changes/")
    keeper.press("撤回")
    expect(keeper.page.locator("main")).to_contain_text(
        "变更后已有新的事挂在新区划上（新登记的事 1），不能撤回。"
    )
    assert found(find_area(clerk, OLD)) == [f"{NEW} 青禾镇 原“{OLD}”"]
