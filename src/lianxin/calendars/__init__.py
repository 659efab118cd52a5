"""Working days with make-up days, natural-day rules, office hours: the only place that knows weekdays."""

from datetime import datetime

from lianxin.calendars.china import china
from lianxin.calendars.limits import countable, due, local_day, passed


def due_at(kind: str, amount: float, start: datetime) -> datetime:
    """When a limit that began at `start` ends, by the calendar in force; see `limits.due`."""
    return due(kind, amount, start, china())


def countable_now(kind: str, amount: float) -> tuple[str, float]:
    """Kind and amount of a limit as a clock keeps them, by the hours in force; see `limits.countable`."""
    return countable(kind, amount, china())


def passed_between(kind: str, start: datetime, end: datetime) -> float:
    """How much of this kind lies between two moments, by the calendar in force; see `limits.passed`."""
    return passed(kind, start, end, china())


def provisional_between(start: datetime, end: datetime) -> bool:
    """Whether a limit that runs from start to end touches a year without a published arrangement (暂定)."""
    return china().provisional(local_day(start), local_day(end))
