"""Working days with make-up days, natural-day rules, office hours: the only place that knows weekdays."""

from datetime import datetime

from lianxin.calendars.china import china
from lianxin.calendars.limits import due


def due_at(kind: str, amount: float, start: datetime) -> datetime:
    """When a limit that began at `start` ends, by the calendar in force; see `limits.due`."""
    return due(kind, amount, start, china())
