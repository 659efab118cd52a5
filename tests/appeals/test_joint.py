"""联办: sub-orders, their limits, who answers whom, who leads; and whose fault it is that the main is late (D.5)."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.intake.late import urge_late
from lianxin.appeals.models import Handling, LeadChange, Order, Stage, SubOrder
from lianxin.calendars.limits import before
from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.act import offers
from lianxin.matters.models import Matter
from lianxin.matters.queries import today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from tests.appeals.hands import moves_of, running, state_of
from tests.township import Township, actor, at, enter

START = at("2026-11-02 09:00")
DEMAND = "请把井边塌陷的路面补好。"
ANSWER = "11月4日已用碎石回填并压实，路面恢复通行。"


def joint(town: Township, when: datetime = START, **more: Any) -> Matter:
    """A matter the water station leads, in which the road office assists."""
    matter = town.working(town.file(when=when), when=when)
    ask(town, matter, when=when, **more)
    matter.refresh_from_db()
    return matter


def ask(
    town: Township, matter: Matter, *, when: datetime = START, unit: Unit | None = None, **more: Any
) -> SubOrder:
    """The lead asks another unit."""
    said = {"unit": (unit or town.roads).pk, "demand": DEMAND, **more}
    town.go(matter, "add_helper", by=town.water_handler, when=when, **said)
    return SubOrder.objects.latest("pk")


def answered(town: Township, matter: Matter, when: datetime = START) -> None:
    """The road office signs and answers."""
    town.go(matter, "sign_helper", by=town.roads_handler, when=when)
    town.go(matter, "answer_helper", by=town.roads_handler, when=when, answer=ANSWER)


@pytest.fixture
def power(town: Township) -> Unit:
    """A third unit, with somebody who handles."""
    unit = Unit.objects.create(name="供电所", code="04", kind="office", area=town.village.parent)
    actor(unit, "抢修", Role.HANDLER)
    return unit


@pytest.mark.req("J2", "DSP-02")
def test_the_lead_asks_another_unit_for_its_own_part_and_the_main_limit_runs_on(town: Township) -> None:
    matter = joint(town)
    order = SubOrder.objects.get()
    assert state_of(matter) == "joint"
    assert (order.unit, order.demand, order.stage) == (town.roads, DEMAND, Stage.TO_SIGN)
    assert running(matter)["T6b"] == at("2026-11-09 17:30")
    assert order.due_at == at("2026-11-06 17:30")  # one working day before, over a weekend
    assert [one.letter for one in notices.unread(town.roads_handler)] == ["staff.help_to_sign"]
    assert list(check()) == []


@pytest.mark.req("J2")
def test_a_suborder_is_due_before_the_main_and_when_there_is_no_time_the_sentence_says_what_to_do(
    town: Township,
) -> None:
    matter = town.working(town.file(when=START), when=START)
    with pytest.raises(Refused, match=r"最迟 2026年11月6日 17:30 前。请改早一些"):
        ask(town, matter, due=at("2026-11-06 17:31"))
    with pytest.raises(Refused, match="协办的期限要在现在以后"):
        ask(town, matter, due=at("2026-11-02 08:00"))
    with pytest.raises(Refused, match="请先申请延期，或直接打电话"):
        ask(town, matter, when=at("2026-11-07 09:00"))
    assert ask(town, matter, due=at("2026-11-06 17:30")).due_at == at("2026-11-06 17:30")


@pytest.mark.req("J2")
def test_a_unit_appears_once_and_the_lead_not_at_all(town: Township) -> None:
    matter = joint(town)
    with pytest.raises(Refused, match="村镇建设办已经是这件事的协办单位"):
        ask(town, matter)
    with pytest.raises(Refused, match="这个单位是主办"):
        ask(town, matter, unit=town.water)
    with pytest.raises(Refused, match="没有这个单位"):
        town.go(matter, "add_helper", by=town.water_handler, unit=10**6, demand=DEMAND)


@pytest.mark.req("J2")
@pytest.mark.parametrize("who", ["clerk", "roads_handler", "reviewer", "caller", "leader"])
def test_only_the_lead_and_the_desk_ask_others(town: Township, who: str) -> None:
    matter = town.working(town.file())
    with pytest.raises(Refused) as refusal:
        town.go(matter, "add_helper", by=getattr(town, who), unit=town.roads.pk, demand=DEMAND)
    assert refusal.value.code == "not_allowed"


@pytest.mark.req("J2")
def test_in_an_emergency_what_others_were_asked_for_is_due_sooner_too(town: Township) -> None:
    matter = joint(town)
    town.go(matter, "escalate", by=town.triage, when=at("2026-11-03 10:00"), reason="塌陷变大。")
    assert running(matter)["T6c"] == at("2026-11-04 10:00")
    assert SubOrder.objects.get().due_at == at("2026-11-04 08:00")
    assert "staff.emergency" in [one.letter for one in notices.unread(town.roads_handler)]


@pytest.mark.req("J4")
def test_no_closing_while_a_suborder_is_open_and_the_sentence_names_it(town: Township, power: Unit) -> None:
    matter = joint(town)
    ask(town, matter, unit=power)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    said = {"outcome": "resolved", "reply": "供水站换了接头，村镇建设办补了路，供电所看过线路。"}
    with pytest.raises(
        Refused, match=r"村镇建设办（待签收，2026年11月6日 17:30 前）、供电所（待签收"
    ) as refusal:
        town.go(matter, "finish", by=town.water_handler, when=START, **said)
    assert "撤回协办" in refusal.value.message
    answered(town, matter)
    assert state_of(matter) == "joint"
    with pytest.raises(Refused, match="供电所") as refusal:
        town.go(matter, "finish", by=town.water_handler, when=START, **said)
    assert "村镇建设办" not in refusal.value.message
    town.go(matter, "recall_helper", by=town.water_handler, unit=power.pk, reason="线路没有问题。")
    assert state_of(matter) == "working"
    town.go(matter, "finish", by=town.water_handler, when=START, **said)
    assert state_of(matter) == "closing"


@pytest.mark.req("J3")
def test_assistants_answer_the_lead_and_the_last_answer_gives_the_matter_back_to_it(town: Township) -> None:
    matter = joint(town)
    town.go(matter, "sign_helper", by=town.roads_handler)
    with pytest.raises(Refused, match="协办单位向主办单位回复，不直接联系诉求人"):
        town.go(matter, "record_helper", by=town.roads_handler, kind="contact", text="打了电话。")
    town.go(matter, "record_helper", by=town.roads_handler, kind="site", text="到现场量过。")
    handling = Handling.objects.get()
    assert (handling.suborder, handling.text) == (SubOrder.objects.get(), "到现场量过。")
    town.go(matter, "answer_helper", by=town.roads_handler, answer=ANSWER)
    assert state_of(matter) == "working"
    assert "staff.help_answered" in [one.letter for one in notices.unread(town.water_handler)]
    assert moves_of(matter)[-3:] == ["sign_helper", "record_helper", "answer_helper"]


@pytest.mark.req("J3")
def test_the_one_reply_begins_with_each_units_part_and_has_to_name_each(town: Township) -> None:
    matter = joint(town)
    answered(town, matter)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    page = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/do/finish/")
    written = page.context["form"].initial["reply"]
    assert written.startswith("主办单位供水站办理情况：")
    assert f"协办单位村镇建设办：\n{ANSWER}" in written
    with pytest.raises(Refused, match="答复里还没有写村镇建设办办了什么"):
        town.go(
            matter,
            "finish",
            by=town.water_handler,
            outcome="resolved",
            reply="供水站当天换了接头，已不漏水。",
        )
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=written)
    assert state_of(matter) == "closing"


def test_the_lead_asks_once_more_and_what_was_answered_stays_on_record(town: Township) -> None:
    matter = joint(town)
    answered(town, matter)
    again = {"unit": town.roads.pk, "demand": "请再补一层沥青。"}
    town.go(matter, "ask_again", by=town.water_handler, when=at("2026-11-03 09:00"), **again)
    order = SubOrder.objects.get()
    assert (state_of(matter), order.stage, order.answer) == ("joint", Stage.WORKING, "")
    assert Handling.objects.get(suborder=order).text == ANSWER
    with pytest.raises(Refused) as refusal:
        town.go(matter, "ask_again", by=town.water_handler, **again)
    assert refusal.value.code == "not_allowed"  # nobody has answered


@pytest.mark.req("J1")
def test_a_change_of_lead_needs_the_word_of_the_new_one(town: Township, power: Unit) -> None:
    matter = joint(town)
    with pytest.raises(Refused, match="只能请正在协办的单位接手主办"):
        town.go(matter, "hand_lead", by=town.water_handler, unit=power.pk, reason="主要是线路。")
    wish = {"unit": town.roads.pk, "reason": "主要是路面的事。"}
    town.go(matter, "hand_lead", by=town.water_handler, **wish)
    matter.refresh_from_db()
    assert matter.holder == town.water
    with pytest.raises(Refused, match="已经请一个单位接手主办"):
        town.go(matter, "hand_lead", by=town.triage, **wish)
    with pytest.raises(Refused) as refusal:
        town.go(matter, "take_lead", by=town.water_handler)
    assert refusal.value.code == "not_allowed"
    town.go(matter, "decline_lead", by=town.roads_handler, reason="水先漏的。")
    matter.refresh_from_db()
    assert (matter.holder, LeadChange.objects.get().accepted) == (town.water, False)
    before_it = running(matter)
    town.go(matter, "hand_lead", by=town.water_handler, **wish)
    town.go(matter, "take_lead", by=town.roads_handler)
    matter.refresh_from_db()
    assert (matter.holder, matter.state) == (town.roads, "working")
    assert running(matter) == before_it
    assert SubOrder.objects.get().stage == Stage.RECALLED
    assert [order.unit for order in Order.objects.order_by("pk")] == [town.water, town.roads]
    with pytest.raises(Refused) as refusal:
        town.go(matter, "record", by=town.water_handler, kind="site", text="看过。")
    assert refusal.value.code == "not_allowed"
    assert list(check()) == []


@pytest.mark.req("J5")
def test_of_a_late_suborder_the_head_of_its_unit_hears_and_the_lead(town: Township) -> None:
    head = actor(town.roads, "主任", Role.LEADER)
    matter = joint(town)
    late = at("2026-11-06 18:00")
    with clock.standing_at(at("2026-11-06 17:00")):
        assert urge_late() == 0
    with clock.standing_at(late):
        assert urge_late() == 1
        assert urge_late() == 0  # once
    assert [one.letter for one in notices.unread(head)] == ["staff.help_late"]
    letters = [one.letter for one in notices.unread(town.water_handler)]
    assert letters.count("staff.help_late_lead") == 1
    assert moves_of(matter).count("urge_helper") == 1


@pytest.mark.req("J5")
@pytest.mark.parametrize(
    ("asked", "blamed"), [(at("2026-11-04 16:00"), ["村镇建设办"]), (at("2026-11-05 16:00"), [])]
)
def test_the_late_main_is_put_down_to_the_late_child_when_the_lead_asked_in_the_first_half(
    town: Township, asked: datetime, blamed: list[str]
) -> None:
    matter = town.working(town.file(when=START), when=START)
    ask(town, matter, when=asked)
    with clock.standing_at(at("2026-11-06 18:00")):
        page = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/")
        assert page.context["together"].blamed == []
        assert "已逾期" in page.content.decode()
    with clock.standing_at(at("2026-11-10 09:00")):
        page = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/")
        assert page.context["together"].blamed == blamed
        assert ("算在村镇建设办的协办逾期上" in page.content.decode()) == bool(blamed)


def test_when_the_matter_ends_who_was_asked_for_something_hears_of_it(town: Township) -> None:
    matter = joint(town)
    said = {"how": "phone", "who": "林小满", "words": "水自己停了，不用办了。"}
    town.go(matter, "withdraw", by=town.clerk, **said)
    assert state_of(matter) == "withdrawn"
    assert not [move for move in offers(matter, town.roads_handler) if move.code == "sign_helper"]
    assert "staff.withdrawn" in [one.letter for one in notices.unread(town.roads_handler)]


@pytest.mark.req("INV-07")
def test_who_assisted_does_not_call_back(town: Township) -> None:
    both = actor(town.roads, "兼回访", Role.CALLBACK)
    matter = joint(town)
    answered(town, matter)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    reply = "供水站换了接头，村镇建设办补了路。还有问题请打电话。"
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=reply)
    town.go(matter, "approve", by=town.reviewer)
    with pytest.raises(Refused) as refusal:
        town.go(matter, "call_back", by=both, reached=True, resolved="yes", satisfied=5)
    assert refusal.value.code == "not_allowed"


def test_the_assistant_finds_it_on_its_desk_and_the_lead_in_its_own(town: Township) -> None:
    matter = joint(town)

    def desk(by: Actor) -> list[str]:
        return [move.code for task in today(by=by) for move in task.moves]

    assert desk(town.roads_handler) == ["sign_helper"]
    assert {move.code for move in offers(matter, town.roads_handler)} == {"sign_helper"}
    town.go(matter, "sign_helper", by=town.roads_handler)
    assert desk(town.roads_handler) == ["answer_helper"]
    assert desk(town.water_handler) == ["chase_helpers"]


def test_the_pages_of_joint_handling_open_and_work(town: Township) -> None:
    matter = town.working(town.file(when=START), when=START)
    lead, helper = enter(Client(), town.water_handler), enter(Client(), town.roads_handler)

    def do(by: Client, move: str, **said: Any) -> Any:
        matter.refresh_from_db()
        return by.post(f"/matters/{matter.number}/do/{move}/", {"version": matter.version, **said})

    with clock.standing_at(START):
        form = lead.get(f"/matters/{matter.number}/do/add_helper/").content.decode()
        assert 'value="2026-11-06T17:30"' in form
        secret = do(
            lead, "add_helper", unit=town.roads.pk, demand=DEMAND, due="2026-11-06T17:30", identity="on"
        )
        assert secret.status_code == 422
        assert "要写明理由" in secret.content.decode()
        assert (
            do(lead, "add_helper", unit=town.roads.pk, demand=DEMAND, due="2026-11-06T17:30").status_code
            == 302
        )
        assert do(helper, "sign_helper").status_code == 302
        assert do(helper, "record_helper", kind="site", text="到现场量过。").status_code == 302
        assert do(helper, "answer_helper", answer=ANSWER).status_code == 302
        page = lead.get(f"/matters/{matter.number}/").content.decode()
    for told in ("村镇建设办", DEMAND, ANSWER, "到现场量过。", "已回复"):
        assert told in page
    assert state_of(matter) == "working"


@pytest.mark.parametrize(
    ("kind", "amount", "end", "found"),
    [
        ("W", 1, "2026-11-09 17:30", "2026-11-06 17:30"),
        ("W", 3, "2026-10-12 17:30", "2026-10-08 17:30"),
        ("W", 1, "2026-10-08 17:30", "2026-09-30 17:30"),
        ("N", 2, "2026-11-09 17:30", "2026-11-06 17:30"),
        ("H", 2, "2026-11-09 01:00", "2026-11-08 23:00"),
        ("WH", 4, "2022-02-08 11:00", "2022-02-07 16:00"),
        ("W", 0.5, "2026-11-09 12:00", "2026-11-09 08:30"),
    ],
)
def test_a_limit_is_counted_back_from_its_end(kind: str, amount: float, end: str, found: str) -> None:
    assert before(kind, amount, at(end), calendar_in_force(whole=True)) == at(found)
