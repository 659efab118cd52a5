"""When to try again to reach somebody, and when enough has been tried (回访): pure, by the office's calendar.

Three attempts, on two working days at least and each at another hour of the day; whoever is never at home at ten
may be at four (D.3, move 29).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.appeals.rules import ATTEMPTS_BEFORE_CLOSING
from lianxin.calendars.calendar import Calendar

HOURS = (9, 10, 11, 14, 15, 16, 17)
LATER = timedelta(hours=2)


def enough(times: Sequence[datetime]) -> bool:
    """Whether these vain attempts are enough to close it as 未回访."""
    local = [timezone.localtime(at) for at in times]
    days, hours = {at.date() for at in local}, {at.hour for at in local}
    return len(local) >= ATTEMPTS_BEFORE_CLOSING and len(days) > 1 and len(hours) >= ATTEMPTS_BEFORE_CLOSING


def next_attempt(times: Sequence[datetime], calendar: Calendar) -> datetime | None:
    """From when the next attempt helps; None before the first, which is due at once.

    Another hour than all before it, two hours after the last at the earliest, and not a third one on one day.
    """
    if not times:
        return None
    local = [timezone.localtime(at) for at in times]
    used = {at.hour for at in local}
    begin = local[-1] + LATER
    full = {at.date() for at in local if sum(other.date() == at.date() for other in local) > 1}
    for days in range(30):
        day = begin.date() + timedelta(days=days)
        if day in full or not calendar.working(day):
            continue
        for hour in [hour for hour in HOURS if hour not in used] or HOURS:
            at = begin.replace(
                year=day.year, month=day.month, day=day.day, hour=hour, minute=0, second=0, microsecond=0
            )
            if at >= begin:
                return at
    return begin
