"""After a bad rating: others ask why, the unit puts it right, a panel judges what was lawful (T14, DSP-03)."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from lianxin.appeals.models import BadRating, Panel, PanelVote
from lianxin.appeals.rules.dissatisfied import Verdict, verdict_of
from lianxin.appeals.workflow import EARLIER
from lianxin.kernel.actor import Actor, Role, resident
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.matters.queries import ready, today
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY, state_of, told
from tests.township import Township, actor, at, enter

WHY = "按供水条例第几条（请核对原文）不能免，已当面解释过两次。"
REASON = "条例写得很清楚，办理单位解释过，也给了减缓的办法。"
WEDNESDAY = at("2026-11-04 09:00")


def go(town: Township, matter: Matter, move: str, by: Any, when: datetime = WEDNESDAY, **data: Any) -> None:
    town.go(matter, move, by=by, when=when, **data)


def unhappy(town: Township, outcome: str = "unlawful", satisfied: int = 1) -> Matter:
    """Answered lawfully; the resident accepts that nothing more can be done, and is very dissatisfied."""
    matter = town.working(town.file(when=MONDAY), MONDAY)
    contact = {"kind": "contact", "text": "已打电话说明。"}
    go(town, matter, "record", town.water_handler, MONDAY, **contact)
    reply = "水费按表计，条例没有免的规定；可以分期交，供水站二号窗口办。"
    go(town, matter, "finish", town.water_handler, MONDAY, outcome=outcome, reply=reply)
    go(town, matter, "approve", town.reviewer, MONDAY)
    said = {"reached": True, "resolved": "accepted", "satisfied": satisfied}
    go(town, matter, "call_back", town.caller, at("2026-11-03 09:00"), **said)
    return matter


def piles(town: Township, by: Any) -> list[str]:
    """The piles beside the states on somebody's desk."""
    return [task.state.code for task in today(by=by) if not task.listed]


@pytest.mark.req("DSP-03")
def test_a_matter_closes_with_the_resident_dissatisfied_and_the_rating_opens_a_task(town: Township) -> None:
    matter = unhappy(town)
    task = BadRating.objects.get()
    assert (state_of(matter), task.level) == ("closed", 1)
    assert (task.ask_by, task.mend_by) == (at("2026-11-04 17:30"), at("2026-11-24 17:30"))
    assert "to_ask_why" in piles(town, town.caller)
    go(town, matter, "ask_why", town.caller, cause="beyond", said="我就是不该交这个钱。")
    assert "to_put_right" in piles(town, town.water_handler)
    mended = "已说明分期办法，并把收费依据贴到站里。"
    go(town, matter, "put_right", town.water_handler, mended=mended)
    assert told(matter)[-1] == "put_right"
    assert piles(town, town.caller) == piles(town, town.water_handler) == []


def in_pile(by: Actor, pile: str) -> list[tuple[str, datetime | None]]:
    """What stands in one of somebody's piles, with the day it shows."""
    return [(row.number, row.due_at) for task in today(by=by) if task.state.code == pile for row in task.rows]


@pytest.mark.req("DSP-03")
def test_the_pile_shows_its_own_day_and_the_nearest_first_whatever_else_runs(town: Township) -> None:
    first = town.closed(town.file(when=MONDAY), MONDAY)
    late = unhappy(town)  # filed later, rated on the third
    own = resident(town.county, receipts=frozenset({first.pk}))
    go(town, first, "rate", own, rating=1)
    told_by = [(late.number, at("2026-11-04 17:30")), (first.number, at("2026-11-05 17:30"))]
    assert in_pile(town.caller, "to_ask_why") == told_by
    page = enter(Client(), town.caller).get("/desk/").content.decode()
    assert "11月4日 17:30 到期" in page
    # Taken up again its work has clocks of its own, and standing still it has none: the pile keeps its day.
    again = {"how": "phone", "who": "林小满", "words": "又不行了。"}
    go(town, late, "reopen", town.clerk, **again)
    go(town, late, "ask_why", town.caller, cause="slow", said="太慢。")
    said = {"unit": town.water.pk, "basis": "第 3 条"}
    go(town, late, "dispatch", town.triage, **said)
    go(town, late, "sign", town.water_handler)
    assert in_pile(town.water_handler, "to_put_right") == [(late.number, at("2026-11-24 17:30"))]
    working = next(row for row in ready(by=town.water_handler, most=9) if row.pk == late.pk)
    assert working.due_at is not None
    assert working.due_at < at("2026-11-24 17:30")


def test_what_no_table_lets_anybody_answer_is_in_no_pile(town: Township) -> None:
    old: Matter = open_row(EARLIER, by=town.resident, data=town.words(), client_id=uuid7(), at=MONDAY)
    town.closed(old, MONDAY)
    go(town, old, "rate", resident(town.county, receipts=frozenset({old.pk})), rating=1)
    assert BadRating.objects.count() == 1
    assert piles(town, town.caller) == []


@pytest.mark.parametrize(("level", "tasks"), [(1, 1), (2, 1), (3, 0), (5, 0)])
def test_only_the_two_lowest_levels_open_a_task(town: Township, level: int, tasks: int) -> None:
    unhappy(town, satisfied=level)
    assert BadRating.objects.count() == tasks


