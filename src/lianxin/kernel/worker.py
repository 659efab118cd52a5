"""The worker: claims jobs that are due, does them, retries, sweeps up after the dead; one thread or many.

A claim is a short transaction of its own (on PostgreSQL with SKIP LOCKED, county by county), the handler runs
outside any transaction, the end commits together with the handler's effect. Whoever lost the claim meanwhile
(its lease ran out and another took over) can't commit: the attempt number is the fence.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Signal, Thread
from traceback import extract_tb
from typing import Any

from django.db import (
    DatabaseError,
    InterfaceError,
    close_old_connections,
    connection,
    connections,
    transaction,
)
from django.db.models import F, Min, QuerySet
from django.utils import timezone

from lianxin.kernel import jobs
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.counties import served
from lianxin.kernel.jobs import Failed, Finish, Later, Trade, Work
from lianxin.kernel.models.event import ChainHead
from lianxin.kernel.models.job import Job, JobStatus
from lianxin.kernel.pace import pace

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Stopping = Callable[[], bool]


# What the threads of this process are doing right now.
_in_hands: dict[int, Job] = {}


class ClaimLost(Exception):
    """Another worker took this job over; what was done here is rolled back."""


def never() -> bool:
    """Nobody asks this worker to stop."""
    return False


def run_due(limit: int | None = None, now: datetime | None = None) -> int:
    """Do what is due in all counties, the longest waiting first, at most `limit`; how many were tried."""
    clock = (lambda: now) if now else timezone.now
    return work_round(limit or pace().round_size, clock, never)


def work_round(limit: int, clock: Clock, stopping: Stopping) -> int:
    """One job of each county in turn until nothing is due, the limit is reached or somebody wants to stop."""
    waiting, tried = deque(counties_with_work(clock())), 0
    while waiting and tried < limit and not stopping():
        county = waiting.popleft()
        if run_one(county, clock):
            waiting.append(county)
            tried += 1
    return tried


def counties_with_work(now: datetime) -> list[int]:
    """The counties where something is due, the one that waited longest first; none that moved elsewhere."""
    with all_counties("the worker serves every county"):
        due = Job.objects.filter(status=JobStatus.WAITING, due_at__lte=now, kind__in=jobs.kinds())
        gone = ChainHead.objects.exclude(closed="").values("county_id")
        rows = due.exclude(county__in=gone).order_by().values("county_id").annotate(since=Min("due_at"))
        return [row["county_id"] for row in rows.order_by("since", "county_id")]


def run_one(county: int, clock: Clock) -> bool:
    """Claim the county's oldest due job and do it; False when there was none left."""
    with in_county(county):
        job = claim(clock())
        if job is None:
            return False
        perform(job, clock)
        return True


def claim(now: datetime) -> Job | None:
    """The oldest due job of the current county, marked as running under a lease; None when nothing is due."""
    due = Job.objects.filter(status=JobStatus.WAITING, due_at__lte=now, kind__in=jobs.kinds())
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).order_by("due_at", "id").first()
        if job is None:
            return None
        job.status, job.attempts = JobStatus.RUNNING, job.attempts + 1
        job.lease_until = now + (jobs.trade_of(job.kind).lease or pace().lease)
        job.save(update_fields=["status", "attempts", "lease_until"])
    return job


def perform(job: Job, clock: Clock) -> None:
    """Run the handler and write down how it ended; what it raises is an attempt, never the worker's end."""
    trade, work = jobs.trade_of(job.kind), work_of(job, clock())
    _in_hands[threading.get_ident()] = job
    try:
        conclude(job, trade, trade.run(work), clock())
    except ClaimLost:
        log.warning("job %s %s: another worker took it over", job.kind, job.pk)
    except Later as later:
        held(job).update(
            status=JobStatus.WAITING, due_at=later.at, attempts=F("attempts") - 1, lease_until=None
        )
    except Failed as failure:
        fail(job, failure.code, clock())
    except Exception as error:
        log.warning("job %s %s failed: %s", job.kind, job.pk, where(error))
        fail(job, type(error).__name__, clock())
    finally:
        _in_hands.pop(threading.get_ident(), None)


def work_of(job: Job, now: datetime) -> Work:
    """What the handler is told."""
    return Work(key=job.key, payload=job.payload, attempt=job.attempts, now=now)


def held(job: Job) -> QuerySet[Job]:
    """The row while this claim of it stands, empty once it was lost."""
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)


def conclude(job: Job, trade: Trade, finish: Finish | None, now: datetime) -> None:
    """Commit the effect and the job's end together. Raises ClaimLost, and what the effect raises."""
    with transaction.atomic():
        # The effect first: acts lock their rows before they touch timers; the other order would deadlock.
        if finish is not None:
            finish.effect()
        if held(job).update(**ending(trade, now)) == 0:
            raise ClaimLost


def ending(trade: Trade, now: datetime) -> dict[str, Any]:
    """The columns of a job that went well: done, or set for the next time."""
    if trade.every is None:
        return {"status": JobStatus.DONE, "done_at": now, "lease_until": None, "last_error": ""}
    return again(trade.every, now) | {"done_at": now, "last_error": ""}


