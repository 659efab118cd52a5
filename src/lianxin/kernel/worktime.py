"""The calendar in force (工作日历): published years, those an office uploaded, its hours, its own days off.

Everything that counts working days asks here, never the package of published years itself, so that an
uploaded arrangement, other office hours or a local holiday hold everywhere at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from lianxin.calendars.calendar import Calendar, Year
from lianxin.calendars.china import china
from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours
from lianxin.calendars.local import LocalDays
from lianxin.kernel import clock, context, editions
from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Book, Json, Setting
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.timetables import HOURS, LOCAL, YEAR_OF, arrangement_from, hours_from, local_from

AHEAD = timedelta(days=60)  # a missing year is said so long before it begins (D.2)
Rows = Mapping[str, list[Edition]]
EARLIER = "earlier"


def package_edition() -> str:
    """The edition of the published years that came with the software."""
    years = china().years
    return years[max(years)].edition


def published() -> Mapping[int, Year]:
    """The years that came with the software, whatever an office has uploaded."""
    return china().years


def calendar_in_force(area: str = "", at: datetime | None = None, *, whole: bool = False) -> Calendar:
    """The calendar an office goes by, now or as it was known at a moment; the package's where there is no office.

    It is put together once for each piece of work and area, for as long as no edition follows. `whole`: with the
    office hours and local days that held on earlier days, for counting from a start in the past.
    """
    try:
        known = editions_known() if at is None else as_of(at)
    except NoCounty:
        return china()
    if whole and at is None:
        known = with_earlier(known)
    parts = parts_of(known, area, at or clock.now(), whole=whole)
    if at is not None:
        return put_together(parts)
    kept = shelved()
    if parts.key not in kept:
        kept[parts.key] = put_together(parts)
    found: Calendar = kept[parts.key]
    return found


Steps = tuple[tuple[date, Edition | None], ...]


@dataclass(frozen=True)
class Line:
    """How one setting goes on in time: what holds at first, and what from which day on."""

    first: Edition | None = None
    later: Steps = ()

    @property
    def key(self) -> tuple[int, ...]:
        return (id(self.first), *(id(row) for _day, row in self.later))


@dataclass(frozen=True)
class Parts:
    """The editions a calendar is made of; the same ones give the same calendar."""

    years: tuple[Edition, ...]
    hours: Line
    local: Line

    @property
    def key(self) -> tuple[tuple[int, ...], ...]:
        """The editions by identity: those of one book are one object each, whether saved or only supposed."""
        return (tuple(id(row) for row in self.years), self.hours.key, self.local.key)

    @property
    def none(self) -> bool:
        """Whether no edition says anything: everything is as it was delivered."""
        return not self.years and self.hours == self.local == Line()


def editions_known() -> Rows:
    """The editions of small settings that are in force or will be. Raises NoCounty."""
    editions.rows_of(HOURS)
    return editions.open_book().rows


def as_of(at: datetime) -> Rows:
    """Every edition of the calendar's settings up to a moment. Raises NoCounty."""
    found: dict[str, list[Edition]] = defaultdict(list)
    for row in Edition.objects.filter(code__in=[HOURS.code, LOCAL.code, *YEAR_OF], effective__lte=at):
        found[row.code].append(row)
    return found


def with_earlier(known: Rows) -> Rows:
    """Those, and the editions of hours and local days they followed; one query, none where nobody set any."""
    codes = [code for code in (HOURS.code, LOCAL.code) if known.get(code)]
    shelf = shelved()
    if codes and EARLIER not in shelf:
        shelf[EARLIER] = list(Edition.objects.filter(code__in=codes, retired=True))
    earlier = shelf.get(EARLIER, [])
    return {
        **known,
        **{code: [*(row for row in earlier if row.code == code), *known[code]] for code in codes},
    }


def shelved() -> dict[Any, Any]:
    """What was put together so far, as long as the book of editions is the one it came from."""
    book, shelf = editions.open_book(), context.shelf()
    if shelf.get("calendars", (None,))[0] is not book:
        shelf["calendars"] = (book, {})
    kept: dict[Any, Any] = shelf["calendars"][1]
    return kept


def parts_of(known: Rows, area: str, moment: datetime, *, whole: bool) -> Parts:
    """Which editions hold for an area, at a moment and after it, and before it too when asked for."""
    years = (chosen(known[code], "", moment) for code in YEAR_OF if code in known)
    return Parts(
        years=tuple(row for row in years if row is not None and row.value),
        hours=line_of(known.get(HOURS.code, []), area, moment, whole=whole),
        local=line_of(known.get(LOCAL.code, []), area, moment, whole=whole),
    )


def line_of(rows: list[Edition], area: str, moment: datetime, *, whole: bool) -> Line:
    """How a setting goes on for an area, from the moment on or from its beginning."""
    starts = sorted({row.effective for row in rows if area.startswith(row.scope)})
    first = None if whole else chosen(rows, area, moment)
    later = [start for start in starts if whole or start > moment]
    return Line(first, tuple((timezone.localdate(start), chosen(rows, area, start)) for start in later))


def chosen(rows: list[Edition], area: str, moment: datetime) -> Edition | None:
    """The edition in force: the nearest area wins, then the latest."""
    fitting = [row for row in rows if row.effective <= moment and area.startswith(row.scope)]
    return max(fitting, key=lambda row: (len(row.scope), row.effective, row.number), default=None)


def put_together(parts: Parts) -> Calendar:
    """The calendar of these editions, over the published years."""
    if parts.none:
        return china()
    return Calendar(
        years=overlaid(parts.years),
        hours=hours_of(parts.hours.first),
        later=tuple((day, hours_of(row)) for day, row in parts.hours.later),
        local=local_of(parts.local.first),
        local_later=tuple((day, local_of(row)) for day, row in parts.local.later),
    )


def hours_of(row: Edition | None) -> OfficeHours:
    """The office hours of an edition, with its name."""
    return DEFAULT_HOURS if row is None else replace(hours_from(row.value), edition=editions.name_of(row))


def local_of(row: Edition | None) -> LocalDays:
    """The local days of an edition."""
    return LocalDays() if row is None else local_from(row.value)


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
    rows, shelf = editions_known(), context.shelf()
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
    rows = editions_known()
    return any(row.scope for code in (HOURS.code, LOCAL.code) for row in rows.get(code, []))


def missing_year(today: date | None = None) -> int | None:
    """The year whose arrangement should be there by now: this one, or the next one from 60 days before it."""
    day = today or timezone.localdate(clock.now())
    known = calendar_in_force().years
    return next((year for year in (day.year, (day + AHEAD).year) if year not in known), None)
