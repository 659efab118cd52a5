"""A calendar as a value: which days are worked, by whose notice, what is only assumed (日历)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours, Span, moment
from lianxin.calendars.local import NOTHING_LOCAL, LocalDays, Part, left_of

T = TypeVar("T")

SATURDAY = 5
ONE_DAY = timedelta(days=1)

# 全国年节及纪念日放假办法 (2024 年修订，请核对原文): statutory days whose date is the same every year.
# They are sure before a year's arrangement is published; festivals of the moon and make-up days are not.
FIXED_STATUTORY_DAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True)
class Year:
    """One published year: days off beyond weekends, and make-up working days (调休上班)."""

    year: int
    off: frozenset[date]
    made_up: frozenset[date]
    source: str
    edition: str


def in_turn(first: T, later: tuple[tuple[date, T], ...], day: date) -> T:
    """What holds on a day, of things that follow one another."""
    found = first
    for begins, follower in later:
        if day >= begins:
            found = follower
    return found


def day_of(day: date) -> int:
    """The how manieth day of its year."""
    return day.timetuple().tm_yday


@dataclass(frozen=True)
class Calendar:
    """Published years, office hours, and what is special here. A missing year is computed provisionally (暂定).

    `later` are office hours that begin on a day, after those in `hours`, in the order of their days; `local`
    and `local_later` are the local days in the same way.
    """

    years: Mapping[int, Year] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    hours: OfficeHours = DEFAULT_HOURS
    later: tuple[tuple[date, OfficeHours], ...] = ()
    local: LocalDays = NOTHING_LOCAL
    local_later: tuple[tuple[date, LocalDays], ...] = ()

    def working(self, day: date) -> bool:
        """Whether the office works on this day, be it half of it."""
        part = self.part_of(day)
        if part is None:
            return self.usually_working(day)
        return part is Part.WORKED or (self.usually_working(day) and bool(self.left_on(day, part)))

    def days_worked(self, first: date, last: date) -> int:
        """How many working days there are from first to last, both included; none when last comes first."""
        if last < first:
            return 0
        between = sum(self.worked_in(year)[-1] for year in range(first.year, last.year))
        return (
            between + self.worked_in(last.year)[day_of(last)] - self.worked_in(first.year)[day_of(first) - 1]
        )

    def worked_in(self, year: int) -> list[int]:
        """By the day of the year, how many working days there were up to it; counted when first asked for.

        A list of matters that are years late asks for thousands of days.
        """
        if year not in self.counted:
            day, sums = date(year, 1, 1), [0]
            while day.year == year:
                sums.append(sums[-1] + self.working(day))
                day += ONE_DAY
            self.counted[year] = sums
        return self.counted[year]

    @cached_property
    def counted(self) -> dict[int, list[int]]:
        """What `worked_in` has counted."""
        return {}

    def usually_working(self, day: date) -> bool:
        """Whether the offices of the country work on this day."""
        year = self.years.get(day.year)
        if year is None:
            return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_STATUTORY_DAYS
        if day in year.made_up:
            return True
        return day.weekday() < SATURDAY and day not in year.off

    def hours_on(self, day: date) -> OfficeHours:
        """The office hours that hold on this day."""
        return in_turn(self.hours, self.later, day)

    def part_of(self, day: date) -> Part | None:
        """Which part of the day a local rule takes."""
        if not self.local.rules and not self.local_later:
            return None
        return in_turn(self.local, self.local_later, day).part(day)

    def left_on(self, day: date, part: Part | None) -> tuple[Span, ...]:
        """What is left of the day's office hours when a part of it is off."""
        return left_of(self.hours_on(day).spans, part)

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The office hours of a day that is worked, as aware moments; none on a day of rest."""
        if not self.working(day):
            return []
        left = self.left_on(day, self.part_of(day))
        return [(moment(day, opens), moment(day, closes)) for opens, closes in left]

    def closing(self, day: date) -> datetime:
        """When the office closes on this day; on a day of rest, when it usually does."""
        spans = self.spans(day)
        return spans[-1][1] if spans else moment(day, self.hours_on(day).closing)

    def opening(self, day: date) -> datetime:
        """When the office opens on this day; on a day of rest, when it usually does."""
        spans = self.spans(day)
        return spans[0][0] if spans else moment(day, self.hours_on(day).spans[0][0])

    def next_working(self, day: date) -> date:
        """The first working day after this one."""
        day += ONE_DAY
        while not self.working(day):
            day += ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """This day when it is worked, else the next working day."""
        return day if self.working(day) else self.next_working(day)

    def on_or_before(self, day: date) -> date:
        """This day when it is worked, else the last working day before it."""
        while not self.working(day):
            day -= ONE_DAY
        return day

    def provisional(self, first: date, last: date) -> bool:
        """Whether any day from first to last lies in a year without a published arrangement."""
        return any(year not in self.years for year in range(first.year, last.year + 1))
