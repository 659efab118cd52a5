"""Festivals as an office feels them: the days off themselves, and the first working day after them (节日、节后)."""

from datetime import date

from lianxin.calendars.calendar import FIXED_STATUTORY_DAYS, ONE_DAY, Calendar
from lianxin.calendars.local import Part


def festive(calendar: Calendar, day: date) -> bool:
    """A day off that is more than a weekend: of the country's arrangement, or of this place's own."""
    if calendar.working(day):
        return False
    if calendar.part_of(day) is Part.ALL:
        return True
    year = calendar.years.get(day.year)
    return (day.month, day.day) in FIXED_STATUTORY_DAYS if year is None else day in year.off


def first_after_festival(calendar: Calendar, day: date) -> bool:
    """The first working day after a festival (节后第一个工作日), when the office has most callers."""
    if not calendar.working(day):
        return False
    day -= ONE_DAY
    while not calendar.working(day):
        if festive(calendar, day):
            return True
        day -= ONE_DAY
    return False
