"""Time limits against the vectors of the model, and against their own definition."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.china import china
from lianxin.calendars.hours import OFFICE_ZONE
from lianxin.calendars.limits import (
    add_natural_days,
    add_working_days,
    due,
    passed,
    working_days_between,
    working_time_between,
)
from lianxin.kernel.worktime import calendar_in_force

CHINA = china()
SECONDS = st.integers(int(datetime(2005, 1, 1, tzinfo=UTC).timestamp()), 1_782_000_000)  # June 2026
PUBLISHED = SECONDS.map(lambda at: datetime.fromtimestamp(at, tz=OFFICE_ZONE))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


@pytest.mark.req("INV-10")
@pytest.mark.parametrize(
    ("start", "amount", "right"),
    [
        ("2022-01-28", 1, "2022-01-29"),
        ("2022-01-28", 5, "2022-02-09"),
        ("2022-01-30", 5, "2022-02-11"),
        ("2021-09-24", 5, "2021-09-30"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-30", 5, "2025-10-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 7, "2026-03-02"),
        ("2022-02-05", 1, "2022-02-07"),
    ],
)
def test_working_days_end_at_closing_time_of_the_right_day(start: str, amount: int, right: str) -> None:
    assert due("W", amount, local(f"{start}T10:20"), CHINA) == local(f"{right}T17:30")


@pytest.mark.req("INV-10")
@pytest.mark.parametrize(
    ("start", "amount", "right"),
    [
        ("2022-01-28", 15, "2022-02-14"),
        ("2022-01-28", 30, "2022-02-28"),
        ("2021-09-24", 30, "2021-10-25"),
        ("2025-09-30", 60, "2025-12-01"),
        ("2025-09-26", 15, "2025-10-11"),
    ],
)
def test_natural_days_roll_over_rest_days_but_stay_on_a_make_up_saturday(
    start: str, amount: int, right: str
) -> None:
    assert due("N", amount, local(f"{start}T10:20"), CHINA) == local(f"{right}T17:30")


@pytest.mark.req("INV-10")
def test_working_hours_skip_the_night() -> None:
    assert due("WH", 4, local("2022-02-07T16:00"), CHINA) == local("2022-02-08T11:00")


@pytest.mark.req("INV-10")
def test_hours_run_around_the_clock_on_a_holiday() -> None:
    assert due("H", 24, local("2022-02-03T10:00"), CHINA) == local("2022-02-04T10:00")


def test_working_hours_skip_the_noon_rest() -> None:
    assert due("WH", 1, local("2022-02-07T11:30"), CHINA) == local("2022-02-07T14:30")


def test_working_hours_that_fill_the_day_end_at_closing_time() -> None:
    assert due("WH", 1.5, local("2022-02-07T16:00"), CHINA) == local("2022-02-07T17:30")


def test_working_hours_from_a_rest_day_begin_when_the_office_opens() -> None:
    assert due("WH", 2, local("2022-02-05T10:00"), CHINA) == local("2022-02-07T10:30")


def test_half_a_working_day_is_half_of_the_office_hours() -> None:
    assert due("W", 0.5, local("2022-02-07T08:30"), CHINA) == local("2022-02-07T12:00")


def test_no_working_days_end_with_the_day_itself() -> None:
    assert due("W", 0, local("2022-02-07T09:00"), CHINA) == local("2022-02-07T17:30")
    assert due("W", 0, local("2022-02-05T09:00"), CHINA) == local("2022-02-07T17:30")


def test_the_start_day_is_the_day_in_shanghai() -> None:
    late_evening = datetime(2022, 2, 7, 16, 30, tzinfo=UTC)  # already the 8th in Shanghai
    assert due("W", 1, late_evening, CHINA) == local("2022-02-09T17:30")


@pytest.mark.parametrize(("kind", "amount"), [("W", 1.5), ("N", 0.5), ("W", -1), ("H", -1), ("D", 1)])
def test_a_limit_that_can_not_be_counted_is_refused(kind: str, amount: float) -> None:
    with pytest.raises(ValueError, match=r"limit|LimitKind"):
        due(kind, amount, local("2022-02-07T09:00"), CHINA)


@pytest.mark.parametrize("kind", ["W", "N", "WH", "H"])
def test_a_moment_without_a_zone_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        due(kind, 1, local("2022-02-07T09:00").replace(tzinfo=None), CHINA)


@pytest.mark.req("INV-10")
@given(start=PUBLISHED, amount=st.integers(1, 60))
def test_counting_back_gives_the_amount(start: datetime, amount: int) -> None:
    end = add_working_days(start, amount, CHINA)
    assert working_days_between(start, end, CHINA) == amount


@pytest.mark.req("INV-10")
@given(start=PUBLISHED, amount=st.integers(0, 60))
def test_no_limit_in_days_ends_on_a_rest_day(start: datetime, amount: int) -> None:
    assert CHINA.working(add_working_days(start, amount, CHINA).date())
    assert CHINA.working(add_natural_days(start, amount, CHINA).date())


@pytest.mark.req("INV-10")
@given(
    start=PUBLISHED,
    wait=st.timedeltas(timedelta(), timedelta(days=40)),
    kind=st.sampled_from(["W", "N", "WH", "H"]),
    amount=st.integers(0, 40),
    more=st.integers(0, 5),
)
def test_limits_are_monotone(start: datetime, wait: timedelta, kind: str, amount: int, more: int) -> None:
    assert due(kind, amount, start, CHINA) <= due(kind, amount + more, start + wait, CHINA)


@given(start=PUBLISHED, hours=st.integers(0, 50))
def test_office_time_counts_back(start: datetime, hours: int) -> None:
    end = due("WH", hours, start, CHINA)
    assert working_time_between(start, end, CHINA) == timedelta(hours=hours)


@pytest.mark.req("INV-11")
@given(start=PUBLISHED, amount=st.integers(1, 30), pause=st.integers(0, 20))
def test_a_pause_moves_working_days_by_exactly_itself(start: datetime, amount: int, pause: int) -> None:
    plain, paused = due("W", amount, start, CHINA), due("W", amount + pause, start, CHINA)
    assert working_days_between(plain, paused, CHINA) == pause


@pytest.mark.parametrize(("kind", "lasted"), [("W", 4), ("N", 11), ("WH", 27), ("H", 11 * 24 - 1)])
def test_what_passed_between_two_moments_is_told_in_each_kind(kind: str, lasted: float) -> None:
    start, end = local("2022-01-28T11:00"), local("2022-02-08T10:00")
    assert passed(kind, start, end, CHINA) == lasted


def test_nothing_has_passed_when_the_end_is_not_later() -> None:
    at = local("2022-02-08T10:00")
    assert [passed(kind, at, at, CHINA) for kind in ("W", "N", "WH", "H")] == [0, 0, 0, 0]


def test_a_year_without_an_arrangement_is_counted_by_weekdays_and_fixed_days() -> None:
    assert due("W", 1, local("2026-12-31T09:00"), CHINA) == local("2027-01-04T17:30")
    assert due("W", 1, local("2026-12-31T09:00"), Calendar()) == local("2027-01-04T17:30")


def test_a_day_is_a_date_of_the_calendar_not_of_the_clock() -> None:
    assert CHINA.working(date(2022, 1, 29))
    assert not CHINA.working(date(2022, 1, 31))


@pytest.mark.req("INV-10")
def test_without_an_office_the_calendar_in_force_is_the_state_councils() -> None:
    assert due("W", 5, local("2025-09-26T09:00"), calendar_in_force()) == local("2025-10-10T17:30")
