"""Time limits in working days, natural days, working hours and hours (时限); the table is D.4 of the model.

Every start is an aware moment, every result an aware moment in Asia/Shanghai (Django stores it as UTC).
A pause of k units moves a due time by adding k to the amount: so natural days move raw and roll over last.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from lianxin.calendars.calendar import ONE_DAY, Calendar
from lianxin.calendars.hours import OFFICE_ZONE


class LimitKind(StrEnum):
    """What a limit counts: 工作日, 自然日, 工作小时, 小时."""

    WORKING_DAYS = "W"
    NATURAL_DAYS = "N"
    WORKING_HOURS = "WH"
    HOURS = "H"


def due(kind: str, amount: float, start: datetime, calendar: Calendar) -> datetime:
    """When a limit that began at `start` ends.

    Days are whole, but for a part of a single working day (0.5 W), which is that part of the day's office
    hours. Raises ValueError for an unknown kind, a negative amount or a part of several days.
    """
    if amount < 0:
        raise ValueError(f"a limit can't be negative: {amount}")
    match LimitKind(kind):
        case LimitKind.HOURS:
            return add_hours(start, timedelta(hours=amount))
        case LimitKind.WORKING_HOURS:
            return add_working_hours(start, timedelta(hours=amount), calendar)
        case LimitKind.WORKING_DAYS if 0 < amount < 1:
            usual = calendar.hours_on(local_day(start)).length
            return add_working_hours(start, usual * amount, calendar)
        case LimitKind.WORKING_DAYS:
            return add_working_days(start, whole(amount), calendar)
        case LimitKind.NATURAL_DAYS:
            return add_natural_days(start, whole(amount), calendar)


def before(kind: str, amount: float, end: datetime, calendar: Calendar) -> datetime:
    """The latest moment that is this much before another: the close of office hours where whole days are counted."""
    match LimitKind(kind):
        case LimitKind.HOURS:
            return add_hours(end, -timedelta(hours=amount))
        case LimitKind.WORKING_DAYS | LimitKind.WORKING_HOURS if kind == "WH" or 0 < amount < 1:
            usual = calendar.hours_on(local_day(end)).length
            return office_time_before(
                end, timedelta(hours=amount) if kind == "WH" else usual * amount, calendar
            )
        case LimitKind.NATURAL_DAYS:
            return calendar.closing(calendar.on_or_before(local_day(end) - ONE_DAY * whole(amount)))
        case _:
            day = calendar.on_or_before(local_day(end))
            for _ in range(whole(amount)):
                day = calendar.on_or_before(day - ONE_DAY)
            return calendar.closing(day)


def office_time_before(end: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The moment from which this much office time passes up to the end."""
    left, day = amount, local_day(end)
    while True:
        for opens, closes in reversed(calendar.spans(day)):
            span = min(closes, end) - opens
            if span >= left:
                return opens + span - left
            left -= max(span, timedelta())
        day -= ONE_DAY


def countable(kind: str, amount: float, calendar: Calendar) -> tuple[str, float]:
    """The limit in units of which a pause can add a few: a part of a working day becomes office hours.

    Half a day paused for two days is not two and a half days: its own part of office time is what runs.
    """
    if kind == LimitKind.WORKING_DAYS and 0 < amount < 1:
        return LimitKind.WORKING_HOURS.value, calendar.hours.length * amount / timedelta(hours=1)
    return kind, amount


def whole(amount: float) -> int:
    """The amount as a number of days. Raises ValueError when it isn't whole."""
    if amount != int(amount):
        raise ValueError(f"a limit of several days is counted in whole days: {amount}")
    return int(amount)


def local_day(at: datetime) -> date:
    """The day in Asia/Shanghai. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {at}")
    return at.astimezone(OFFICE_ZONE).date()


def add_working_days(start: datetime, amount: int, calendar: Calendar) -> datetime:
    """The close of office hours on the n-th working day after the start day (起算日不计入).

    Zero working days end with the start day itself, or with the next working day after a rest day.
    """
    day = local_day(start)
    if amount == 0:
        day = calendar.on_or_after(day)
    for _ in range(amount):
        day = calendar.next_working(day)
    return calendar.closing(day)


def add_natural_days(start: datetime, amount: int, calendar: Calendar) -> datetime:
    """The close of office hours on the n-th day after the start day, moved on when that is a day of rest.

    民法典 201, 203 (请核对原文). A make-up Saturday is a working day and doesn't move.
    """
    last = local_day(start) + ONE_DAY * amount
    return calendar.closing(calendar.on_or_after(last))


def add_working_hours(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The moment by which this much office time has passed since the start."""
    left = amount
    for opens, closes in open_spans(start, calendar):
        if opens + left <= closes:
            return opens + left
        left -= closes - opens
    raise AssertionError("office time has no end")


def open_spans(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Office time from the start on, span by span, without end."""
    begin, day = start.astimezone(OFFICE_ZONE), local_day(start)
    while True:
        for opens, closes in calendar.spans(day):
            if closes > begin:
                yield max(opens, begin), closes
        day += ONE_DAY


def add_hours(start: datetime, amount: timedelta) -> datetime:
    """Hours around the clock, counted on the absolute clock."""
    local_day(start)
    return (start.astimezone(UTC) + amount).astimezone(OFFICE_ZONE)


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """How many working days after the start day have begun by `end`: the age of a matter (账龄).

    The inverse of `add_working_days`; zero when `end` isn't on a later day.
    """
    return calendar.days_worked(local_day(start) + ONE_DAY, local_day(end))


def working_time_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much office time lies between two moments; the inverse of `add_working_hours`."""
    total = timedelta()
    for opens, closes in open_spans(start, calendar):
        if opens >= end:
            return total
        total += min(closes, end) - opens
    raise AssertionError("office time has no end")


def passed(kind: str, start: datetime, end: datetime, calendar: Calendar) -> float:
    """How much of this kind lies between two moments: what a pause adds to a limit's amount."""
    match LimitKind(kind):
        case LimitKind.HOURS:
            return (end - start) / timedelta(hours=1)
        case LimitKind.WORKING_HOURS:
            return working_time_between(start, end, calendar) / timedelta(hours=1)
        case LimitKind.WORKING_DAYS:
            return working_days_between(start, end, calendar)
        case LimitKind.NATURAL_DAYS:
            return (local_day(end) - local_day(start)).days
