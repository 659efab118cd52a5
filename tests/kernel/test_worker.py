"""The worker in one thread: what it picks, how it fails, tries again, gives up and sweeps."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection

from lianxin.kernel import jobs, worker
from lianxin.kernel.context import current_county, in_county
from lianxin.kernel.jobs import Failed, Finish, Later, Work, enqueue, finish_with
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job
from lianxin.kernel.worker import arm, crew, run_due, sweep

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HERE, THERE = 990901, 990902


@pytest.fixture(autouse=True)
def trades(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test's own."""
    monkeypatch.setattr(jobs, "_trades", {})


@pytest.fixture
def done() -> list[tuple[int, str, int]]:
    """County, key and attempt of every job of kind `note` that was done."""
    noted: list[tuple[int, str, int]] = []

    @jobs.handler("note")
    def note(work: Work) -> None:
        noted.append((current_county(), work.key, work.attempt))

    return noted


def waiting(kind: str, key: str = "k", *, due: timedelta = timedelta()) -> Job:
    return enqueue(kind, {}, key=key, due_at=NOW + due)


def leave_effect(key: str) -> Finish:
    """A handler's end whose effect can be counted: another job, never due."""
    return finish_with(lambda: enqueue("effect", {}, key=key, due_at=NOW + timedelta(days=999)))


def effects() -> list[str]:
    return list(Job.objects.filter(kind="effect").values_list("key", flat=True))


def test_what_is_due_is_done_oldest_first_and_the_rest_waits(county: County, done: list[object]) -> None:
    waiting("note", "new", due=timedelta(minutes=-1))
    waiting("note", "old", due=timedelta(days=-7))
    waiting("note", "now")
    waiting("note", "future", due=timedelta(seconds=1))
    assert run_due(now=NOW) == 3
    assert done == [(HERE, "old", 1), (HERE, "new", 1), (HERE, "now", 1)]
    assert run_due(now=NOW) == 0
    assert dict(Job.objects.values_list("key", "status")) == {
        "old": "done",
        "new": "done",
        "now": "done",
        "future": "waiting",
    }


@pytest.mark.req("G7")
def test_a_backlog_of_a_week_is_drained_oldest_first_and_capped(county: County, done: list[object]) -> None:
    for hour in range(168):
        waiting("note", f"h{hour}", due=timedelta(hours=-hour))
    rounds = []
    while tried := run_due(50, NOW):
        rounds.append(tried)
    assert rounds == [50, 50, 50, 18]
    assert done == [(HERE, f"h{hour}", 1) for hour in reversed(range(168))]


def test_counties_take_turns(county: County, done: list[object]) -> None:
    for number in range(5):
        waiting("note", f"a{number}", due=timedelta(hours=-9))
    with in_county(County.objects.create(code=THERE, name="邻县").code):
        waiting("note", "b0", due=timedelta(hours=-1))
    assert run_due(3, NOW) == 3
    assert done == [(HERE, "a0", 1), (THERE, "b0", 1), (HERE, "a1", 1)]


def test_a_job_of_an_unknown_kind_is_left_for_a_worker_that_knows_it(county: County) -> None:
    jobs.handler("tomorrow")(lambda work: None)
    waiting("tomorrow")
    jobs._trades.clear()
    assert run_due(now=NOW) == 0
    assert list(Job.objects.values_list("status", "attempts")) == [("waiting", 0)]


@pytest.mark.req("F1")
def test_the_effect_and_the_end_commit_together(county: County) -> None:
    jobs.handler("effect")(lambda work: None)
    jobs.handler("write")(lambda work: leave_effect("e"))
    waiting("write")
    assert run_due(now=NOW) == 1
    assert effects() == ["e"]
    assert Job.objects.get(kind="write").status == "done"


