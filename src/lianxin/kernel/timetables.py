"""What an office sets about its days (日历设置): a year's arrangement, office hours, local days, markets, school.

Each year is a setting of its own, so that two years are changed and undone apart. What hangs on the calendar
follows in the transaction of the change; the floors above hand it in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.calendars.arrangement import FIRST_YEAR, LAST_YEAR, ArrangedDay, Arrangement
from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours, read_hours
from lianxin.calendars.local import LocalDays, read_local
from lianxin.calendars.markets import Markets, read_markets
from lianxin.calendars.school import SchoolCalendar, read_school
from lianxin.kernel.editions import Json, Setting, register, value_of
from lianxin.kernel.models.edition import Edition


def lines_of(value: Json) -> str:
    """The text of a setting that is written line by line. Raises ValueError for anything else."""
    lines = value.get("lines", "") if isinstance(value, dict) else None
    if lines is None:
        raise ValueError(_("这一项要一行一条地写。"))
    return str(lines)


def hours_from(value: Json) -> OfficeHours:
    """Office hours of {"spans": "08:30-12:00, 14:00-17:30"}. Raises ValueError with a sentence."""
    return read_hours(str(value.get("spans", "")), edition="")


def local_from(value: Json) -> LocalDays:
    """Local days off of {"lines": …}. Raises ValueError naming the line."""
    return read_local(lines_of(value))


def markets_from(value: Json) -> Markets:
    """Market days of {"lines": …}. Raises ValueError naming the line."""
    return read_markets(lines_of(value))


def school_from(value: Json) -> SchoolCalendar:
    """The school calendar of {"lines": …}. Raises ValueError naming the line."""
    return read_school(lines_of(value))


def arrangement_from(year: int, value: Json) -> Arrangement | None:
    """A year of {"days": [["2027-01-01", "off", "元旦"], …], "source": …}; none when it is empty."""
    if not value:
        return None
    days = [ArrangedDay(date.fromisoformat(day), kind == "off", name) for day, kind, name in value["days"]]
    return Arrangement(year, tuple(days), str(value.get("source", "")))


def value_from(told: Arrangement) -> Json:
    """An arrangement as a setting keeps it."""
    days = [[one.day.isoformat(), "off" if one.off else "work", one.name] for one in told.days]
    return {"days": days, "source": told.source}


def changed(row: Edition) -> None:
    """Have everything that hangs on the calendar follow a change, in its transaction."""
    for follower in _followers:
        follower.follow(row)


def foreseen(setting: Setting[Any], scope: str, value: Json) -> list[str | Promise]:
    """What a change would move, in sentences; nothing is written."""
    return [sentence for follower in _followers for sentence in follower.foresee(setting, value, scope)]


def year_setting(year: int) -> "Setting[Arrangement | None]":
    """The setting of one year, so that two years are changed and undone apart."""
    return Setting(
        f"calendar.{year}",
        format_lazy(gettext_lazy("{year} 年的放假安排"), year=year),
        default={},
        read=lambda value: arrangement_from(year, value),
        after=changed,
    )


HOURS = register(
    Setting(
        "office.hours",
        gettext_lazy("办公时间"),
        default={"spans": DEFAULT_HOURS.words},
        read=hours_from,
        edition=DEFAULT_HOURS.edition,
        per_area=True,
        after=changed,
    )
)
LOCAL = register(
    Setting(
        "calendar.local",
        gettext_lazy("地方放假和半天"),
        default={"lines": ""},
        read=local_from,
        per_area=True,
        after=changed,
    )
)
MARKETS = register(
    Setting(
        "calendar.markets",
        gettext_lazy("赶场（赶集）日子"),
        default={"lines": ""},
        read=markets_from,
        per_area=True,
    )
)
SCHOOL = register(
    Setting("calendar.school", gettext_lazy("校历"), default={"lines": ""}, read=school_from, per_area=True)
)
YEARS = {year: register(year_setting(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)}
YEAR_OF = {setting.code: year for year, setting in YEARS.items()}


@dataclass(frozen=True)
class Follower:
    """What hangs on the calendar: how it follows a change, and what it says about one before."""

    follow: Callable[[Edition], None]
    foresee: Callable[[Setting[Any], Json, str], list[str | Promise]]


_followers: list[Follower] = []


def follow_calendar(
    follow: Callable[[Edition], None], foresee: Callable[[Setting[Any], Json, str], list[str | Promise]]
) -> None:
    """Have `follow` run in the transaction of each change of the calendar; handed in by the floors above."""
    follower = Follower(follow, foresee)
    if follower not in _followers:
        _followers.append(follower)


def markets_of(area: str = "") -> Markets:
    """The markets of an area, the nearest area's own first."""
    return value_of(MARKETS, area=area)


def school_of(area: str = "") -> SchoolCalendar:
    """The school calendar of an area, the nearest area's own first."""
    return value_of(SCHOOL, area=area)
