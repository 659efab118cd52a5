"""联办: three units, one lead, one reply; one is late, and the page says whose lateness it is (J2 to J5, J13)."""

import pytest
from playwright.sync_api import expect

from lianxin.appeals.intake.late import urge_late
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.receipts import code_of
from lianxin.people.models import Unit
from tests.browser.casework import make, notices, says
from tests.browser.pictures import Pictures
from tests.browser.resident import Slip, again, follow, standing
from tests.browser.stage import Stage
from tests.browser.visitor import PHONE, Visitor
from tests.township import actor

WORDS = "井边的水管爆了，路面塌了一块，旁边的电线杆也歪了。"
ROAD, POLE = "请把井边塌陷的路面补好。", "请把电线杆扶正，要上门看进户线。"
ROAD_DONE = "11月4日已用碎石回填并压实，路面恢复通行。"
POLE_DONE = "11月10日上午扶正了电线杆，换了一段进户线。"
OWN_PART = "11月3日换了爆裂的水管，已不漏水。还有问题请打供水站电话。"
REASON = "进户线在他家墙上，要先约好上门。"
PHONE_MASKED = "199****1111"


def ask(lead: Visitor, unit: str, demand: str, *, why: str = "") -> None:
    """增派协办: its own part, the latest day filled in already; who speaks only for a reason."""
    page = lead.page
    page.locator(".moves-list").get_by_role("link", name="增派协办", exact=True).click()
    expect(page.get_by_label("什么时候前回复")).to_have_value("2026-11-06T17:30")
    page.get_by_label("协办单位").select_option(label=unit)
    page.get_by_label("请它办什么").fill(demand)
    if why:
        page.get_by_label("让它知道反映人是谁").check()
        lead.press("增派协办")
        expect(page.locator("main")).to_contain_text("让协办单位知道反映人是谁、看附件，要写明理由。")
        expect(page.get_by_label("请它办什么")).to_have_value(demand)
        page.get_by_label("为什么要知道").fill(why)
    lead.press("增派协办")
    says(lead, "已增派协办。")


def assist(helper: Visitor, number: str) -> str:
    """协办签收, from the desk; what the page of the unit says."""
    assert notices(helper)[0] == f"{number} 请本单位协办，请签收，按要求回复主办单位。"
    helper.go(f"/matters/{number}/")
    make(helper, "协办签收")
    return helper.text()


def cannot_finish_yet(lead: Visitor, number: str, pictures: Pictures) -> None:
    """No end while one is open: the page names who is waited for, and offers to chase it instead (J4)."""
    page = lead.go(f"/matters/{number}/").page
    moves = page.locator(".moves")
    expect(moves.get_by_role("link", name="申请办结", exact=True)).to_have_count(0)
    expect(moves).to_contain_text("申请办结要等一等：还有协办没有回复：供电所")
    assert "村镇建设办" not in moves.inner_text()
    expect(moves.get_by_role("link").first).to_have_text("催协办单位")
    pictures.take(page, "joint-open-child")
    make(lead, "催协办单位")
    says(lead, "已催协办单位。")


@pytest.mark.req("J2", "J3", "J4", "J5", "J13")
def test_three_units_answer_once_and_the_late_one_is_named(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    power = Unit.objects.create(name="供电所", code="04", kind="office", area=town.village.parent)
    handler, head = actor(power, "抢修", Role.HANDLER), actor(power, "所长", Role.LEADER)
    stage.at("2026-11-02 09:00")
    matter = town.working(town.file(text=WORDS))
    slip = Slip(matter.number, code_of(matter))
    resident = stage.phone()
    follow(resident, slip)
    lead, roads, pole = (stage.desk(by) for by in (town.water_handler, town.roads_handler, handler))
    lead.go(f"/matters/{slip.number}/")
    ask(lead, "村镇建设办", ROAD)
    ask(lead, "供电所", POLE, why=REASON)
    pictures.take(lead.page, "joint-lead")

    seen = assist(roads, slip.number)
    assert ROAD in seen
    assert [words for words in (POLE, REASON, PHONE_MASKED, "林＊") if words in seen] == []
    pictures.take(roads.page, "joint-helper")
    seen = assist(pole, slip.number)
    assert [words for words in (POLE, PHONE_MASKED) if words not in seen] == []
    assert ROAD not in seen
    stage.at("2026-11-04 15:00")
    make(roads, "协办记录", {"办理情况": "到现场量过。"}, chosen={"办理方式": "现场查看"})
    make(roads, "协办回复", {"回复主办单位": ROAD_DONE})
    assert notices(lead)[0] == f"{slip.number} 有协办单位回复了，请看。"
    lead.go(f"/matters/{slip.number}/")
    make(lead, "办理记录", {"办理情况": "打过电话。"}, chosen={"办理方式": "联系诉求人"})
    again(resident, slip)
    assert "2026年11月9日 17:30 前答复您" in standing(resident)
    assert [unit for unit in ("村镇建设办", "供电所", ROAD_DONE) if unit in resident.text()] == []
    late(stage, slip, head, pictures)
    ends(stage, slip, pole, pictures)
    page = again(resident, slip)
    for part in (OWN_PART, ROAD_DONE, POLE_DONE):
        expect(page.locator(".reply").first).to_contain_text(part)
    assert page.locator(".reply").count() == 1


def late(stage: Stage, slip: Slip, head: Actor, pictures: Pictures) -> None:
    """The head hears of it, the lead has a copy; once the main is late, it is put down to whom it is due (J5)."""
    lead = stage.desk(stage.town.water_handler)
    stage.at("2026-11-06 18:00")
    assert urge_late() == 1
    assert notices(stage.desk(head, PHONE)) == [f"{slip.number} 本单位的协办过了期限还没回复，请负责人督促。"]
    assert notices(lead)[0] == f"{slip.number} 有协办单位过了期限没回复，已告知它的负责人，抄送您。"
    cannot_finish_yet(lead, slip.number, pictures)
    assert "协办逾期上" not in lead.go(f"/matters/{slip.number}/").text()
    stage.at("2026-11-10 09:00")
    page = lead.go(f"/matters/{slip.number}/").page
    expect(page.locator("main")).to_contain_text("算在供电所的协办逾期上")
    pictures.take(page, "joint-late")


def ends(stage: Stage, slip: Slip, pole: Visitor, pictures: Pictures) -> None:
    """The late one answers; the lead sends one reply that names each part; somebody else agrees."""
    lead, reviewer = stage.desk(stage.town.water_handler), stage.desk(stage.town.reviewer)
    stage.at("2026-11-10 15:00")
    assert notices(pole)[0] == f"{slip.number} 主办单位在等本单位的协办回复，请抓紧办。"
    pole.go(f"/matters/{slip.number}/")
    make(pole, "协办回复", {"回复主办单位": POLE_DONE})
    page = lead.go(f"/matters/{slip.number}/").page
    page.locator(".moves-list").get_by_role("link", name="申请办结", exact=True).click()
    page.get_by_label("办理结果").select_option(label="已解决")
    box = page.get_by_label("给诉求人的答复")
    assert f"协办单位村镇建设办：\n{ROAD_DONE}" in box.input_value()
    box.fill(box.input_value().replace("主办单位供水站办理情况：", f"主办单位供水站办理情况：{OWN_PART}"))
    pictures.take(page, "joint-reply")
    lead.press("申请办结")
    says(lead, "已申请办结。")
    reviewer.go(f"/matters/{slip.number}/")
    make(reviewer, "同意办结")
    says(reviewer, "已同意办结。")
    assert Matter.objects.get(number=slip.number).state == "callback"