@pytest.mark.req("F1")
def test_an_effect_that_fails_leaves_nothing_and_is_tried_again(county: County) -> None:
    jobs.handler("effect")(lambda work: None)

    def half(work: Work) -> Finish:
        def effect() -> None:
            leave_effect(f"e{work.attempt}").effect()
            if work.attempt == 1:
                raise RuntimeError("half way")

        return finish_with(effect)

    jobs.handler("write")(half)
    waiting("write")
    run_due(now=NOW)
    assert effects() == []
    job = Job.objects.get(kind="write")
    assert (job.status, job.attempts, job.last_error) == ("waiting", 1, "RuntimeError")
    run_due(now=job.due_at)
    assert effects() == ["e2"]


@pytest.mark.req("F1")
def test_whoever_lost_the_claim_can_not_finish(county: County) -> None:
    jobs.handler("effect")(lambda work: None)

    def slow(work: Work) -> Finish:
        if work.attempt == 1:
            # Its lease runs out; another worker takes over and is done first.
            assert sweep(NOW + timedelta(seconds=61)) == 1
            assert run_due(now=NOW + timedelta(minutes=5)) == 1
        return leave_effect(f"e{work.attempt}")

    jobs.handler("write")(slow)
    waiting("write")
    run_due(1, NOW)
    assert effects() == ["e2"]
    job = Job.objects.get(kind="write")
    assert (job.status, job.attempts) == ("done", 2)


@pytest.mark.req("F1")
def test_whoever_lost_the_claim_can_not_finish_for_the_one_who_holds_it(county: County) -> None:
    jobs.handler("effect")(lambda work: None)

    def slow(work: Work) -> Finish:
        sweep(NOW + timedelta(seconds=61))
        assert worker.claim(NOW + timedelta(minutes=5)) is not None
        return leave_effect("e")

    jobs.handler("write")(slow)
    waiting("write")
    run_due(1, NOW)
    assert effects() == []
    job = Job.objects.get(kind="write")
    assert (job.status, job.attempts) == ("running", 2)


@pytest.mark.req("F3")
def test_failures_wait_longer_each_time_then_die_visibly(county: County) -> None:
    buried: list[tuple[str, str]] = []

    def fail(work: Work) -> None:
        raise Failed("http-500")

    jobs.handler("send", dead=lambda work, code: buried.append((work.key, code)))(fail)
    job = waiting("send")
    waits = []
    for _ in range(8):
        begun = job.due_at
        assert run_due(now=begun) == 1
        job.refresh_from_db()
        waits.append(job.due_at - begun)
    assert (job.status, job.attempts, job.last_error) == ("dead", 8, "http-500")
    assert buried == [("k", "http-500")]
    assert all(longer > wait for wait, longer in pairwise(waits[:7]))
    assert run_due(now=NOW + timedelta(days=365)) == 0
    jobs.resend(job, now=NOW)
    assert run_due(now=NOW) == 1


@pytest.mark.req("C14")
def test_an_errors_words_are_kept_nowhere(county: County, caplog: pytest.LogCaptureFixture) -> None:
    def leak(work: Work) -> None:
        raise IntegrityError("DETAIL: Key (phone)=(13900000001) exists")

    jobs.handler("leak")(leak)
    job = waiting("leak")
    for _ in range(8):
        run_due(now=job.due_at)
        job.refresh_from_db()
    assert (job.status, job.last_error) == ("dead", "IntegrityError")
    assert "13900000001" not in caplog.text
    assert "IntegrityError at test_worker.py:" in caplog.text


def test_later_is_no_failure(county: County) -> None:
    def patient(work: Work) -> None:
        if work.now < NOW + timedelta(hours=20):
            raise Later(work.now + timedelta(hours=1))

    jobs.handler("patient")(patient)
    job = waiting("patient")
    for hour in range(20):
        assert run_due(now=NOW + timedelta(hours=hour)) == 1
    job.refresh_from_db()
    assert (job.status, job.attempts, job.last_error) == ("waiting", 0, "")
    run_due(now=NOW + timedelta(hours=20))
    job.refresh_from_db()
    assert job.status == "done"


@pytest.mark.req("F2")
def test_the_sweeper_takes_back_what_a_dead_worker_held(county: County, done: list[object]) -> None:
    job = waiting("note")
    assert worker.claim(NOW) == job
    assert worker.claim(NOW) is None
    assert sweep(NOW + timedelta(seconds=60)) == 0
    assert run_due(now=NOW + timedelta(seconds=60)) == 0
    assert sweep(NOW + timedelta(seconds=61)) == 1
    job.refresh_from_db()
    assert (job.status, job.last_error) == ("waiting", "lease ran out")
    run_due(now=job.due_at)
    assert done == [(HERE, "k", 2)]


