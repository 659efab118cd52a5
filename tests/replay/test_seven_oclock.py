"""今晨七点有约: the first working day after a festival, a dispute told by the evening, a flood in the holiday."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.actor import Role
from lianxin.kernel.audit import verify
from lianxin.kernel.figures.registry import Query
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from lianxin.reception.figures.visits import outcomes
from lianxin.reception.models import SameDay, Slot, Visit
from lianxin.reception.rules.sameday import in_one_day
from lianxin.reception.rules.slots import Part
from lianxin.renovation.models import Objection, Project, SitePromise
from lianxin.site.playbooks.playing import Played
from tests.replay.conftest import Stage, somebody, take_on

pytestmark = pytest.mark.django_db
FIRST_WORKING_DAY = date(2022, 2, 7)
EVE, LAST = date(2022, 1, 31), date(2022, 2, 6)
HALF_A_DAY = timedelta(hours=6)


@pytest.fixture(scope="module")
def played(stage: Stage) -> Played:
    return stage("seven-oclock")


@pytest.mark.req("SEV-01", "SEV-02", "RCP-03")
def test_it_is_held_on_make_up_weekends_and_not_in_the_festival(played: Played) -> None:
    days = set(Slot.objects.filter(kind__code="seven").values_list("day", flat=True))
    assert {date(2022, 1, 29), date(2022, 1, 30), FIRST_WORKING_DAY} < days
    assert not [day for day in days if EVE <= day <= LAST]
    extras = {
        slot.day: slot.persons.filter(part=Part.EXTRA).count()
        for slot in Slot.objects.filter(kind__code="seven")
    }
    assert {day for day, count in extras.items() if count} == {FIRST_WORKING_DAY}
    assert extras[FIRST_WORKING_DAY] == 2


@pytest.mark.req("RCP-06")
def test_everybody_who_came_is_accounted_for(played: Played) -> None:
    whole = Query("visits", played.book.first.date(), played.book.last.date())
    lines = {state: one.n for state, one in outcomes(whole, by=somebody(Role.LEADER), now=played.book.last)}
    assert lines.pop(None) == 0
    assert sum(lines.values()) == Visit.objects.count() == len(played.book.visits)
    by_day = [visit.slot.day for visit in Visit.objects.select_related("slot")]
    assert by_day.count(FIRST_WORKING_DAY) == max(by_day.count(day) for day in by_day)


@pytest.mark.req("SEV-03", "SEV-04")
def test_the_dispute_of_the_first_morning_is_told_the_same_day(played: Played) -> None:
    dispute = SameDay.objects.get()
    assert (timezone.localdate(dispute.received_at), dispute.ended) == (FIRST_WORKING_DAY, "agreed")
    assert dispute.told_at is not None
    assert dispute.told_at <= dispute.promised_by
    assert in_one_day(dispute.received_at, dispute.told_at)
    sides = list(dispute.sides.order_by("which").values_list("which", "satisfied"))
    assert [which for which, _ in sides] == ["one", "other"]
    assert all(satisfied is not None and satisfied >= 4 for _, satisfied in sides)


def test_the_flood_of_the_holiday_was_counted_in_hours(played: Played) -> None:
    flood = Matter.objects.get(
        title=next(one["title"] for one in played.book.claims["claim"] if one["row"] == 25)
    )
    assert EVE < timezone.localdate(flood.filed_at) < LAST
    done = flood.appeal.finished_at
    assert done is not None
    assert done - flood.filed_at < HALF_A_DAY
    clocks = {one.limit: one for one in Clock.objects.filter(row_kind="matter", row_id=flood.pk)}
    # Taken up, spoken to, put right: by the hour, through the holiday; working days would begin on 7 February.
    assert {name: clocks[name].due - clocks[name].started for name in ("T2", "T3", "T6c")} == {
        "T2": timedelta(minutes=30),
        "T3": timedelta(hours=2),
        "T6c": timedelta(hours=24),
    }
    assert all(clocks[name].stopped < clocks[name].due for name in ("T2", "T3", "T6c"))


@pytest.mark.req("REN-01", "RCP-11")
def test_the_renovation_answers_who_objected(played: Played) -> None:
    project = Project.objects.get()
    assert project.state == "working"
    answered = Objection.objects.filter(project=project)
    assert {one.matter.state for one in answered} == {"closed"}
    assert answered.count() == 2
    promises = SitePromise.objects.filter(project=project).values_list("kept", flat=True)
    assert sorted(bool(kept) for kept in promises) == [False, True]
    assert Slot.objects.exclude(kind__code="seven").exists() or project.points.exists()


def test_the_records_are_whole(played: Played) -> None:
    assert verify("events").ok
    assert list(check()) == []


def test_the_pages_of_the_story_open(played: Played, client: Client, settings) -> None:
    settings.COUNTY, settings.DEMO = played.book.code, True
    take_on(client, Role.LEADER)
    for name in ("claims", "leader", "monday", "reception_counts", "projects"):
        answer = client.get(reverse(name))
        assert (answer.status_code, "槿桥街道连心桥" in answer.content.decode()) == (200, True), name
