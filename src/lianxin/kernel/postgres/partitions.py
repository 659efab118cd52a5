"""Splitting the large tables of one PostgreSQL server (分区): by county, or the logs by month."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.context import all_counties
from lianxin.kernel.distribution import large_models, log_models
from lianxin.kernel.postgres.cluster import citus_here, only_growing
from lianxin.kernel.postgres.definition import Definition, definition_of, partitioned
from lianxin.kernel.postgres.months import (
    Log,
    log_of,
    making,
    month_of,
    months_until,
    numbering,
    wanted,
)
from lianxin.kernel.postgres.rebuilding import ByCounty, ByMonth, Whole, rebuild, unhidden
from lianxin.kernel.postgres.steps import Step, run

HASH, RANGE = "h", "r"
LOCK_NOT_AVAILABLE = "55P03"
MAKING_MONTHS = 0x6C6F6773  # names the lock among all of this database; any number would do
ALL_MOVED = """DO $$ BEGIN
    IF EXISTS (SELECT {columns} FROM {rest} EXCEPT SELECT {columns} FROM {table}) THEN
        RAISE EXCEPTION 'rows of {rest} have no month: nothing was changed';
    END IF;
END $$"""
PATIENCE = "SET LOCAL lock_timeout TO '2s'"
PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1"


def by_county(on: BaseDatabaseWrapper, number: int) -> list[Step]:
    """Steps until every large table is split into so many parts by county, or is whole again for fewer than two.

    Logs that are kept by month stay so. Nothing for tables that have the shape.
    """
    return [
        rebuild(definition_of(on, table), ByCounty(table, number) if number > 1 else Whole())
        for table in (model._meta.db_table for model in large_models())
        if not is_split_so(*partitioned(on, table), number)
    ]


def is_split_so(how: str, parts: int, number: int) -> bool:
    """Whether a table needs no work when so many parts by county are asked for."""
    return how == RANGE or (how, parts) == ((HASH, number) if number > 1 else ("", 0))


def by_month(on: BaseDatabaseWrapper, now: datetime) -> list[Step]:
    """Steps until every log is kept by month, with the months ahead and nothing left in the rest."""
    steps = list[Step]()
    for model in log_models():
        if partitioned(on, model._meta.db_table)[0] == RANGE:
            steps += kept_up(on, log_of(model), now)
        else:
            steps.append(begun(on, model, now))
    return steps


def begun(on: BaseDatabaseWrapper, model: type[models.Model], now: datetime) -> Step:
    """The step that begins the months of a log, from its first row on."""
    log = log_of(model)
    with all_counties("a log is split with the rows of every county"):
        first = model._base_manager.using(on.alias).aggregate(at=models.Min(log.column))["at"]
    ahead = wanted(now)
    months = months_until(month_of(first), ahead[-1]) if first else ahead
    return rebuild(definition_of(on, log.table), ByMonth(log, tuple(months)))


def kept_up(on: BaseDatabaseWrapper, log: Log, now: datetime) -> Iterator[Step]:
    """What a log that is kept by month lacks: months ahead, and the months of what stands in the rest."""
    there, strays = parts_of(on, log.table), strays_of(on, log)
    missing = sorted({month for month in [*wanted(now), *strays] if log.part(month) not in there})
    if not missing:
        return
    found = definition_of(on, log.table)
    with on.cursor() as cursor:
        bare = citus_here(cursor)
    made = [one for month in missing for one in made_ready(found, log, month, bare=bare)]
    names = "、".join(f"{month:%Y-%m}" for month in missing)
    yield Step(f"{log.table} 增加月份 {names}", tuple(swept(found, log, made) if strays else made))


def behind(on: BaseDatabaseWrapper, now: datetime) -> dict[str, list[date]]:
    """The months that logs kept by month lack: those of rows in the rest, this one and the next."""
    soon = wanted(now)[:2]
    lacking = {}
    for log in kept_by_month(on):
        there = parts_of(on, log.table)
        months = {month for month in [*soon, *strays_of(on, log)] if log.part(month) not in there}
        lacking[log.table] = sorted(months)
    return lacking


def kept_by_month(on: BaseDatabaseWrapper) -> list[Log]:
    """The logs that are split by month here."""
    logs = [log_of(model) for model in log_models()]
    return [log for log in logs if partitioned(on, log.table)[0] == RANGE]


def made_ready(found: Definition, log: Log, month: date, *, bare: bool) -> Iterator[str]:
    """A month's partition with what doesn't come from its table; on a cluster (`bare`) no triggers do either."""
    part = log.part(month)
    yield making(log, log.table, month)
    yield from numbering(log, part)
    yield from found.walls(part)
    if bare:
        yield only_growing(part)


def swept(found: Definition, log: Log, made: list[str]) -> Iterator[str]:
    """Rows move from the rest into the months made for them; while it is off, the rest is nobody's part."""
    columns = ", ".join(f'"{name}"' for name in found.columns)
    yield f"LOCK TABLE {log.table} IN ACCESS EXCLUSIVE MODE"
    yield from unhidden(found, log.table, log.rest)
    yield f"ALTER TABLE {log.table} DETACH PARTITION {log.rest}"
    yield from made
    yield f"INSERT INTO {log.table} ({columns}) SELECT {columns} FROM {log.rest}"  # noqa: S608  # our own names
    yield ALL_MOVED.format(columns=columns, table=log.table, rest=log.rest)
    yield f"TRUNCATE {log.rest}"
    yield f"ALTER TABLE {log.table} ATTACH PARTITION {log.rest} DEFAULT"
    if found.forced:
        yield from (f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in (log.table, log.rest))


def make_ahead() -> None:
    """The chore (按月备表): months that are kept are there before their first row, where the log is kept by month.

    It gives way to whoever reads the log for long, a backup for instance: a lock that waits would keep every writer
    waiting behind it. There are months in hand, and the doctor names a log that runs out of them.
    """
    if connection.vendor != "postgresql":
        return
    with transaction.atomic():
        if not alone():
            return
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        steps = [step for log in kept_by_month(connection) for step in kept_up(connection, log, clock.now())]
        try:
            run(connection, steps, say=lambda title: None)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise


def alone() -> bool:
    """Whether no other worker makes months at this moment; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [MAKING_MONTHS])
        return bool(cursor.fetchone()[0])


def parts_of(on: BaseDatabaseWrapper, table: str) -> list[str]:
    """The partitions of a table."""
    with on.cursor() as cursor:
        cursor.execute(PARTS, [table])
        return [str(name) for (name,) in cursor.fetchall()]


def strays_of(on: BaseDatabaseWrapper, log: Log) -> list[date]:
    """The months of the rows that no month's partition took."""
    months = f"date_trunc('month', {log.column} AT TIME ZONE %s)::date"
    with all_counties("what no month took may be of any county"), on.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {months} FROM {log.rest} ORDER BY 1",  # noqa: S608  # our own names
            [timezone.get_default_timezone_name()],
        )
        return [month for (month,) in cursor.fetchall()]
