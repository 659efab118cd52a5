"""Which tables belong to a county, which are shared, and where a county's ids begin (分布).

Imports no models: the database backend asks here while the first model is still being made.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from lianxin.kernel.context import all_counties

Kind = Literal["county", "reference", "local"]

COUNTY_COLUMN = "county_id"
# 2^33 ids for each county and table; the highest code still fits the integers of JavaScript.
SHIFT = 33
# The range of what comes before any county: the areas of the whole country, taken in by an empty installation.
NATIONAL = 700000
SQLITE_LAST = "SELECT name, seq FROM sqlite_sequence"
POSTGRES_LAST = """
    SELECT c.relname, s.last_value FROM pg_sequences s JOIN pg_depend d ON d.deptype IN ('a', 'i')
        AND d.objid = (quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename))::regclass
    JOIN pg_class c ON c.oid = d.refobjid
    WHERE s.schemaname = current_schema() AND s.last_value IS NOT NULL"""
# Django's own tables that every request writes stay on one machine.
LOCAL_APPS = frozenset({"sessions"})


def kind_of(model: type[models.Model]) -> Kind | None:
    """Where a model's rows live: said by the model itself, for Django's own tables by their app.

    None for one of ours that says nothing: a mistake, see `checks`.
    """
    declared = cast("Kind | None", getattr(model, "table_kind", None))
    if declared is None and not model.__module__.startswith("lianxin."):
        return "local" if model._meta.app_label in LOCAL_APPS else "reference"
    return declared


def kind_of_table(table: str) -> Kind:
    """As `kind_of`, by the name of the table; unknown tables stay local."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return kind_of(model) or "local"
    return "local"


def county_models() -> Iterator[type[models.Model]]:
    """Every model of a county table that has a table."""
    for model in apps.get_models(include_auto_created=True):
        if kind_of(model) == "county" and model._meta.managed and not model._meta.proxy:
            yield model


def large_models() -> list[type[models.Model]]:
    """The county tables that grow with every appeal, by name: each says why in `LARGE` (大表)."""
    return by_name(model for model in county_models() if getattr(model, "LARGE", ""))


def log_models() -> list[type[models.Model]]:
    """The append-only tables that may be kept month by month, by name: each names its moment in `MONTHLY` (按月)."""
    return by_name(model for model in county_models() if getattr(model, "MONTHLY", ""))


def by_name(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Models in the order of their tables' names."""
    return sorted(found, key=lambda model: model._meta.db_table)


def first_id(code: int) -> int:
    """The number below the first id of the range that begins at this code."""
    return code << SHIFT


def range_of(row_id: int) -> int:
    """Whose range an id is of: the county the *installation* began with, whichever county the row belongs to.

    One sequence a table serves all counties of an installation, so the range says where a row was born, and its
    `county_id` whose it is. NATIONAL for what was there before any county, 0 for ids that no range has.
    """
    return row_id >> SHIFT


def start_ids(code: int, *, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Let the ids of every empty county table begin at `code << 33`, so that installations merge later (编号段).

    Gives the tables that were set. Left alone are those with rows, and those that began in some county's range: a
    county that joins later draws from the range of the first.
    """
    connection = connections[using]
    started = []
    with all_counties("ids begin anew in tables that are empty for everybody"), connection.cursor() as cursor:
        last = last_ids(cursor, connection)
        for model in county_models():
            table = model._meta.db_table
            if not isinstance(model._meta.pk, models.AutoField) or begun(last.get(table, 0)):
                continue
            if is_empty(cursor, connection, table):
                start_table(cursor, connection, table, first_id(code))
                started.append(table)
    return started


def begun(last: int) -> bool:
    """Whether a table's ids run in some county's range already."""
    return range_of(last) not in {0, NATIONAL}


def last_ids(cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> dict[str, int]:
    """The last id each table gave out, also to rows that are gone."""
    cursor.execute(SQLITE_LAST if connection.vendor == "sqlite" else POSTGRES_LAST)
    return {str(table): int(last) for table, last in cursor.fetchall()}


def is_empty(cursor: CursorWrapper, connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether a table holds no row of any county."""
    cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608  # our own name
    return cursor.fetchone() is None


def start_table(cursor: CursorWrapper, connection: BaseDatabaseWrapper, table: str, last: int) -> None:
    """Let the next id of one table be `last + 1`."""
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
    else:
        # A cluster refuses ALTER … RESTART WITH on a distributed table.
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s::bigint)", [table, last])
