"""How much of a slot lies outside office hours (加班): for who pays it out, never to compare people by."""

from datetime import datetime, timedelta

from lianxin.calendars.calendar import Calendar

NONE = timedelta()


def overtime(starts: datetime, ends: datetime, calendar: Calendar) -> timedelta:
    """The part of a span of one day that the office is not open (SEV-01)."""
    spans = calendar.spans(starts.date())
    worked = sum(
        (max(NONE, min(ends, closes) - max(starts, opens)) for opens, closes in spans),
        NONE,
    )
    return ends - starts - worked
