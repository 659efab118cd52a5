"""What waits in joint handling: one part of it while the whole goes on (J12), or the whole with its parts."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.models import SubOrder, Suspension
from lianxin.kernel import clock, notices
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import running, state_of
from tests.township import Township, at, enter

START = at("2026-11-02 09:00")
LATER = at("2026-11-03 09:00")


@pytest.fixture
def matter(town: Township) -> Matter:
    """The water station leads; the road office assists, due on the 4th in the evening."""
    matter = town.working(town.file(when=START), when=START)
    said = {"unit": town.roads.pk, "demand": "请补路面。", "due": at("2026-11-04 17:30")}
    town.go(matter, "add_helper", by=town.water_handler, when=START, **said)
    return matter


def let_wait(town: Township, matter: Matter, until: date, *, when: datetime = LATER, **more: Any) -> SubOrder:
    """The lead lets the road office wait."""
    said = {"unit": town.roads.pk, "words": "沥青要等拌和站开机。", "until": until, **more}
    town.go(matter, "let_wait", by=town.water_handler, when=when, **said)
    return SubOrder.objects.get()


def stand_still(town: Township, matter: Matter, until: date) -> None:
    """The whole waits for the court."""
    said = {"event": "court", "words": "等法院的鉴定。", "until": until, "news_at": until}
    town.go(matter, "ask_suspend", by=town.water_handler, when=LATER, **said)
    asked = Suspension.objects.get().pk
    town.go(matter, "suspend", by=town.leader, when=LATER, suspension=asked)


@pytest.mark.req("J12")
def test_one_part_waits_and_the_limit_of_the_whole_runs_on(town: Township, matter: Matter) -> None:
    whole = Clock.objects.get(row_id=matter.pk, limit="T6b", stopped=None)
    order = let_wait(town, matter, date(2026, 11, 5))
    assert (order.waits_until, order.waits_for) == (date(2026, 11, 5), "沥青要等拌和站开机。")
    assert order.due_at == at(
        "2026-11-06 17:00"
    )  # two days less half an hour later, as the office opens at half past
    after = Clock.objects.get(pk=whole.pk)
    assert (after.due, after.paused, after.held) == (whole.due, None, whole.held)
    assert state_of(matter) == "joint"
    assert [one.letter for one in notices.unread(town.roads_handler)][-1] == "staff.help_waits"
    with clock.standing_at(LATER):
        shown = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/").content.decode()
    assert "暂缓到 2026-11-05" in shown
    assert "主办时限照走" in shown
    assert list(check()) == []


@pytest.mark.req("J12", "J2")
def test_a_part_waits_no_longer_than_the_whole_leaves_it(town: Township, matter: Matter) -> None:
    with pytest.raises(Refused, match="主办就来不及了"):
        let_wait(town, matter, date(2026, 11, 6))
    with pytest.raises(Refused, match="要在今天以后"):
        let_wait(town, matter, date(2026, 11, 3))
    late = at("2026-11-05 09:00")
    with pytest.raises(Refused, match="已经逾期，不能再暂缓"):
        let_wait(town, matter, date(2026, 11, 5), when=late)
    with pytest.raises(Refused, match="没有这个协办"):
        let_wait(town, matter, date(2026, 11, 5), unit=town.hall.pk)
    assert SubOrder.objects.get().waits_until is None


@pytest.mark.req("J12")
def test_the_whole_stands_still_with_its_parts_and_goes_on_jointly(town: Township, matter: Matter) -> None:
    stand_still(town, matter, date(2026, 11, 10))
    assert state_of(matter) == "suspended"
    with pytest.raises(Refused) as refusal:
        town.go(matter, "sign_helper", by=town.roads_handler, when=LATER)
    assert refusal.value.code == "not_in_table"
    before = SubOrder.objects.get().due_at
    town.go(matter, "go_on", by=town.water_handler, when=at("2026-11-09 09:00"), words="鉴定出来了。")
    assert state_of(matter) == "joint"
    after = SubOrder.objects.get().due_at
    assert (before, after) == (at("2026-11-04 17:30"), at("2026-11-09 17:30"))  # four days, and no Sunday
    assert running(matter)["T6b"] == at("2026-11-13 17:30")


@pytest.mark.req("J12", "J2")
def test_an_emergency_ends_the_standing_still_and_the_parts_are_due_before_it(
    town: Township, matter: Matter
) -> None:
    stand_still(town, matter, date(2026, 11, 20))
    town.go(matter, "escalate", by=town.triage, when=LATER, reason="墙要倒了。")
    assert state_of(matter) == "joint"
    assert SubOrder.objects.get().due_at < running(matter)["T6c"]