def test_a_rating_on_the_page_opens_one_too_and_only_one_is_open(town: Township) -> None:
    matter = unhappy(town)
    own = resident(town.county, receipts=frozenset({matter.pk}))
    go(town, matter, "rate", own, rating=1)
    assert BadRating.objects.count() == 1
    with pytest.raises(Refused):
        go(town, matter, "rate", own, rating=5)
    matter.appeal.refresh_from_db()
    assert matter.appeal.rating == 1


def test_the_unit_does_not_ask_itself_and_nothing_is_put_right_before_somebody_asked(town: Township) -> None:
    matter = unhappy(town)
    for by in (town.water_handler, town.leader, town.clerk, town.auditor):
        with pytest.raises(Refused):
            go(town, matter, "ask_why", by, cause="slow", said="太慢。")
    with pytest.raises(Refused, match="还没有人问过为什么不满意"):
        go(town, matter, "put_right", town.water_handler, mended="已经改好了，以后当天回话。")
    go(town, matter, "ask_why", town.caller, cause="slow", said="太慢。")
    with pytest.raises(Refused, match="已经问过原因了"):
        go(town, matter, "ask_why", town.triage, cause="slow", said="太慢。")
    with pytest.raises(Refused):
        go(town, matter, "put_right", town.roads_handler, mended="已经改好了，以后当天回话。")


def three(town: Township) -> list[Actor]:
    """Three who had no hand in it."""
    pairs = ((Role.REVIEWER, Role.LEADER), (Role.REVIEWER, Role.CALLBACK), (Role.LEADER, Role.CALLBACK))
    return [actor(town.hall, f"评议{place}", *roles) for place, roles in enumerate(pairs)]


@pytest.mark.req("DSP-03")
def test_a_panel_of_others_judges_once_and_changes_no_rating(town: Township) -> None:
    matter = unhappy(town)
    go(town, matter, "ask_panel", town.triage, why=WHY)
    judges = three(town)
    for by in (town.water_handler, town.clerk, town.resident, town.auditor):
        with pytest.raises(Refused):
            go(town, matter, "vote", by, verdict=Verdict.UNFOUNDED, reason=REASON)
    for by in (town.reviewer, town.caller):
        with pytest.raises(Refused, match="您经手过这件事"):
            go(town, matter, "vote", by, verdict=Verdict.UNFOUNDED, reason=REASON)
    for judge, verdict in zip(judges, (Verdict.FAIR, Verdict.UNFOUNDED, Verdict.UNFOUNDED), strict=True):
        assert Panel.objects.get().verdict == ""
        go(town, matter, "vote", judge, verdict=verdict, reason=REASON)
        if PanelVote.objects.count() < 3:
            with pytest.raises(Refused, match="一人一次"):
                go(town, matter, "vote", judge, verdict=verdict, reason=REASON)
    assert Panel.objects.get().verdict == Verdict.UNFOUNDED
    assert told(matter).count("judged") == 1
    with pytest.raises(Refused, match="已经有了结论"):
        go(town, matter, "vote", town.leader, verdict=Verdict.FAIR, reason=REASON)
    matter.refresh_from_db()
    assert (matter.callbacks.get().satisfied, state_of(matter)) == (1, "closed")


@pytest.mark.req("DSP-03")
def test_only_a_lawful_outcome_with_a_bad_rating_goes_before_a_panel_and_once(town: Township) -> None:
    with pytest.raises(Refused, match="只有“解释说明”或“依法不能解决”的才提交评议"):
        go(town, unhappy(town, outcome="resolved"), "ask_panel", town.triage, why=WHY)
    with pytest.raises(Refused, match="没有评不满意"):
        go(town, unhappy(town, satisfied=4), "ask_panel", town.triage, why=WHY)
    matter = unhappy(town)
    for by in (town.water_handler, town.clerk, town.leader, town.auditor, town.holder(matter)):
        with pytest.raises(Refused) as refusal:
            go(town, matter, "ask_panel", by, why=WHY)
        assert refusal.value.code == "not_allowed"
    go(town, matter, "ask_panel", town.triage, why=WHY)
    with pytest.raises(Refused, match="只评议一次"):
        go(town, matter, "ask_panel", town.caller, why=WHY)


@pytest.mark.req("DSP-03")
def test_the_audit_reads_a_sample_with_the_reasons(town: Township) -> None:
    matter = unhappy(town)
    go(town, matter, "ask_panel", town.triage, why=WHY)
    for judge in three(town):
        go(town, matter, "vote", judge, verdict=Verdict.UNFOUNDED, reason=REASON)
    client = enter(Client(), town.auditor)
    page = client.get("/panels/").content.decode()
    assert REASON in page
    drawn = int(matter.client_id) % 100 < 20
    assert (REASON in client.get("/panels/?sampled=1").content.decode()) == drawn
    assert enter(Client(), town.clerk).get("/panels/").status_code == 403


@given(st.lists(st.sampled_from([str(one) for one in Verdict]), max_size=7), st.sampled_from([3, 5, 7]))
def test_a_panel_decides_when_all_have_voted_and_then_by_most(votes: list[str], size: int) -> None:
    verdict = verdict_of(votes, size)
    assert bool(verdict) == (len(votes) >= size)
    if verdict and len(votes) == size:
        assert votes.count(verdict) > size / 2
