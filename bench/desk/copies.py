"""A filled database many times over, by SQL: ten copies of 100,000 appeals take minutes where filling takes an hour.

A copy has ids and a number of its own and happens some minutes later; its words are those of its pattern, so a word
that one in a thousand says is said by one in a thousand still. The log's hashes are those of the pattern too: a
database made so is for measuring, and `./run audit verify` says so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from desk.patterns import PARTS
from lianxin.appeals.models import Appeal, Appellant
from lianxin.kernel import numbering
from lianxin.kernel.models.event import ChainHead, Event
from lianxin.kernel.models.search import SearchRow
from lianxin.matters.models import Clock, Matter

COPIED: tuple[type[models.Model], ...] = (Matter, Appeal, *PARTS, Clock, SearchRow, Event)
MINUTES = 7  # between a pattern and its copy, and between that and the next
SHIFTED = {"id", "matter_id", "contact_id", "row_id"}
ABOUT = "row_kind"  # tables that tell of rows of several kinds have this column


def multiply(times: int) -> None:
    """Have `times` as many appeals as there are. Nobody else is at work meanwhile."""
    with_ids = [model for model in COPIED if model is not Appeal]  # its key is its matter's
    stride = 1 + max(span(model) for model in with_ids)
    with without_indexes():
        number(times)
        for model in COPIED:
            copy(model, stride, times)
    following_ids(with_ids)
    seq, ending = Event.objects.order_by("-seq").values_list("seq", "hash")[0]
    ChainHead.objects.filter(chain=Event.CHAIN).update(seq=seq, hash=ending)


def span(model: type[models.Model]) -> int:
    """From the lowest id to the highest."""
    ids = model._default_manager.aggregate(low=models.Min("pk"), high=models.Max("pk"))
    return int(ids["high"] - ids["low"])


def number(times: int) -> None:
    """The next numbers of each series and year for every copy, in a table of their own: id, which copy, number."""
    execute("CREATE TEMPORARY TABLE copies (id bigint, k integer, number varchar(20))")
    rows = sorted(
        (read.series, read.year, key)
        for key, text in Matter.objects.values_list("pk", "number")
        if (read := numbering.parse(text))
    )
    for (series, year), found in groupby(rows, key=lambda row: row[:2]):
        keys = [key for _, _, key in found]
        for k in range(1, times):
            with transaction.atomic():
                given = numbering.take(series, year, len(keys))
            keep([(key, k, one) for key, one in zip(keys, given, strict=True)])
    execute("CREATE INDEX copies_id ON copies (id)")


def keep(rows: Sequence[tuple[int, int, str]]) -> None:
    """Put the numbers of one copy into the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO copies VALUES (%s, %s, %s)", rows)


def copy(model: type[models.Model], stride: int, times: int) -> None:
    """All rows of a table that tell of appeals, anew for each copy."""
    table, columns = model._meta.db_table, [one.column for one in model._meta.concrete_fields]
    values = ", ".join(value(one, stride, model) for one in model._meta.concrete_fields)
    if model is Matter:
        source = f"{table} t JOIN copies c ON c.id = t.id"
    else:
        series = " UNION ALL ".join(f"SELECT {k} AS k" for k in range(1, times))
        source = f"{table} t CROSS JOIN ({series}) c"
        source += f" WHERE t.{ABOUT} = 'matter'" if ABOUT in columns else ""
    names = ", ".join(f'"{column}"' for column in columns)
    execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} ORDER BY c.k, t.{columns[0]}")


def value(field: "models.Field[Any, Any]", stride: int, model: type[models.Model]) -> str:
    """What the copy has in this column."""
    column, sqlite = f't."{field.column}"', connection.vendor == "sqlite"
    if field.column in SHIFTED:
        return f"{column} + c.k * {stride}"
    if field.column == "seq":
        last = Event.objects.aggregate(last=models.Max("seq"))["last"]
        return f"{column} + c.k * {last}"
    if model is Matter and field.column == "number":
        return "c.number"
    # A sealed value opens for the client id it was sealed for: who spoke once has spoken several times.
    if isinstance(field, models.UUIDField) and model is not Appellant:
        return "lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()"
    if isinstance(field, models.DateTimeField):
        later = f"(c.k * {MINUTES})"
        moved = f"strftime('%Y-%m-%d %H:%M:%f', {column}, {later} || ' minutes')"
        return moved if sqlite else f"{column} + {later} * interval '1 minute'"
    return column


@contextmanager
def without_indexes() -> Iterator[None]:
    """Indexes that keep nothing unique are taken away and made anew at the end; references are not looked at."""
    sqlite = connection.vendor == "sqlite"
    made = list(indexes([model._meta.db_table for model in COPIED]))
    execute("PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica")
    if not sqlite:
        execute("SET maintenance_work_mem = '1GB'")
    for name, _ in made:
        execute(f'DROP INDEX "{name}"')
    yield
    for _, statement in made:
        execute(statement)
    execute("PRAGMA foreign_keys = ON" if sqlite else "SET session_replication_role = DEFAULT")
    execute("DROP TABLE copies")


def indexes(tables: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and statement of each index of these tables that may go."""
    marks = ", ".join(["%s"] * len(tables))
    asked = {
        "sqlite": f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({marks})",
        "postgresql": f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks})",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], tables)
        for name, statement in cursor.fetchall():
            if statement and "UNIQUE" not in statement:
                yield name, statement


def following_ids(made: Sequence[type[models.Model]]) -> None:
    """What is written next comes after the copies."""
    if connection.vendor == "postgresql":
        for statement in connection.ops.sequence_reset_sql(no_style(), list(made)):
            execute(statement)


def execute(statement: str) -> None:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
