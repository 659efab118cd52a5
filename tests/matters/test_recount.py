"""When a year's arrangement is published, due times follow: told, logged, and undone exactly (XC-08)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from lianxin.calendars.arrangement import read_arrangement
from lianxin.calendars.limits import due
from lianxin.kernel import clock, editions, notices
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.job import Job
from lianxin.kernel.timetables import HOURS, LOCAL, YEARS, value_from
from lianxin.kernel.worker import run_due
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters import flows, recount
from lianxin.matters.act import act
from lianxin.matters.flows import register
from lianxin.matters.models import Clock, Matter
from lianxin.matters.queries import timeline
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.matters.trial import FLOW, opened
from tests.township import Township, at

pytestmark = pytest.mark.req("XC-08")

BEGAN = at("2026-12-28 10:00")
# 4 January is off and the 9th is worked: five working days from 28 December end a day later, and on a Saturday
# what began on the 4th; natural days that end on the 9th stay there instead of rolling on to the 11th.
TABLE = """2027-01-01,off,元旦
2027-01-04,off,元旦
2027-01-09,work,
2027-01-10,work,
"""


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The trial's own table, known while the test lasts; the office's day is in December."""
    monkeypatch.setattr(flows, "_flows", dict(flows._flows))
    register(FLOW)
    with clock.standing_at(at("2026-12-29 09:00")):
        yield


def publish(
    value: Any, *, scope: str = "", setting: Any = YEARS[2027], effective: datetime | None = None
) -> Edition:
    """What the administrator confirms."""
    wanted = Change(value, scope, effective=effective)
    return editions.change(setting, wanted, by=system(990901), client_id=uuid7())


def year(text: str = TABLE) -> Any:
    return value_from(read_arrangement(text, year=2027))


def dues(row: Matter) -> dict[str, str]:
    """When each clock of a row is due, in the office's time."""
    kept = Clock.objects.filter(row_id=row.pk).order_by("pk")
    return {one.limit: f"{one.due.astimezone(BEGAN.tzinfo):%m-%d %H:%M}" for one in kept}


BEFORE = {
    "W5": "01-05 17:30",
    "N15": "01-12 17:30",
    "WH4": "12-28 16:00",
    "H24": "12-29 10:00",
    "WX": "12-28 15:30",
}


def test_every_kind_of_limit_follows_but_hours_around_the_clock(town: Township) -> None:
    early, late = opened(town, BEGAN), opened(town, at("2026-12-25 10:00"))
    assert dues(early) == BEFORE
    assert dues(late)["N15"] == "01-11 17:30"
    publish(year())
    assert dues(early) == BEFORE | {"W5": "01-06 17:30"}
    assert dues(late)["N15"] == "01-09 17:30"


def test_the_matter_is_due_with_its_clock_and_the_original_due_time_stays(town: Township) -> None:
    row = opened(town, BEGAN)
    Clock.objects.filter(row_id=row.pk).exclude(limit="W5").update(stopped=BEGAN)
    original = Clock.objects.get(row_id=row.pk, limit="W5").original_due
    publish(year())
    row.refresh_from_db()
    moved = Clock.objects.get(row_id=row.pk, limit="W5")
    assert row.due_at == moved.due == at("2027-01-06 17:30")
    assert moved.original_due == original == at("2027-01-05 17:30")


@pytest.mark.req("INV-01")
def test_each_moved_row_has_an_event_from_which_it_is_rebuilt(town: Township) -> None:
    row, untouched = opened(town, BEGAN), opened(town, at("2026-11-02 10:00"))
    publish(year())
    told = Event.objects.get(row_kind="matter", move="recount")
    assert (told.row_id, told.source, told.target, told.actor_id) == (row.pk, "open", "open", None)
    assert told.facts == {"clocks": [["due", "W5", "2027-01-06T09:30:00.000000+00:00"]]}
    assert Event.objects.filter(row_kind="matter", row_id=untouched.pk).count() == 1
    assert list(check()) == []
    row.refresh_from_db()
    last = timeline(row)[-1]
    assert (str(last.label), last.who) == ("按新的工作日历重算时限", "系统")


def test_an_undo_brings_back_exactly_what_there_was(town: Township) -> None:
    rows = [opened(town, BEGAN), opened(town, at("2026-12-25 10:00"))]
    before = [dues(row) for row in rows]
    edition = publish(year())
    assert [dues(row) for row in rows] != before
    editions.undo(edition, by=system(990901), client_id=uuid7())
    assert [dues(row) for row in rows] == before
    assert list(check()) == []


def test_holders_are_told_of_what_is_due_earlier_and_of_nothing_else(town: Township) -> None:
    for when in (BEGAN, at("2026-12-25 10:00")):
        row = opened(town, when)
        Matter.objects.filter(pk=row.pk).update(holder=town.water)
    publish(year())
    told = list(
        notices.Notice.objects.filter(letter="staff.earlier").values_list("row_id", "variables", "post_id")
    )
    assert told == [(row.pk, {"number": row.number, "due": "2027-01-09"}, town.water_handler.post)]


def test_what_an_administrator_sees_before_confirming_is_what_comes(town: Township) -> None:
    opened(town, BEGAN)
    opened(town, at("2026-12-25 10:00"))
    said = [str(sentence) for sentence in recount.foresee(YEARS[2027], year(), "")]
    assert said == [
        "有 3 条正在计时的时限会变。",
        "其中 1 条提前，最多提前 2 天，会告诉承办单位。",
        "其中 2 条推后，最多推后 1 天。",
        "原来的到期日都留着，按时率仍按原定的算。",
    ]
    assert not Event.objects.filter(move="recount").exists()
    assert calendar_in_force().provisional(BEGAN.date(), at("2027-01-02 10:00").date())


