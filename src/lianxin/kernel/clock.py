"""What time the office's work says it is: real time, but in a demo and in replayed stories (测试时钟).

Sessions, throttles, jobs and anchors go by the machine's clock; matters, their events and their pages by this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_shift = timedelta()


def now() -> datetime:
    """The moment things are recorded at."""
    return _moment.get() or timezone.now() + _shift


def today() -> date:
    """The office's day: what the map, a picker and a report mean by today."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at this moment; for replays and for tests."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def machine_time(moment: datetime) -> datetime:
    """When the machine's clock will show that the office's has reached this moment; timers are set by it."""
    return moment - _shift


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let this process live earlier or later while something is done: timers set inside fit that life."""
    before = _shift
    shift(by)
    try:
        yield
    finally:
        shift(before)


def shift(by: timedelta) -> None:
    """Let this whole process live earlier or later: the demo's year ends when it was loaded."""
    global _shift  # noqa: PLW0603  # one process, one clock
    _shift = by
