"""Telling the database what its tables hold (统计信息): without it a plan is a guess."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, models

SEEN = "sqlite_stat1"


def refresh(tables: Iterable[type[models.Model]]) -> None:
    """Have the database look at these tables now; nothing inside a transaction.

    SQLite looks at every entry: of the first four hundred of an index over telephones all may be empty, then it takes
    none for worth asking, and Monday's page took half a minute. A hundred thousand matters take half a second.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def refresh_begun(tables: Iterable[type[models.Model]]) -> None:
    """The same of tables that were empty a moment ago, after their first rows; SQLite looks at none twice.

    PostgreSQL thinks of such a table that any index is as good as the key, and keeps that plan for the foreign-key
    checks of the whole connection: 0.2 ms a row instead of 0.002, as long as an import lasts.
    """
    seen = looked_at()
    refresh(table for table in tables if table._meta.db_table not in seen)


def refresh_all() -> None:
    """Have SQLite look at all tables: nobody else does. PostgreSQL looks by itself (autovacuum).

    With a hundred thousand matters Monday's page took five times as long before.
    """
    if connection.vendor == "sqlite":
        refresh(all_tables())


def refresh_unknown() -> None:
    """The same of the tables SQLite knows nothing of yet: the service starts at once, the night looks at them all."""
    if connection.vendor == "sqlite":
        refresh_begun(all_tables())


def all_tables() -> Iterator[type[models.Model]]:
    """Every table of ours."""
    return (model for model in apps.get_models() if model._meta.managed)


def looked_at() -> set[str]:
    """The tables SQLite has looked at, nothing about those that were empty then; on PostgreSQL none."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite" or SEEN not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT DISTINCT tbl FROM {SEEN}")  # noqa: S608  # a name of SQLite's own
        return {name for (name,) in cursor.fetchall()}
