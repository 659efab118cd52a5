"""单位统计: a rating belongs to the appeal and is put down to units; the units' rows don't add up (J14, D.6 no. 9)."""

from datetime import date

import pytest
from django.test import Client

from lianxin.appeals.models import Attribution
from lianxin.appeals.queries.involved import unit_table
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.figures.registry import NUMERATOR, Query
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from tests.appeals.test_joint import START, answered, joint
from tests.appeals.test_whistle import blown
from tests.township import Township, actor, at, enter


def closed(town: Township) -> Matter:
    """A matter two units worked on, called back: satisfied with 2 of 5."""
    matter = joint(town)
    answered(town, matter)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    reply = "供水站换了接头，村镇建设办补了路。还有问题请打电话。"
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=reply)
    town.go(matter, "approve", by=town.reviewer)
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes", satisfied=2)
    return matter


@pytest.mark.req("J14")
def test_a_rating_is_put_down_to_the_units_that_were_meant_for_a_reason(town: Township) -> None:
    matter = closed(town)
    said = {"units": [town.roads.pk], "why": "路补得高低不平。"}
    with pytest.raises(Refused, match="请从主办和协办单位里选"):
        town.go(matter, "attribute", by=town.caller, units=[town.hall.pk], why="不好。")
    with pytest.raises(Refused, match="请写明凭什么"):
        town.go(matter, "attribute", by=town.caller, units=[town.roads.pk], why=" ")
    theirs = actor(town.roads, "兼回访", Role.CALLBACK)
    with pytest.raises(Refused) as refusal:
        town.go(matter, "attribute", by=theirs, **said)
    assert refusal.value.code == "not_allowed"
    town.go(matter, "attribute", by=town.caller, **said)
    row = Attribution.objects.get()
    assert (row.unit, row.satisfied, row.why) == (town.roads, 2, "路补得高低不平。")
    with pytest.raises(Refused, match="归过的不再归"):
        town.go(matter, "attribute", by=town.caller, **said)
    lines = {one.unit.name: one for one in unit_table(by=town.leader, since=None, until=None).lines}
    assert (lines["村镇建设办"].ratings, lines["村镇建设办"].mean, lines["供水站"].ratings) == (1, None, 0)


@pytest.mark.req("J14")
def test_a_matter_counts_once_for_the_town_and_once_for_each_unit_and_the_table_says_so(
    town: Township,
) -> None:
    closed(town)
    town.working(town.file())
    table = unit_table(by=town.leader, since=None, until=None)
    counts = {one.unit.name: (one.involved, one.led, one.helped) for one in table.lines}
    assert counts == {"供水站": (2, 2, 0), "村镇建设办": (1, 0, 1)}
    assert table.total == 2 < sum(one.involved for one in table.lines)
    page = enter(Client(), town.leader).get("/by-unit/").content.decode()
    assert "不可相加" in page
    assert enter(Client(), town.water_handler).get("/by-unit/").status_code == 403


@pytest.mark.req("J5", "J6")
def test_joint_handling_stands_beside_it(town: Township) -> None:
    joint(town)
    matter = blown(town, units=[town.roads.pk])
    call = matter.whistles.get().calls.get()
    town.go(matter, "arrive", by=town.water_handler, when=START, calls=[call.pk])
    with clock.standing_at(at("2026-11-06 18:00")):
        table = unit_table(by=town.leader, since=None, until=None)
    assert (table.open, table.late, table.whistles, table.called, table.arrived) == (1, 1, 1, 1, 1)


@pytest.mark.req("J6")
def test_the_figures_of_joint_handling_lead_to_their_matters(town: Township) -> None:
    both = joint(town)
    matter = blown(town, units=[town.roads.pk])
    call = matter.whistles.get().calls.get()
    town.go(matter, "arrive", by=town.water_handler, when=START, calls=[call.pk])
    now, week = at("2026-11-06 18:00"), (date(2026, 11, 2), date(2026, 11, 8))

    def found(code: str) -> list[int]:
        rows = Query(code, *week).rows(NUMERATOR, by=town.leader, now=now)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    assert [found(code) for code in ("joint", "help_late")] == [[both.pk], [both.pk]]
    assert [found(code) for code in ("whistled", "arrived")] == [[matter.pk], [matter.pk]]


@pytest.mark.req("INV-08", "J14")
def test_an_accusation_is_in_no_table_not_even_for_those_who_see_it(town: Township) -> None:
    closed(town)
    matter = blown(town, units=[town.roads.pk])
    both = actor(town.hall, "兼纪检", Role.LEADER, Role.DISCIPLINE)
    town.go(matter, "hand_over", by=town.triage, reason="话里说的是经手人。", units=[town.water.pk])
    assert visible(both, Matter).filter(pk=matter.pk).exists()
    table = unit_table(by=both, since=None, until=None)
    assert (table.total, table.whistles) == (1, 0)
