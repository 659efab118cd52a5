"""Which tables belong to a county, which are shared, and where a county's ids begin (分布).

Imports no models: the database backend asks here while the first model is still being made.
"""

from collections.abc import Iterator
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


def first_id(county: int) -> int:
    """The number below a county's first id; `id >> 33` gives the county back."""
    return county << SHIFT


def start_ids(county: int, *, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Let the ids of every empty county table begin at `county << 33`, so that installations merge later.

    Gives the tables that were set; those with rows are left alone. A cluster of counties starts at 700000.
    """
    connection = connections[using]
    started = []
    with all_counties("ids begin anew in tables that are empty for everybody"), connection.cursor() as cursor:
        for model in county_models():
            table = model._meta.db_table
            if isinstance(model._meta.pk, models.AutoField) and is_empty(cursor, connection, table):
                start_table(cursor, connection, table, first_id(county))
                started.append(table)
    return started


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
