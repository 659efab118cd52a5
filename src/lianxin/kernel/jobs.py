"""Jobs and timers: enqueued in the transaction of the act, done after its commit by `worker` (任务与定时).

    @handler("notice.print")
    def print_notice(work: Work) -> Finish | None:
        notice = Notice.objects.get(pk=work.payload["notice"])
        ...
        return finish_with(lambda: notice.mark_printed(work.now))

A handler is given ids and loads. It may run twice when a machine dies half way, so what it does outside the
database must bear repetition; its effect inside the database goes into `finish_with`, which commits together
with the job and therefore happens exactly once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.models.job import Job, JobStatus

Payload = Mapping[str, int | str]
Effect = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """What a handler is told: the job's county is entered already, `attempt` counts from 1."""

    key: str
    payload: Payload
    attempt: int
    now: datetime


@dataclass(frozen=True)
class Finish:
    """A handler's last word: the effect that commits together with the job's end."""

    effect: Effect


class Later(Exception):
    """Not a failure: do this job again at another time; the attempt isn't counted."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class Failed(Exception):
    """A failure with a code of its own; it is tried again until the attempts are used up."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyTaken(Exception):
    """The key names another job already."""


Handler = Callable[[Work], Finish | None]
Funeral = Callable[[Work, str], object]


@dataclass(frozen=True)
class Trade:
    """How one kind of job is done; `dead` runs in the transaction that gives it up, with the error's code."""

    kind: str
    run: Handler
    dead: Funeral | None = None
    lease: timedelta | None = None
    every: timedelta | None = None


_trades: dict[str, Trade] = {}


def handler(
    kind: str, *, dead: Funeral | None = None, lease: timedelta | None = None
) -> Callable[[Handler], Handler]:
    """Register the function that does this kind of job; `lease` when it takes longer than a minute."""

    def register(run: Handler) -> Handler:
        _trades[kind] = Trade(kind, run, dead, lease)
        return run

    return register


def every(minutes: int, name: str) -> Callable[[Effect], Effect]:
    """Register a chore that each county gets every so many minutes, counted from Beijing midnight.

    It takes no argument and finds its county entered; after a pause it runs once, not for each time missed.
    """

    def register(chore: Effect) -> Effect:
        def run(work: Work) -> None:
            chore()

        kind = f"every.{name}"
        _trades[kind] = Trade(kind, run, every=timedelta(minutes=minutes))
        return chore

    return register


def trade_of(kind: str) -> Trade:
    """How to do a kind of job. Raises LookupError for a kind nobody registered."""
    if kind not in _trades:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    return _trades[kind]


def kinds() -> list[str]:
    """Every kind this process can do."""
    return list(_trades)


def chores() -> list[Trade]:
    """The periodic ones."""
    return [trade for trade in _trades.values() if trade.every is not None]


def next_time(period: timedelta, now: datetime) -> datetime:
    """The next moment after `now` that is a whole number of periods from Beijing midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ((now - midnight) // period + 1) * period


def enqueue(kind: str, payload: Payload, *, key: str, due_at: datetime | None = None) -> Job:
    """Have this done after the commit, not before `due_at`; the same key again gives the job there is.

    Raises LookupError for an unknown kind, KeyTaken when the key names different work.
    """
    trade_of(kind)
    fresh = Job(kind=kind, payload=dict(payload), key=key, due_at=due_at or timezone.now())
    # Not get_or_create: that breaks the caller's transaction when two enqueue at once.
    Job.objects.bulk_create([fresh], ignore_conflicts=True)
    job = Job.objects.get(key=key)
    if (job.kind, job.payload) != (kind, dict(payload)):
        raise KeyTaken(f"{key!r} names a job of kind {job.kind!r} already")
    return job


def schedule(kind: str, at: datetime, *, key: str, payload: Payload) -> None:
    """Set the timer of this key, or set it anew, whatever became of it before.

    Not for a handler's own key: what is running loses its claim. Raises LookupError for an unknown kind.
    """
    schedule_many([Timing(kind, at, key, payload)])


@dataclass(frozen=True)
class Timing:
    """One timer to set: what is to be done, when by the machine's clock, under which key, on what."""

    kind: str
    at: datetime
    key: str
    payload: Payload


def schedule_many(timings: Iterable[Timing]) -> None:
    """Set the timers of these keys, each as `schedule` does. Raises LookupError for an unknown kind."""
    fresh = [Job(kind=one.kind, payload=dict(one.payload), key=one.key, due_at=one.at) for one in timings]
    for kind in {job.kind for job in fresh}:
        trade_of(kind)
    Job.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["county", "key"],
        update_fields=[
            "kind",
            "payload",
            "due_at",
            "status",
            "attempts",
            "lease_until",
            "last_error",
            "done_at",
        ],
    )


def cancel(key: str) -> bool:
    """Unset a timer; False when there is none waiting (it may be running this very moment)."""
    deleted, _ = Job.objects.filter(key=key, status=JobStatus.WAITING).delete()
    return deleted > 0


def waiting_keys(keys: Iterable[str]) -> set[str]:
    """Which of these timers are still to go off."""
    waiting = Job.objects.filter(key__in=list(keys), status=JobStatus.WAITING)
    return set(waiting.values_list("key", flat=True))


def cancel_many(keys: Iterable[str]) -> int:
    """Unset the timers of these keys that are still waiting; how many there were."""
    deleted, _ = Job.objects.filter(key__in=list(keys), status=JobStatus.WAITING).delete()
    return deleted


def finish_with(effect: Effect) -> Finish:
    """What a handler returns to have its effect in the database happen exactly once, with the job's end."""
    return Finish(effect)


def dead_letters() -> QuerySet[Job]:
    """The current county's jobs that were given up, oldest first (死信)."""
    return Job.objects.filter(status=JobStatus.DEAD).order_by("due_at", "id")


def resend(job: Job, *, now: datetime | None = None) -> bool:
    """Give a dead letter all its attempts again; False when it isn't dead (any more)."""
    dead = Job.objects.filter(pk=job.pk, status=JobStatus.DEAD)
    return dead.update(status=JobStatus.WAITING, attempts=0, due_at=now or timezone.now()) > 0
