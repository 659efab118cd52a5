"""Which slots were kept and covered, and the hours outside office hours: never how many visitors."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.test import Client

from lianxin.calendars.china import china
from lianxin.calendars.hours import moment
from lianxin.kernel import clock
from lianxin.kernel.exports import Ask, list_named
from lianxin.reception.models import Kind, Slot
from lianxin.reception.queries.kept import hours, report
from lianxin.reception.rules.hours import overtime
from lianxin.reception.rules.slots import AbsentFor, Kept, Part, kept
from tests.reception.rota_of import MONDAY, Reception, reception
from tests.township import Township, enter


@pytest.fixture
def desk(town: Township) -> Iterator[Reception]:
    """The Wednesday reception, planned on a Monday."""
    with clock.standing_at(MONDAY):
        yield reception(town)


def held(desk: Reception, slot: Slot, *came: Part) -> None:
    """A slot that was held, with these signed in."""
    desk.publish(slot)
    begins = slot.starts_at
    here = [desk.person(slot, part).pk for part in came]
    if here:
        desk.go(slot, "sign_in", when=begins, persons_here=here)
    desk.go(slot, "open", when=begins)
    desk.go(slot, "end", when=slot.ends_at)


@pytest.mark.req("RCP-02")
@pytest.mark.parametrize(
    ("came", "how"),
    [
        ({Part.LEADER, Part.SUBSTITUTE}, Kept.KEPT),
        ({Part.SUBSTITUTE}, Kept.COVERED),
        ({Part.DEPUTY}, Kept.COVERED),
        ({Part.RECORDER}, Kept.MISSED),
        (set(), Kept.MISSED),
    ],
)
def test_clerks_alone_do_not_keep_a_slot(came: set[Part], how: Kept) -> None:
    assert kept(came) is how


@pytest.mark.req("RCP-02")
def test_by_leader_slots_kept_covered_and_missed_of_those_that_are_over(desk: Reception) -> None:
    days = ("2022-02-16", "2022-02-23", "2022-03-02", "2022-03-09")
    first, second, third, coming = (desk.plan(day) for day in days)
    held(desk, first, Part.LEADER)
    held(desk, second, Part.SUBSTITUTE)
    held(desk, third)
    desk.publish(coming)
    told = report(desk.town.leader, date(2022, 2, 1), date(2022, 3, 31), date(2022, 3, 8))
    (line,) = told.leaders
    assert (line.due, line.kept, line.covered, line.missed) == (3, 1, 1, 1)
    assert [one.slot for one in told.missed] == [third]


@pytest.mark.req("RCP-02")
def test_a_slot_to_come_without_leader_and_substitute_is_named(desk: Reception, client: Client) -> None:
    slot, other = desk.plan("2022-02-16"), desk.plan("2022-02-23")
    desk.publish(slot, other)
    desk.go(slot, "stay_away", person=desk.person(slot).pk, absent_for=AbsentFor.LEAVE)
    today = date(2022, 2, 7)
    span = (date(2022, 2, 1), date(2022, 2, 28))
    assert report(desk.town.leader, *span, today).unmanned == []
    desk.go(slot, "stay_away", person=desk.person(slot, Part.SUBSTITUTE).pk, absent_for=AbsentFor.LEAVE)
    assert [one.slot for one in report(desk.town.leader, *span, today).unmanned] == [slot]
    page = enter(client, desk.town.leader).get("/reception/kept/").content.decode()
    assert "领导来不了又没有替补" in page


@pytest.mark.req("RCP-02")
def test_what_was_posted_late_is_named_with_the_reason(desk: Reception, client: Client) -> None:
    desk.go(desk.plan("2022-02-08"), "publish_late", reason="节前没有排")
    page = enter(client, desk.town.auditor).get("/reception/kept/").content.decode()
    assert "公示晚了的场次" in page
    assert "节前没有排" in page


@pytest.mark.req("SEV-01")
@pytest.mark.parametrize(
    ("day", "starts", "ends", "long"),
    [
        (date(2022, 2, 7), time(7), time(8), timedelta(hours=1)),
        (date(2022, 2, 7), time(8), time(9), timedelta(minutes=30)),
        (date(2022, 2, 7), time(9), time(12), timedelta()),
        (date(2022, 2, 7), time(11), time(15), timedelta(hours=2)),
        (date(2022, 2, 2), time(7), time(9), timedelta(hours=2)),
        (date(2022, 1, 29), time(7), time(9), timedelta(minutes=90)),
    ],
)
def test_overtime_is_what_lies_outside_office_hours(
    day: date, starts: time, ends: time, long: timedelta
) -> None:
    assert overtime(moment(day, starts), moment(day, ends), china()) == long


@pytest.mark.req("SEV-01")
def test_hours_are_of_who_signed_in_by_unit_and_go_out_as_a_sheet(desk: Reception) -> None:
    Kind.objects.filter(pk=desk.kind.pk).update(days="", starts=time(7), ends=time(8))
    desk.kind.refresh_from_db()
    for day, came in (
        ("2022-02-10", Part.LEADER),
        ("2022-02-11", Part.LEADER),
        ("2022-02-14", Part.SUBSTITUTE),
    ):
        held(desk, desk.plan(day), came)
    span = (date(2022, 2, 1), date(2022, 2, 28))
    found = [(one.name, one.slots, one.time) for one in hours(desk.town.triage, *span)]
    assert found == [("书记员", 2, timedelta(hours=2)), ("乡长员", 1, timedelta(hours=1))]
    sheet = list_named("reception_hours")
    assert sheet is not None
    ask = Ask({"since": "2022-02-01", "until": "2022-02-28"})
    cells = [line.cells for line in sheet.lines(desk.town.triage, ask)]
    assert cells[0] == {"unit": "便民服务中心", "post": "书记", "name": "书记员", "slots": 2, "hours": "2.0"}
    assert sheet.count(desk.town.triage, ask) == 2


@pytest.mark.req("SEV-01")
def test_only_who_leads_or_arranges_takes_the_hours_out(desk: Reception) -> None:
    sheet = list_named("reception_hours")
    assert sheet is not None
    assert [sheet.see(by, None) for by in (desk.town.leader, desk.town.triage, desk.town.water_handler)] == [
        True,
        True,
        False,
    ]