def test_a_job_that_kills_its_worker_every_time_is_given_up(county: County) -> None:
    buried: list[str] = []
    jobs.handler("bomb", dead=lambda work, code: buried.append(code))(lambda work: None)
    job = waiting("bomb")
    for _ in range(8):
        held = worker.claim(job.due_at)
        assert held is not None
        sweep(job.due_at + timedelta(seconds=61))
        job.refresh_from_db()
    assert (job.status, buried) == ("dead", ["lease ran out"])


def test_a_long_job_may_ask_for_a_longer_lease(county: County) -> None:
    jobs.handler("export", lease=timedelta(hours=1))(lambda work: None)
    waiting("export")
    worker.claim(NOW)
    assert sweep(NOW + timedelta(minutes=59)) == 0
    assert sweep(NOW + timedelta(minutes=61)) == 1


def test_a_chore_runs_for_every_county_and_once_after_a_pause(county: County) -> None:
    County.objects.create(code=THERE, name="邻县")
    ran: list[int] = []
    jobs.every(5, "anchor")(lambda: ran.append(current_county()))
    armed: set[tuple[int, str]] = set()
    for _ in range(2):
        arm(armed, NOW)
    arm(set(), NOW)
    assert run_due(now=NOW) == 0
    assert run_due(now=NOW + timedelta(days=7)) == 2
    assert sorted(ran) == [HERE, THERE]
    assert run_due(now=NOW + timedelta(days=7, minutes=4)) == 0
    assert run_due(now=NOW + timedelta(days=7, minutes=5)) == 2
    assert Job.objects.count() == 1


def test_a_chore_that_fails_is_never_given_up(county: County) -> None:
    def broken() -> None:
        raise OSError("disk full")

    jobs.every(5, "broken")(broken)
    arm(set(), NOW)
    for _ in range(20):
        job = Job.objects.get()
        run_due(now=job.due_at)
    job = Job.objects.get()
    assert (job.status, job.last_error) == ("waiting", "OSError")


@pytest.mark.req("F1", "F2")
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ends_in_the_middle_hands_its_job_back_and_can_not_conclude_it(
    county: County, settings: Any
) -> None:
    settings.PACE = {"patience": 0.2}
    begun, over = Event(), Event()

    def slow(work: Work) -> Finish:
        if work.attempt == 1:
            begun.set()
            assert over.wait(30)
        return leave_effect(f"e{work.attempt}")

    jobs.handler("effect")(lambda work: None)
    jobs.handler("write")(slow)
    enqueue("write", {}, key="k")
    with crew(1, Event()) as members:
        assert begun.wait(30)
    job = Job.objects.get(kind="write")
    assert (job.status, job.attempts, job.lease_until, effects()) == ("waiting", 1, None, [])
    over.set()
    members[0].join(30)
    assert effects() == []
    assert run_due() == 1
    assert effects() == ["e2"]


@pytest.mark.req("F1")
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_asked_to_end_finishes_what_it_began(county: County) -> None:
    begun = Event()

    def slow(work: Work) -> Finish:
        begun.set()
        sleep(0.2)
        return leave_effect("e")

    jobs.handler("effect")(lambda work: None)
    jobs.handler("write")(slow)
    enqueue("write", {}, key="k")
    with crew(1, Event()):
        assert begun.wait(30)
    assert (Job.objects.get(kind="write").status, effects()) == ("done", ["e"])


def test_more_is_waiting_so_no_pause_where_many_can_write(settings: Any) -> None:
    settings.PACE = {"round_size": 100, "round_seconds": 1.0}
    many_writers = connection.vendor == "postgresql"
    assert worker.rest(100, 0.25) == (0.0 if many_writers else 0.75)
    assert worker.rest(99, 0.25) == 0.75
    assert worker.rest(99, 3.0) == 0.0
