"""依法办不到而不满意: a lawful answer, a very bad rating, others ask why, others judge; the rating stands (DSP-03)."""

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import Role
from lianxin.matters.models import Matter
from lianxin.matters.receipts import code_of
from tests.browser.casework import notices, rows, says
from tests.browser.pictures import Pictures
from tests.browser.resident import Slip, again, follow, steps
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.township import Township, actor

REPLY = "水费按表计，规定里没有免交的条款；可以分三期交，供水站二号窗口办。"
SAID, WHY = "道理我懂，可我就是不满意。", "我就是不该交这个钱。"
MENDED = "又上门讲了一遍分期的办法，把收费的规定贴到站里。"
ASKED = "规定里没有免交的条款，上门解释过两次，也给了分期的办法。"
REASONS = (
    "条款写得清楚，办理单位讲过。",
    "分期的办法也给了，没有别的办法。",
    "解释得还可以再早一点，其余没有问题。",
)
UP = "(part) => part.scrollIntoView()"  # to the top of the picture
UNFOUNDED = "办理没有问题，诉求依法不能满足"


def answered(town: Township) -> tuple[Matter, Slip]:
    """The water station said no, with the rule and what can be done instead."""
    matter = town.working(town.file(text="请免掉我家三个月的水费，家里困难。"))
    town.go(matter, "record", by=town.water_handler, kind="contact", text="上门讲了收费的规定。")
    town.go(matter, "finish", by=town.water_handler, outcome="unlawful", reply=REPLY)
    town.go(matter, "approve", by=town.reviewer)
    return matter, Slip(matter.number, code_of(matter))


def call_back(caller: Visitor, slip: Slip) -> None:
    """回访: she accepts that nothing more can be done, and is very dissatisfied; that closes it."""
    page = caller.go(f"/matters/{slip.number}/").page
    page.locator(".moves-list").get_by_role("link", name="回访", exact=True).click()
    page.get_by_label("打通了，本人接听").check()
    page.get_by_label("没解决，但接受说明").check()
    page.get_by_label("非常不满意").check()
    page.get_by_label("诉求人原话").fill(SAID)
    caller.press("回访")
    expect(page.locator(".matter-head")).to_contain_text("已办结")


def ask_why(caller: Visitor, slip: Slip, pictures: Pictures) -> None:
    """差评核实: it waits on her desk; nobody is talked round."""
    page = caller.go("/desk/").page
    assert [row[0].splitlines()[0] for row in rows(page, "差评，还没问原因")] == [
        "请免掉我家三个月的水费，家里困难"
    ]
    caller.go(f"/matters/{slip.number}/")
    page.get_by_role("link", name="差评核实", exact=True).click()
    expect(page.locator("main")).to_contain_text("打电话只问原因，不劝人改评价；评价谁也改不了。")
    page.get_by_label("依法办不到，不接受").check()
    page.get_by_label("诉求人怎么说").fill(WHY)
    pictures.take(page, "rating-why")
    caller.press("差评核实")
    says(caller, "已差评核实。")


def put_right(unit: Visitor, slip: Slip) -> None:
    """差评整改: the unit was told twice, could not ask for itself, and does what it can."""
    assert notices(unit)[:2] == [
        f"{slip.number} 不满意的原因已经问清，请按期整改。",
        f"{slip.number} 群众评了不满意，回访岗位会先问原因，请准备整改。",
    ]
    page = unit.go(f"/matters/{slip.number}/").page
    assert page.get_by_role("link", name="差评核实").count() == 0
    assert page.get_by_role("link", name="提交评议").count() == 0
    page.get_by_role("link", name="差评整改", exact=True).click()
    page.get_by_label("怎么整改的").fill(MENDED)
    unit.press("差评整改")
    says(unit, "已差评整改。")


def put_before_others(desk: Visitor, slip: Slip) -> None:
    """提交评议: only because the law allowed no more."""
    page = desk.go(f"/matters/{slip.number}/").page
    page.get_by_role("link", name="依法办不到而不满意的，提交评议").click()
    page.get_by_label("为什么提交评议").fill(ASKED)
    desk.press("提交评议")
    says(desk, "已提交评议。")


def judge(stage: Stage, slip: Slip, pictures: Pictures) -> None:
    """评议: three who had no hand in it; none reads another's word before all have voted."""
    roles = ((Role.REVIEWER, Role.LEADER), (Role.REVIEWER, Role.CALLBACK), (Role.LEADER, Role.CALLBACK))
    for cast, (does, reason) in enumerate(zip(roles, REASONS, strict=True)):
        member = stage.desk(actor(stage.town.hall, f"评议{'甲乙丙'[cast]}", *does))
        page = member.go(f"/matters/{slip.number}/").page
        expect(page.locator("main")).to_contain_text(f"3 人评议，已评 {cast} 人；评完才看得到意见。")
        assert [words for words in REASONS if words in page.content()] == []
        page.get_by_role("link", name="评议", exact=True).click()
        page.get_by_label(UNFOUNDED).check()
        page.get_by_label("理由").fill(reason)
        member.press("评议")
        says(member, "已评议。")
    for words in (*REASONS, "评价不改，满意率照算。"):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_role("heading", name="差评整改", level=2).evaluate(UP)
    pictures.take(page, "rating-judged")


def told(resident: Visitor, slip: Slip, pictures: Pictures) -> None:
    """She reads what she said as she said it, what was done, what was found, and that she may go higher."""
    page = again(resident, slip)
    boxes = [" ".join(words.split()) for words in page.locator(".reply").all_inner_texts()]
    assert boxes[1].endswith("没解决，但接受说明；非常不满意。这是原样记下的，谁也改不了。")
    assert boxes[2].endswith(MENDED)
    assert boxes[3].endswith(f"3 位没有经手的人看过：{UNFOUNDED}。您的评价不改；还不同意，可以申请上级协调。")
    assert steps(resident)[:3] == ["评议有了结论", "按您的评价作了整改", "已办结"]
    for hidden in (*REASONS, ASKED, WHY, "评议甲"):
        assert hidden not in page.content()
    expect(page.locator("summary").filter(has_text="申请上级协调")).to_be_visible()
    page.locator(".reply").nth(1).evaluate(UP)
    pictures.take(page, "rating-told")


@pytest.mark.req("DSP-03", "INV-07")
def test_who_is_dissatisfied_with_a_lawful_answer_is_heard_and_told_and_the_rating_stands(
    stage: Stage, pictures: Pictures
) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    matter, slip = answered(town)
    resident = stage.phone()
    follow(resident, slip)
    caller, unit, desk = (stage.desk(by) for by in (town.caller, town.water_handler, town.triage))
    stage.at("2026-11-03 09:00")
    call_back(caller, slip)
    stage.at("2026-11-03 10:00")
    ask_why(caller, slip, pictures)
    stage.at("2026-11-05 09:00")
    put_right(unit, slip)
    put_before_others(desk, slip)
    judge(stage, slip, pictures)
    told(resident, slip, pictures)
    auditor = stage.desk(town.auditor)
    read = auditor.go("/panels/").text()
    assert [words for words in (slip.number, *REASONS) if words not in read] == []
    call = matter.callbacks.get()
    assert (call.satisfied, call.words, Matter.objects.get(pk=matter.pk).state) == (1, SAID, "closed")