def again(period: timedelta, now: datetime) -> dict[str, Any]:
    """The columns of a chore set for its next time."""
    due_at = jobs.next_time(period, now)
    return {"status": JobStatus.WAITING, "due_at": due_at, "attempts": 0, "lease_until": None}


def fail(job: Job, code: str, now: datetime) -> None:
    """Write down the failure: wait and try again, or give up when the attempts are used."""
    trade, code = jobs.trade_of(job.kind), code[:120]
    if job.attempts < pace().attempts:
        due_at = now + pace().wait(job.attempts, salt=f"{job.county_id}:{job.pk}")
        held(job).update(status=JobStatus.WAITING, due_at=due_at, lease_until=None, last_error=code)
    elif trade.every is not None:
        held(job).update(**again(trade.every, now), last_error=code)
    else:
        give_up(job, trade, code, now)


def give_up(job: Job, trade: Trade, code: str, now: datetime) -> None:
    """Make the job a dead letter, and tell its kind in the same transaction."""
    with transaction.atomic():
        buried = held(job).update(status=JobStatus.DEAD, lease_until=None, last_error=code, done_at=now)
        if buried and trade.dead is not None:
            trade.dead(work_of(job, now), code)
    log.error("job %s %s is given up: %s", job.kind, job.pk, code)


def where(error: Exception) -> str:
    """Class and place of an error; its words may hold somebody's data and stay out of the log."""
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


def sweep(now: datetime | None = None) -> int:
    """Take back the jobs whose worker died: their leases have run out; how many there were."""
    moment = now or timezone.now()
    with all_counties("the sweeper serves every county"):
        lost = list(
            Job.objects.filter(status=JobStatus.RUNNING, lease_until__lt=moment, kind__in=jobs.kinds())
        )
    for job in lost:
        with in_county(job.county_id):
            fail(job, "lease ran out", moment)
    return len(lost)


def arm(armed: set[tuple[int, str]], now: datetime | None = None) -> None:
    """See that every county has every chore; `armed` remembers what this worker has seen to."""
    moment = now or timezone.now()
    missing = [
        (code, trade) for code in served() for trade in jobs.chores() if (code, trade.kind) not in armed
    ]
    for code, trade in missing:
        with in_county(code):
            jobs.enqueue(trade.kind, {}, key=trade.kind, due_at=first_time(trade, moment))
        armed.add((code, trade.kind))


def first_time(trade: Trade, now: datetime) -> datetime:
    """When a chore runs for the first time."""
    return jobs.next_time(trade.every, now) if trade.every else now


def hand_back(now: datetime | None = None) -> int:
    """Give back what this process is not done with, because it ends now; how many jobs.

    Another worker takes them at once instead of waiting for their leases to run out. Whoever still works on one
    here can't conclude it any more; the attempt counts, or two could hold the same one.
    """
    jobs_held = list(_in_hands.values())
    for job in jobs_held:
        with in_county(job.county_id):
            held(job).update(status=JobStatus.WAITING, due_at=now or timezone.now(), lease_until=None)
        log.warning("job %s %s: handed back, this worker ends", job.kind, job.pk)
    return len(jobs_held)


@contextmanager
def crew(size: int, stop: Signal) -> Iterator[list[Thread]]:
    """So many threads that work until `stop` is set; it is set in the end, and what isn't done by then handed back.

    They are given `pace().patience` to finish what is in their hands.
    """
    members = [Thread(target=run_forever, args=[stop], name="worker", daemon=True) for _ in range(size)]
    for member in members:
        member.start()
    try:
        yield members
    finally:
        stop.set()
        end = time.monotonic() + pace().patience
        for member in members:
            member.join(max(0.0, end - time.monotonic()))
        if any(member.is_alive() for member in members):
            hand_back()


def run_forever(stop: Signal) -> None:
    """Work until `stop` is set; a lost database is waited for, a fault of one round doesn't end the next."""
    armed: set[tuple[int, str]] = set()
    swept = -pace().sweep_seconds
    while not stop.is_set():
        begun, tried = time.monotonic(), 0
        try:
            if begun - swept >= pace().sweep_seconds:
                arm(armed)
                sweep()
                swept = begun
            tried = work_round(pace().round_size, timezone.now, stop.is_set)
        except (DatabaseError, InterfaceError) as error:
            log.warning("the database is away: %s", where(error))
            close_old_connections()
        except Exception as error:
            log.error("a round of the worker failed: %s", where(error))  # noqa: TRY400  # words may be personal
        stop.wait(rest(tried, time.monotonic() - begun))
    connections.close_all()


def rest(tried: int, took: float) -> float:
    """How many seconds to pause after a round: none after a full one, because more is waiting.

    SQLite has one writer: there a backlog is drained by one round a second, so that the pages can write too.
    """
    hurry = tried >= pace().round_size and connection.features.has_select_for_update_skip_locked
    return 0.0 if hurry else max(0.0, pace().round_seconds - took)
