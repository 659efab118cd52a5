"""Where PgBouncer lends connections: each transaction may be on another, and nobody notices.

`./test` runs these directly and once more behind PgBouncer; `./test --pgbouncer` runs everything there.
"""

from functools import partial
from threading import Barrier, Event

import pytest
from django.conf import settings
from django.db import connection, transaction

from lianxin.kernel import jobs, worker
from lianxin.kernel.backups import tables
from lianxin.kernel.jobs import Finish, Work, enqueue, finish_with
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job
from lianxin.kernel.snapshots import snapshot
from lianxin.site.checkups import database
from lianxin.site.checkups.finding import State
from tests.faults.at_once import at_once

needs_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="one file is lent to nobody")
pytestmark = [pytest.mark.pooled, pytest.mark.django_db(transaction=True)]

LENT = 8  # setup/pgbouncer.py lends so many


def server() -> int:
    """The number of the server's process that answers this transaction."""
    return int(database.ask("SELECT pg_backend_pid()"))


@needs_postgres
def test_the_doctor_sees_whether_a_pooler_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {True: "经过 PgBouncer", False: "不经过连接池"}[settings.DATABASE_POOLED]
    assert (database.pooling().state, database.pooling().zh) == (State.OK, said)
    if settings.DATABASE_POOLED:
        monkeypatch.setattr(settings, "DATABASE_POOLED", False)
        assert database.pooling().state is State.BROKEN
        assert "DATABASE_POOLED=1" in database.pooling().zh


@needs_postgres
@pytest.mark.skipif(not settings.DATABASE_POOLED, reason="each thread has its own connection")
def test_more_threads_than_connections_all_get_their_turn(county: County) -> None:
    start = Barrier(3 * LENT)

    def ask() -> set[int]:
        start.wait(30)
        return {server() for _ in range(10)}

    seen = at_once(county.code, [ask] * 3 * LENT)
    assert 1 < len(set.union(*seen)) <= LENT


@needs_postgres
def test_what_a_transaction_sets_for_itself_is_gone_with_it(county: County) -> None:
    usual = database.ask("SHOW work_mem")

    def work(turn: int) -> list[str]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL work_mem = '{turn + 1}MB'")
            mine = database.ask("SHOW work_mem")
        return [mine, database.ask("SHOW work_mem")]

    assert at_once(county.code, [partial(work, turn) for turn in range(5)]) == [
        [f"{turn + 1}MB", usual] for turn in range(5)
    ]


def test_a_table_is_read_in_portions_of_one_moment(county: County) -> None:
    kept = [Job(kind="k", key=f"{number}", payload={}) for number in range(3000)]
    Job.objects.bulk_create([*map(due_never, kept)])
    with snapshot():
        parts = tables.parts_of(Job)
        first = next(parts)
        at_once(county.code, [lambda: Job.objects.all().delete()])
        assert first.rows + sum(part.rows for part in parts) == 3000
    assert Job.objects.count() == 0


def due_never(job: Job) -> Job:
    """A row of the past, for the counting."""
    job.status, job.due_at = "done", job.created_at
    return job


@pytest.mark.req("F1", "F5")
def test_four_threads_do_each_job_once(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_trades", {})
    jobs.handler("effect")(lambda work: None)

    @jobs.handler("write")
    def write(work: Work) -> Finish:
        return finish_with(lambda: enqueue("effect", {}, key=f"effect:{work.key}:{work.attempt}"))

    with transaction.atomic():
        for number in range(60):
            enqueue("write", {}, key=f"{number}")
    stop = Event()
    with worker.crew(4, stop):
        while Job.objects.filter(status__in=["waiting", "running"]).exists():
            stop.wait(0.1)
    effects = Job.objects.filter(kind="effect").values_list("key", flat=True)
    assert sorted(effects) == sorted(f"effect:{number}:1" for number in range(60))
