"""污水倒灌, at night in a holiday: hours run while the office rests (T3, T6c; E1).

A granddaughter writes from her telephone; the one on duty sits at the desk, the unit works from a telephone too.
"""

import pytest
from playwright.sync_api import expect

from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.rules.class_tree import Entry
from tests.appeals.catalogue import catalogue, first_list
from tests.browser.casework import answers, clocks, make, notices, says
from tests.browser.pictures import Pictures
from tests.browser.resident import Slip, again, say, standing
from tests.browser.stage import Stage
from tests.browser.visitor import DESK, PHONE, Visitor

SEWAGE = "0302"
WORDS = "卫生间往上冒污水，已经漫到堂屋。是楼下的排污管堵了，家里有八十岁的老人，请快来人。"
WORSE = "污水漫到床边了，老人没处站。"
REPLY = "村镇建设办当夜通了排污管，2 日的污水清走、消了毒。再堵请打村镇建设办电话，夜里也有人接。"


def ready(stage: Stage) -> None:
    """Sewers are the road office's, as the catalogue has it."""
    first_list(stage.town, Entry("03", "环境治理"), Entry(SEWAGE, "污水厕所", "03", keywords="污水"))
    basis = "镇级职责清单第 5 条：排水管护"
    catalogue(stage.town, LineFacts(stage.town.roads.pk, basis, class_code=SEWAGE))


def cannot_wait(resident: Visitor, pictures: Pictures) -> None:
    """From the receipt, which promises a call after the holiday, to 特急: one button, one sentence."""
    page = resident.page
    assert answers(page)["接下来"] == "2026年10月8日 17:30 前，有人打电话联系您。"
    page.get_by_role("link", name="情况紧急，等不到那时候").click()
    page.locator("#urgent summary").click()
    expect(page.locator("#urgent .danger-lines a")).to_have_text(["110", "119", "120"])
    page.get_by_label("现在什么情况").fill(WORSE)
    resident.press("按特急办")
    expect(page.get_by_role("status")).to_contain_text("已按特急处理，很快有人联系您。")
    assert "2026年10月3日 00:40 前打电话联系您" in standing(resident)
    assert page.locator("#urgent").count() == 0
    pictures.take(page, "night-promise")


def send_out(desk: Visitor, slip: Slip, pictures: Pictures) -> None:
    """The one on duty was told at once, has ten minutes, and has sent it out in six."""
    assert notices(desk) == [f"{slip.number} 改为特急：先打电话处置，再补记录。"]
    page = desk.page
    page.get_by_role("button", name="去看").click()
    expect(page.locator(".matter-head")).to_contain_text("特急")
    shown = clocks(page)
    assert shown[:2] == [
        "首次联系 剩 1 小时 54 分钟 10月3日 00:40 到期",
        "甄别派单 今天到期，剩 4 分钟 10月2日 22:50 到期",
    ]
    assert shown[2:] == ["首次联系 10月2日 22:40 换了时限", "甄别派单 10月2日 22:40 换了时限"]
    expect(page.locator(".moves-list .btn-primary")).to_have_text("受理")
    pictures.take(page, "night-desk")
    make(desk, "受理", chosen={"事项分类": "污水厕所"})
    page.locator(".moves-list").get_by_role("link", name="派单", exact=True).click()
    expect(page.get_by_label("承办单位").locator("option:checked")).to_have_text("村镇建设办")
    desk.press("派单")
    says(desk, "已派单。")


def start(unit: Visitor, slip: Slip, pictures: Pictures) -> None:
    """The unit signs within its half hour; whoever spoke is called within two hours; a day to finish."""
    assert notices(unit) == [f"有一件特急 {slip.number} 派给本单位：先打电话处置，马上签收。"]
    page = unit.go(f"/matters/{slip.number}/").page
    assert "签收 今天到期，剩 30 分钟 10月2日 23:16 到期" in clocks(page)
    assert WORSE in unit.text()
    make(unit, "签收")
    assert "特急处置 剩 24 小时 10月3日 22:46 到期" in clocks(page)
    pictures.take(page, "night-unit")


def finish(unit: Visitor) -> None:
    """Called, worked on and answered before the day is over."""
    make(
        unit,
        "办理记录",
        {"办理情况": "已打电话，十分钟到，先用沙袋挡住。"},
        chosen={"办理方式": "联系诉求人"},
    )
    make(unit, "办理记录", {"办理情况": "疏通了排污管，清走了污水。"}, chosen={"办理方式": "现场处置"})
    make(unit, "申请办结", {"给诉求人的答复": REPLY}, chosen={"办理结果": "已解决"})
    says(unit, "已申请办结。")


@pytest.mark.req("E1", "XC-08")
def test_hours_run_through_a_holiday_and_whoever_has_to_act_is_told_at_once(
    stage: Stage, pictures: Pictures
) -> None:
    town = stage.town
    stage.at("2026-10-02 22:40")
    ready(stage)
    granddaughter = stage.phone()
    slip = say(granddaughter, WORDS, place="水井边第二家", name="林小满", phone="19900001111")
    desk, head = stage.desk(town.triage), stage.desk(town.leader)
    assert notices(desk) == []
    cannot_wait(granddaughter, pictures)
    stage.at("2026-10-02 22:46")
    send_out(desk, slip, pictures)
    unit = stage.desk(town.roads_handler, PHONE)
    start(unit, slip, pictures)
    again(granddaughter, slip)
    assert "2026年10月3日 00:40 前打电话联系您，2026年10月3日 22:46 前答复您" in standing(granddaughter)
    stage.at("2026-10-03 09:00")
    head.go(f"/matters/{slip.number}/")
    assert any(line.startswith("首次联系 已超 8 小时") for line in clocks(head.page))
    stage.at("2026-10-03 09:30")
    finish(unit)
    stage.at("2026-10-03 10:00")
    make_approved(stage.desk(town.reviewer), slip)
    page = again(granddaughter, slip)
    expect(page.locator(".reply").first).to_contain_text(REPLY)
    for staff in (desk, head):
        assert "19900001111" not in staff.page.content()


def make_approved(reviewer: Visitor, slip: Slip) -> None:
    """同意办结, by somebody else; the handling was within its day although the office is closed until the 8th."""
    page = reviewer.go(f"/matters/{slip.number}/").page
    make(reviewer, "同意办结")
    says(reviewer, "已同意办结。")
    assert "特急处置 10月3日 09:30 停止" in clocks(page)
    assert "首次联系 10月3日 09:30 停止，超期" in clocks(page)


@pytest.mark.req("E1")
def test_whoever_does_not_sign_at_night_is_urged_after_half_an_hour(stage: Stage) -> None:
    town = stage.town
    stage.at("2026-10-02 23:00")
    matter = town.file(by=town.clerk, channel="phone", urgency="emergency")
    desk = stage.desk(town.triage)
    assert notices(desk) == [f"新来一件特急 {matter.number}：先打电话处置，再受理派单。"]
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "emergency"}
    town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    for moment in ("2026-10-02 23:31", "2026-10-03 00:01"):
        stage.at(moment)
        stage.worker()
    unit = stage.desk(town.water_handler, DESK)
    assert notices(unit)[0] == f"{matter.number} 逾期未签收，已视同签收，办理时限已经开始走。"
    page = unit.go(f"/matters/{matter.number}/").page
    expect(page.locator(".timeline-title")).to_have_text(["登记", "受理", "派单", "逾期未签收", "视同签收"])
    assert any(line.endswith("10月4日 00:00 到期") for line in clocks(page) if line.startswith("特急处置"))
