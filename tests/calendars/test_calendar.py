"""The seed calendar and what it doesn't know."""

from datetime import date, time, timedelta
from importlib.metadata import version
from types import MappingProxyType

import pytest
from chinese_calendar import is_workday

from lianxin.calendars.calendar import Calendar, Year
from lianxin.calendars.china import china
from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours

CHINA = china()


MAKE_UP_DAYS = """
    2022-01-29 2022-01-30 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


@pytest.mark.req("INV-10")
@pytest.mark.parametrize("day", MAKE_UP_DAYS.split())
def test_make_up_days_are_worked(day: str) -> None:
    assert CHINA.working(date.fromisoformat(day))
    assert date.fromisoformat(day).weekday() >= 5


def test_every_published_day_agrees_with_the_package_it_came_from() -> None:
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert CHINA.working(day) == is_workday(day), day
        day += timedelta(days=1)


def test_each_year_names_its_source_and_edition() -> None:
    year = CHINA.years[2026]
    assert year.source == "国务院办公厅关于部分节假日安排的通知（2026年）"
    assert year.edition == f"chinesecalendar {version('chinesecalendar')}"


def test_days_of_a_missing_year_are_provisional() -> None:
    assert CHINA.provisional(date(2026, 12, 1), date(2100, 1, 4))
    assert not CHINA.provisional(date(2025, 12, 1), date(2026, 1, 4))


def test_a_missing_year_still_rests_on_the_days_the_law_fixes() -> None:
    assert not Calendar().working(date(2031, 5, 1))
    assert Calendar().working(date(2031, 5, 6))


def test_a_published_year_replaces_what_was_assumed() -> None:
    notice = Year(
        2031,
        off=frozenset({date(2031, 5, 6)}),
        made_up=frozenset({date(2031, 5, 10)}),
        source="试",
        edition="1",
    )
    calendar = Calendar(years=MappingProxyType({2031: notice}))
    assert not calendar.working(date(2031, 5, 6))
    assert calendar.working(date(2031, 5, 10))
    assert not calendar.provisional(date(2031, 1, 1), date(2031, 12, 31))


def test_office_hours_know_their_length_and_end() -> None:
    assert DEFAULT_HOURS.length == timedelta(hours=7)
    assert DEFAULT_HOURS.closing == time(17, 30)


def test_a_county_may_keep_other_hours() -> None:
    summer = OfficeHours(spans=((time(8), time(12)), (time(15), time(18))), edition="2026-夏")
    assert Calendar(hours=summer).hours.closing == time(18)
