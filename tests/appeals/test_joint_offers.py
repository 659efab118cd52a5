"""What the lead and an assistant are offered while several work on one matter, and whose day each sees (联办的按钮)."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from lianxin.appeals.models import SubOrder
from lianxin.appeals.queries.own_days import own_days
from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Role
from lianxin.kernel.exports import Ask
from lianxin.matters import exports
from lianxin.matters.act import offers
from lianxin.matters.queries import Asked, page_of, today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from tests.appeals.hands import running, state_of
from tests.appeals.test_joint import ANSWER, START, answered, ask, joint
from tests.appeals.test_supervision import DEMAND
from tests.site.api.hands import program
from tests.township import Township, actor, at, enter


@pytest.mark.req("J4")
def test_before_the_answer_the_lead_is_offered_to_chase_and_reads_whom_closing_waits_for(
    town: Township,
) -> None:
    matter = joint(town)
    lead = enter(Client(), town.water_handler)
    with clock.standing_at(START):
        page = lead.get(f"/matters/{matter.number}/")
        assert [move.code for move in page.context["moves"]][:2] == ["chase_helpers", "record"]
        assert "finish" not in [move.code for move in offers(matter, town.water_handler)]
        assert "申请办结要等一等：还有协办没有回复：村镇建设办（待签收" in page.content.decode()
        form = lead.get(f"/matters/{matter.number}/do/finish/").content.decode()
        assert "还有协办没有回复：村镇建设办" in form
        not_theirs = lead.get(f"/matters/{matter.number}/do/take_lead/").content.decode()
        assert "您不能办“接手主办”" in not_theirs
        others = enter(Client(), town.leader).get(f"/matters/{matter.number}/do/finish/").content.decode()
        assert "还有协办没有回复" not in others
        (task,) = today(by=town.water_handler)
        assert [move.code for move in task.moves] == ["chase_helpers"]
    answered(town, matter)
    assert "finish" in [move.code for move in offers(matter, town.water_handler)]
    page = lead.get(f"/matters/{matter.number}/")
    assert next(move.code for move in page.context["moves"]) == "finish"
    assert "要等一等" not in page.content.decode()


@pytest.mark.req("J4")
def test_the_lead_chases_whom_it_waits_for_once_a_day_and_nobody_who_was_let_wait(town: Township) -> None:
    power = Unit.objects.create(name="供电所", code="04", kind="office", area=town.hall.area)
    actor(power, "抢修", Role.HANDLER)
    matter = joint(town)
    ask(town, matter, unit=power)
    wait = {"unit": power.pk, "words": "等料。", "until": at("2026-11-04 00:00").date()}
    town.go(matter, "let_wait", by=town.water_handler, when=START, **wait)
    chased = town.go(matter, "chase_helpers", by=town.water_handler, when=START)
    assert chased.facts["units"] == [town.roads.pk]
    assert [one.letter for one in notices.unread(town.roads_handler)].count("staff.help_chased") == 1
    assert state_of(matter) == "joint"
    with pytest.raises(Refused, match="今天已经催过协办单位了"):
        town.go(matter, "chase_helpers", by=town.water_handler, when=at("2026-11-02 15:00"))
    answered(town, matter)
    with pytest.raises(Refused, match="等着的协办都在暂缓"):
        town.go(matter, "chase_helpers", by=town.water_handler, when=at("2026-11-03 09:00"))
    later = town.go(matter, "chase_helpers", by=town.water_handler, when=at("2026-11-04 09:00"))
    assert later.facts["units"] == [power.pk]
    for by in (town.triage, town.roads_handler, town.leader):
        with pytest.raises(Refused) as refusal:
            town.go(matter, "chase_helpers", by=by, when=at("2026-11-05 09:00"))
        assert refusal.value.code == "not_allowed"
    assert list(check()) == []


@pytest.mark.req("J3", "J13")
def test_the_first_contact_is_the_leads_and_its_limit_is_none_of_the_assistants(town: Township) -> None:
    matter = joint(town)
    own = SubOrder.objects.get().due_at
    with clock.standing_at(START):
        lead = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/").content.decode()
        helper = enter(Client(), town.roads_handler)
        shown = helper.get(f"/matters/{matter.number}/").content.decode()
        assert "首次联系" in lead
        assert "首次联系" not in shown
        assert "今天给结果" in lead
        assert [words for words in ("今天给结果", "请人去看", "来自和相关") if words in shown] == []
        assert "11月6日 17:30 到期" in shown
        (task,) = today(by=town.roads_handler)
        assert [row.due_at for row in task.rows] == [own]
        (task,) = today(by=town.water_handler)
        assert [row.due_at for row in task.rows] == [at("2026-11-03 17:30")]
    town.go(matter, "sign_helper", by=town.roads_handler)
    assert "联系诉求人" not in helper.get(f"/matters/{matter.number}/do/record_helper/").content.decode()


@pytest.mark.req("J3")
def test_an_assistant_the_lead_sent_to_the_resident_puts_it_down_and_the_lead_still_speaks_itself(
    town: Township,
) -> None:
    matter = joint(town, identity=True, why_identity="要上门看井。")
    town.go(matter, "sign_helper", by=town.roads_handler)
    helper = enter(Client(), town.roads_handler)
    address = f"/matters/{matter.number}/do/record_helper/"
    assert "联系诉求人" in helper.get(address).content.decode()
    matter.refresh_from_db()
    said = {"kind": "contact", "text": "上门见了面。", "version": matter.version}
    assert helper.post(address, said).status_code == 302
    assert "T3" in running(matter)
    town.go(matter, "answer_helper", by=town.roads_handler, answer=ANSWER)
    reply = {"outcome": "resolved", "reply": "供水站换了接头，村镇建设办补了路。还有问题请打电话。"}
    with pytest.raises(Refused, match="还没有联系过诉求人"):
        town.go(matter, "finish", by=town.water_handler, **reply)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    assert "T3" not in running(matter)
    town.go(matter, "finish", by=town.water_handler, **reply)
    assert state_of(matter) == "closing"


def test_of_several_an_assistant_has_its_own_nearest_day_on_top(town: Township) -> None:
    later = joint(town, due=at("2026-11-06 12:00"))
    sooner = joint(town, due=at("2026-11-05 12:00"))
    (task,) = today(by=town.roads_handler)
    assert [row.pk for row in task.rows] == [sooner.pk, later.pk]


def test_who_also_works_for_the_lead_goes_by_the_day_of_the_whole(town: Township) -> None:
    matter = joint(town)
    both = replace(town.roads_handler, units=frozenset({town.roads.pk, town.water.pk}))
    assert own_days([matter], town.roads_handler) == {matter.pk: at("2026-11-06 17:30")}
    assert own_days([matter], both) == {}


def test_a_notice_to_the_lead_waits_for_the_lead_and_not_for_who_assists(town: Township) -> None:
    matter = joint(town)
    town.go(matter, "supervise", by=town.leader, **DEMAND)
    piles = {
        by: [task.state.code for task in today(by=by) if not task.listed]
        for by in (town.water_handler, town.roads_handler)
    }
    assert piles == {town.water_handler: ["to_answer"], town.roads_handler: []}


@pytest.mark.req("J2", "J3")
def test_list_sheet_and_interface_show_an_assistant_its_own_day_as_the_page_does(town: Township) -> None:
    matters = [joint(town) for _ in range(3)]
    own, of_the_lead = at("2026-11-06 17:30"), at("2026-11-03 17:30")
    asked = Asked(state="open")
    for by, day in ((town.roads_handler, own), (town.water_handler, of_the_lead)):
        rows, _next = page_of(asked, by=by, now=START)
        assert [row.due_at for row in rows] == [day] * 3
        sheet = exports.lines(by, Ask({"state": "open"}, exports.usual()))
        assert [line.cells["due_at"] for line in sheet] == [day] * 3
        interface = program(by)
        told = interface.read(f"/matters/{matters[0].number}")
        assert datetime.fromisoformat(told["due_at"]) == day
        assert bool(told["clocks"]) == (by is town.water_handler)
        listed = interface.read("/matters", state="open")["matters"]
        assert [datetime.fromisoformat(one["due_at"]) for one in listed] == [day] * 3
    for matter in matters:
        town.go(matter, "sign_helper", by=town.roads_handler)
        town.go(matter, "answer_helper", by=town.roads_handler, answer=ANSWER)
    rows, _next = page_of(asked, by=town.roads_handler, now=START)
    assert [row.due_at for row in rows] == [None] * 3
    assert program(town.roads_handler).read(f"/matters/{matters[0].number}")["due_at"] is None
    page = enter(Client(), town.roads_handler).get(f"/matters/{matters[0].number}/").content.decode()
    assert "11月3日" not in page
