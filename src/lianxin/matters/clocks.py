"""How one clock starts, stands still, goes on and stops (起算、暂停、续算、延期、止算): pure, no table is touched.

The due time is always counted anew from the start: the limit's amount, what it was extended by, and all that the
clock has stood still, in its own kind (INV-11). So natural days move raw and roll over last, and several pauses add
up exactly.
"""

from collections.abc import Callable
from datetime import datetime

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.limits import countable, due, passed
from lianxin.matters.limits import Limit
from lianxin.matters.models import Clock


def begin(limit: Limit, at: datetime, by: Calendar) -> Clock:
    """A clock of this limit that starts then, by this calendar; not written yet."""
    kind, amount = countable(limit.kind, limit.amount, by)
    end = due(kind, amount, at, by)
    return Clock(
        limit=limit.code,
        edition=limit.edition,
        kind=kind,
        amount=amount,
        started=at,
        due=end,
        original_due=end,
    )


def know(clock: Clock, limit_of: Callable[[str], Limit], by: Calendar) -> None:
    """Give a clock of an edition that didn't keep it on the clock its kind and amount."""
    if not clock.kind:
        limit = limit_of(clock.limit)
        clock.kind, clock.amount = countable(limit.kind, limit.amount, by)


def pause(clock: Clock, at: datetime) -> None:
    """Let a running clock stand still from then on."""
    clock.paused = at


def resume(clock: Clock, at: datetime, by: Calendar) -> None:
    """Let a paused clock go on; it is due later by what it has stood still, in its own kind."""
    if clock.paused is not None:
        clock.held += passed(clock.kind, clock.paused, max(at, clock.paused), by)
        clock.paused = None
        reckon(clock, by)


def halt(clock: Clock, at: datetime, by: Calendar) -> None:
    """Stop a clock for good; one that stood still is first given the time it stood."""
    resume(clock, at, by)
    clock.stopped = at


def change(clock: Clock, limit: Limit, by: Calendar) -> None:
    """Let a clock that has not stopped run by another limit, from its own start (时限调整)."""
    clock.edition = limit.edition
    clock.kind, clock.amount = countable(limit.kind, limit.amount, by)
    reckon(clock, by)


def extend(clock: Clock, amount: float, by: Calendar) -> None:
    """Give a clock so many more units of its own kind (延期); when it was due at first stays known."""
    clock.extended += amount
    reckon(clock, by)


def length(clock: Clock) -> float:
    """How much is counted from its start on until it is due."""
    return clock.amount + clock.extended + clock.held


def reckon(clock: Clock, by: Calendar) -> None:
    """Count the due time anew, by this calendar."""
    clock.due = due(clock.kind, length(clock), clock.started, by)


def ticking(clock: Clock) -> bool:
    """Whether time passes for it: neither stopped nor standing still."""
    return clock.stopped is None and clock.paused is None
