"""The State Council's yearly arrangements of days off (国务院办公厅节假日安排), as far as published."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from types import MappingProxyType

from chinese_calendar.constants import holidays, workdays

from lianxin.calendars.calendar import Calendar, Year

SOURCE = "国务院办公厅关于部分节假日安排的通知"


@cache
def china() -> Calendar:
    """The seed calendar: every year the `chinesecalendar` package knows, its edition the package's version.

    The package is a transcription of the yearly notices, so a year missing from it is provisional here.
    """
    off, made_up = by_year(holidays), by_year(workdays)
    edition = f"chinesecalendar {version('chinesecalendar')}"
    years: Mapping[int, Year] = {
        year: Year(year, days, made_up.get(year, frozenset()), f"{SOURCE}（{year}年）", edition)
        for year, days in off.items()
    }
    return Calendar(years=MappingProxyType(dict(years)))


def by_year(days: Iterable[date]) -> dict[int, frozenset[date]]:
    """The days of each year."""
    found: dict[int, set[date]] = {}
    for day in days:
        found.setdefault(day.year, set()).add(day)
    return {year: frozenset(members) for year, members in found.items()}
