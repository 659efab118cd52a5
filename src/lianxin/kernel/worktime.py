"""The calendar in force (工作日历): published years, those an office uploaded, its hours, its own days off.

Everything that counts working days asks here, never the package of published years itself, so that an
uploaded arrangement, other office hours or a local holiday hold everywhere at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.calendars.arrangement import FIRST_YEAR, LAST_YEAR, ArrangedDay, Arrangement
from lianxin.calendars.calendar import Calendar, Year
from lianxin.calendars.china import china
from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours, read_hours
from lianxin.calendars.local import LocalDays, read_local
from lianxin.calendars.markets import Markets, read_markets
from lianxin.calendars.school import SchoolCalendar, read_school
from lianxin.kernel import clock, context, editions
from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Book, Json, Setting, register, value_of
from lianxin.kernel.models.edition import Edition

AHEAD = timedelta(days=60)  # a missing year is said so long before it begins (D.2)
Rows = Mapping[str, list[Edition]]


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
    for follow in _followers:
        follow(row)


def year_setting(year: int) -> "Setting[Arrangement | None]":
    """The setting of one year, so that two years are changed and undone apart."""
    return Setting(
        f"calendar.{year}",
        gettext_lazy("放假安排"),
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

_followers: list[Callable[[Edition], None]] = []


def follow_calendar(follow: Callable[[Edition], None]) -> None:
    """Have this run in the transaction of each change of the calendar; handed in by the floors above."""
    if follow not in _followers:
        _followers.append(follow)


def calendar_in_force(area: str = "", at: datetime | None = None) -> Calendar:
    """The calendar an office goes by, now or as it was known at a moment; the package's where there is no office.

    It is put together once for each piece of work and area, for as long as no edition follows.
    """
    try:
        known = book_of_years() if at is None else as_of(at)
    except NoCounty:
        return china()
    parts = parts_of(known, area, at or clock.now())
    if at is not None:
        return put_together(parts)
    kept = shelved()
    if parts.key not in kept:
        kept[parts.key] = put_together(parts)
    return kept[parts.key]


@dataclass(frozen=True)
class Parts:
    """The editions a calendar is made of; the same ones give the same calendar."""

    years: tuple[Edition, ...]
    hours: Edition | None
    later: tuple[Edition, ...]
    local: Edition | None

    @property
    def key(self) -> tuple[int, ...]:
        """The editions by identity: those of one book are one object each, whether saved or only supposed."""
        return tuple(id(row) for row in (*self.years, self.hours, *self.later, self.local))

    @property
    def none(self) -> bool:
        """Whether no edition says anything: everything is as it was delivered."""
        return not (self.years or self.hours or self.later or self.local)


def book_of_years() -> Rows:
    """The editions of small settings that are in force or will be. Raises NoCounty."""
    editions.rows_of(HOURS)
    return editions.open_book().rows


def as_of(at: datetime) -> Rows:
    """Every edition of the calendar's settings up to a moment. Raises NoCounty."""
    found: dict[str, list[Edition]] = defaultdict(list)
    for row in Edition.objects.filter(code__in=[HOURS.code, LOCAL.code, *YEAR_OF], effective__lte=at):
        found[row.code].append(row)
    return found


def shelved() -> dict[tuple[int, ...], Calendar]:
    """The calendars put together so far, as long as the book of editions is the one they came from."""
    book, shelf = editions.open_book(), context.shelf()
    if shelf.get("calendars", (None,))[0] is not book:
        shelf["calendars"] = (book, {})
    kept: dict[tuple[int, ...], Calendar] = shelf["calendars"][1]
    return kept


def parts_of(known: Rows, area: str, moment: datetime) -> Parts:
    """Which editions hold for an area at a moment, and which office hours will."""
    hours = known.get(HOURS.code, [])
    starts = sorted({row.effective for row in hours if row.effective > moment and area.startswith(row.scope)})
    current = chosen(hours, area, moment)
    later = [
        row for row in (chosen(hours, area, start) for start in starts) if row is not None and row != current
    ]
    years = (chosen(known[code], "", moment) for code in YEAR_OF if code in known)
    return Parts(
        years=tuple(row for row in years if row is not None and row.value),
        hours=current,
        later=tuple(later),
        local=chosen(known.get(LOCAL.code, []), area, moment),
    )


def chosen(rows: list[Edition], area: str, moment: datetime) -> Edition | None:
    """The edition in force: the nearest area wins, then the latest."""
    fitting = [row for row in rows if row.effective <= moment and area.startswith(row.scope)]
    return max(fitting, key=lambda row: (len(row.scope), row.effective, row.number), default=None)


def put_together(parts: Parts) -> Calendar:
    """The calendar of these editions, over the published years."""
    if parts.none:
        return china()
    local = parts.local
    return Calendar(
        years=overlaid(parts.years),
        hours=DEFAULT_HOURS if parts.hours is None else hours_of(parts.hours),
        later=tuple((timezone.localdate(row.effective), hours_of(row)) for row in parts.later),
        local=LocalDays() if local is None else local_from(local.value),
    )


def hours_of(row: Edition) -> OfficeHours:
    """The office hours of an edition, with its name."""
    return replace(hours_from(row.value), edition=editions.name_of(row))


def overlaid(rows: tuple[Edition, ...]) -> Mapping[int, Year]:
    """The published years, with what was uploaded over them, in the order of the years."""
    years = dict(china().years)
    for row in rows:
        told = arrangement_from(YEAR_OF[row.code], row.value)
        for number in () if told is None else range(told.first.year, told.last.year + 1):
            # A notice may reach into a neighbour that is not published itself: that one stays provisional.
            if told is not None and (number == told.year or number in years):
                edition = f"{row.code}{editions.name_of(row)}"
                years[number] = told.year_of(number, base=years.get(number), edition=edition)
    return MappingProxyType(years)


@contextmanager
def supposing(setting: Setting[Any], value: Json, *, scope: str = "") -> Iterator[None]:
    """Let the calendar be as if this had been set already; for looking at a change before it is made."""
    rows, shelf = book_of_years(), context.shelf()
    before = editions.open_book()
    latest = max((row.number for row in rows.get(setting.code, []) if row.scope == scope), default=0)
    row = Edition(code=setting.code, scope=scope, number=latest + 1, value=value, effective=clock.now())
    shelf["editions"] = Book({**rows, setting.code: [*rows.get(setting.code, []), row]}, small_read=True)
    try:
        yield
    finally:
        shelf["editions"] = before


def differs_by_area() -> bool:
    """Whether any area has hours or days off of its own; where none has, no row's area need be looked up."""
    rows = book_of_years()
    return any(row.scope for code in (HOURS.code, LOCAL.code) for row in rows.get(code, []))


def missing_year(today: date | None = None) -> int | None:
    """The year whose arrangement should be there by now: this one, or the next one from 60 days before it."""
    day = today or timezone.localdate(clock.now())
    known = calendar_in_force().years
    return next((year for year in (day.year, (day + AHEAD).year) if year not in known), None)


def markets_of(area: str = "") -> Markets:
    """The markets of an area, the nearest area's own first."""
    return value_of(MARKETS, area=area)


def school_of(area: str = "") -> SchoolCalendar:
    """The school calendar of an area, the nearest area's own first."""
    return value_of(SCHOOL, area=area)
