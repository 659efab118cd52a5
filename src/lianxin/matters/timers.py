"""Moves the system makes by itself: set when a row enters a state, unset when it leaves it (定时动作).

A timer is a job whose key names row and move, so a row has each of its timers once; it is set and unset in the
transaction of the act. It holds the office's time; the worker goes by the machine's, which in a demo differs.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import floor

from lianxin.calendars.limits import countable, due
from lianxin.kernel import clock, jobs
from lianxin.kernel.jobs import Timing
from lianxin.matters.models import Stateful
from lianxin.matters.workflow import Acting, Move, Timer

KIND = "matters.timer"
DAYS = ("W", "N")


def wind(actings: Sequence[Acting]) -> None:
    """Unset the timers of the states these rows leave, set those of the states they enter or stay in anew."""
    unset, fresh = [], []
    for acting in actings:
        if acting.entered or acting.rewound:
            unset += list(left(acting))
            fresh += list(entered(acting))
        elif acting.retimed:
            fresh += still_to_come(list(entered(acting)))
    if unset:
        jobs.cancel_many(unset)
    if fresh:
        jobs.schedule_many(fresh)


def still_to_come(timings: Sequence[Timing]) -> list[Timing]:
    """Those that have not gone off yet: a limit that was changed moves them, and wakes none that did."""
    waiting = jobs.waiting_keys(one.key for one in timings)
    return [one for one in timings if one.key in waiting]


def left(acting: Acting) -> Iterator[str]:
    """The keys of the timers of the state that is left."""
    if acting.source:
        for move, place, _ in acting.flow.timed(acting.source):
            for turn in (0, 1):
                yield key_of(acting.row, move, place, turn)


def entered(acting: Acting) -> Iterator[Timing]:
    """The timers of the state that is entered, as far as their time can be told."""
    for move, place, timer in acting.flow.timed(acting.row.state):
        at = first_time(timer, acting)
        if at is not None:
            yield timing(acting.row, move, place, at=at, entry=acting.row.version, turn=0)


def timing(row: Stateful, move: Move, place: int, *, at: datetime, entry: int, turn: int) -> Timing:
    """One timer as a job; `entry` is the version with which the row entered its state, `turn` counts repeats."""
    payload: dict[str, int | str] = {
        "row_kind": str(row._meta.label_lower),
        "row_id": row.pk,
        "move": move.code,
        "place": place,
        "entry": entry,
        "turn": turn,
        "at": at.isoformat(),
    }
    return Timing(KIND, clock.machine_time(at), key_of(row, move, place, turn), payload)


def key_of(row: Stateful, move: Move, place: int, turn: int) -> str:
    """One timer has two keys, used in turn: the job that runs may not set its own anew."""
    return f"timer:{row._meta.model_name}:{row.pk}:{move.code}:{place}:{turn % 2}"


def first_time(timer: Timer, acting: Acting) -> datetime | None:
    """When a timer goes off, seen from the act that enters the state or moves the clock it goes by."""
    return timer.at(acting) if timer.at else after(timer, acting, since=acting.now, turns=1)


def after(timer: Timer, acting: Acting, *, since: datetime, turns: int) -> datetime:
    """The end of `times` amounts of the timer's limit: by its clock, or counted from a moment."""
    for running in acting.running():
        if running.limit == timer.limit:
            amount = part(running.kind, running.amount, timer.times * turns)
            moved = running.extended + running.held
            return due(running.kind, amount + moved, running.started, acting.calendar)
    limit = acting.flow.limit_for(timer.limit, acting.row, since)
    kind, amount = countable(limit.kind, limit.amount, acting.calendar)
    return due(kind, part(kind, amount, timer.times * turns), since, acting.calendar)


def part(kind: str, amount: float, times: float) -> float:
    """So many times an amount; limits in days end after whole days."""
    return floor(amount * times + 1e-9) if kind in DAYS else amount * times
