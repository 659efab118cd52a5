"""The calendar and its arithmetic against `holidays`, an independent package that knows make-up days (INV-10)."""

from datetime import date, datetime, timedelta
from itertools import count

import holidays
import pytest
from hypothesis import given, settings, strategies as st

from lianxin.calendars.china import china
from lianxin.calendars.hours import OFFICE_ZONE
from lianxin.calendars.limits import add_working_days, due, working_days_between

CHINA = china()
JUDGE = holidays.country_holidays("CN", years=range(2004, 2028))
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
# A make-up Saturday to the one, a plain Saturday to the other: the notice for 2006 is not at hand to decide.
DISPUTED = {date(2005, 12, 31)}
DEEP = settings(max_examples=10_000)

DAYS = st.dates(date(2006, 1, 1), date(2026, 6, 30))


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=OFFICE_ZONE)


def counted_by_the_judge(day: date, amount: int) -> date:
    """The n-th working day after the day, by the other package's own list of days."""
    left = amount
    while left:
        day += timedelta(days=1)
        left -= JUDGE.is_working_day(day)
    return day


@pytest.mark.req("INV-10", "XC-08")
def test_every_day_since_2004_is_worked_or_not_as_the_other_package_says() -> None:
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    differ = {day for day in days if CHINA.working(day) != JUDGE.is_working_day(day)}
    assert differ == DISPUTED


@pytest.mark.req("INV-10", "XC-08")
@given(day=DAYS, amount=st.integers(1, 60))
def test_working_days_end_where_the_other_package_counts_to(day: date, amount: int) -> None:
    assert due("W", amount, morning(day), CHINA).date() == counted_by_the_judge(day, amount)


@pytest.mark.deep
@pytest.mark.req("INV-10", "XC-08")
@DEEP
@given(day=DAYS, amount=st.integers(1, 60), later=st.integers(0, 40))
def test_ten_thousand_dates_are_monotone_never_at_rest_and_count_back(
    day: date, amount: int, later: int
) -> None:
    end = add_working_days(morning(day), amount, CHINA)
    assert end.date() == counted_by_the_judge(day, amount)
    assert JUDGE.is_working_day(end.date())
    assert working_days_between(morning(day), end, CHINA) == amount
    assert end <= add_working_days(morning(day + timedelta(days=later)), amount, CHINA)
    assert end < add_working_days(morning(day), amount + 1, CHINA)


@pytest.mark.req("INV-10", "XC-08")
@given(day=DAYS, amount=st.integers(0, 90))
def test_natural_days_end_on_the_first_worked_day_by_the_other_package(day: date, amount: int) -> None:
    raw = day + timedelta(days=amount)
    right = next(raw + timedelta(days=n) for n in count() if JUDGE.is_working_day(raw + timedelta(days=n)))
    assert due("N", amount, morning(day), CHINA).date() == right