def test_many_clocks_are_moved_by_a_job_in_batches_and_only_once(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "AT_ONCE", 2)
    monkeypatch.setattr(recount, "BATCH", 2)
    rows = [opened(town, BEGAN) for _ in range(3)]
    edition = publish(year())
    assert dues(rows[0]) == BEFORE
    assert Job.objects.filter(kind="matters.recount", key=f"recount:{edition.pk}").count() == 1
    run_due()
    assert [dues(row)["W5"] for row in rows] == ["01-06 17:30"] * 3
    assert recount.move(recount.EVERYTHING) == 0
    assert Event.objects.filter(move="recount").count() == 3


def test_other_office_hours_hold_from_their_day_and_in_their_area_only(town: Township) -> None:
    here, elsewhere = opened(town, BEGAN), opened(town, BEGAN)
    Matter.objects.filter(pk=here.pk).update(area=town.village)
    hours = {"spans": "09:00-12:00, 13:00-16:00"}
    publish(hours, setting=HOURS, scope=town.village.code, effective=at("2027-01-01 00:00"))
    assert dues(here) == BEFORE | {"W5": "01-05 16:00", "N15": "01-12 16:00"}
    assert dues(elsewhere) == BEFORE
    late = opened(town, at("2026-12-31 16:00"))
    assert dues(late)["WH4"] == "01-04 11:00"
    assert list(check()) == []


def test_a_local_holiday_moves_working_days_and_a_half_day_ends_the_day_at_noon(town: Township) -> None:
    row = opened(town, BEGAN)
    publish({"lines": "2027-01-04 | 全天 | 本地节日\n2027-01-06 | 下午 | 半天"}, setting=LOCAL)
    assert dues(row) == BEFORE | {"W5": "01-06 12:00"}


def test_nobody_is_offered_the_systems_move(town: Township) -> None:
    row = opened(town, BEGAN)
    with pytest.raises(Refused, match="不能做"):
        act(row, "recount", by=town.system, data={}, client_id=uuid7(), version=row.version)


def test_a_newer_package_moves_due_times_once(town: Township, monkeypatch: pytest.MonkeyPatch) -> None:
    row = opened(town, BEGAN)
    Clock.objects.filter(row_id=row.pk, limit="W5").update(due=at("2027-01-08 17:30"))
    for _ in range(2):
        recount.follow_package("chinesecalendar 9.9")
    assert Job.objects.filter(kind="matters.recount").count() == 1
    run_due()
    assert dues(row) == BEFORE


DAYS = st.dictionaries(st.dates(date(2026, 12, 25), date(2027, 1, 20)), st.booleans(), min_size=1, max_size=8)


@pytest.mark.property
@pytest.mark.req("INV-01", "INV-10")
def test_whatever_the_years_say_one_after_the_other_due_is_counted_from_the_start_and_undone(
    town: Township,
) -> None:
    @settings(max_examples=settings.default.max_examples // 10)
    @given(notices=st.lists(DAYS, min_size=1, max_size=3), began=st.integers(0, 4 * 24 * 60))
    def try_it(notices: list[dict[date, bool]], began: int) -> None:
        spot = transaction.savepoint()
        follows_and_returns(town, notices, at("2026-12-24 08:00") + timedelta(minutes=began))
        transaction.savepoint_rollback(spot)
        editions.forget()

    try_it()


def follows_and_returns(town: Township, notices: list[dict[date, bool]], began: datetime) -> None:
    """Each notice in force for a while, then all of them undone, the last one first."""
    row = opened(town, began)
    before, made = dues(row), []
    for days in notices:
        table = [[day.isoformat(), "off" if off else "work", ""] for day, off in days.items()]
        made.append(publish({"days": table}))
        calendar = calendar_in_force()
        for one in Clock.objects.filter(row_id=row.pk):
            assert one.due == due(one.kind, one.amount, one.started, calendar)
            assert one.kind == "H" or calendar.working(one.due.astimezone(began.tzinfo).date())
    for edition in reversed(made):
        editions.undo(edition, by=system(990901), client_id=uuid7())
    assert dues(row) == before
    assert list(check()) == []


def test_what_was_started_meanwhile_is_counted_two_minutes_later(town: Township) -> None:
    publish(year())
    row = opened(town, BEGAN)
    Clock.objects.filter(row_id=row.pk, limit="W5").update(due=at("2027-01-05 17:30"))
    Job.objects.filter(key__endswith=":again").update(due_at=timezone.now())
    run_due()
    assert dues(row)["W5"] == "01-06 17:30"


def test_areas_are_looked_up_once_for_a_whole_batch(town: Township) -> None:
    rows = [opened(town, BEGAN) for _ in range(3)]
    Matter.objects.update(area=town.village)
    publish({"spans": "09:00-12:00, 13:00-16:00"}, setting=HOURS, scope=town.village.code)
    with CaptureQueriesContext(connection) as asked:
        recount.move(recount.EVERYTHING)
    assert len([query for query in asked if '"places_area"' in query["sql"]]) <= 1
    assert {dues(row)["W5"] for row in rows} == {"01-05 16:00"}


def test_a_notice_that_holds_later_moves_clocks_on_its_day(town: Township) -> None:
    row, begins = opened(town, BEGAN), at("2027-01-02 00:00")
    publish(year(), effective=begins)
    assert dues(row) == BEFORE
    job = Job.objects.get(kind="matters.recount", key__regex=r"^recount:[0-9]+$")
    assert job.due_at == begins
    Job.objects.update(due_at=timezone.now())
    with clock.standing_at(begins):
        run_due()
    assert dues(row)["W5"] == "01-06 17:30"
