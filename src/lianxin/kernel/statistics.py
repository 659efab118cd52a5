"""Telling the database what its tables hold (统计信息): without it a plan is a guess."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, models


def refresh(tables: Iterable[type[models.Model]]) -> None:
    """Have the database look at these tables now; nothing inside a transaction.

    PostgreSQL thinks of a table that was empty a moment ago that any index is as good as the key, and keeps that plan
    for the foreign-key checks of the whole connection: 0.2 ms a row instead of 0.002, as long as an import lasts.
    SQLite looks at every entry: of the first four hundred of an index over telephones all may be empty, then it takes
    none for worth asking, and Monday's page took half a minute. A hundred thousand matters take half a second.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 0")
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def refresh_all() -> None:
    """Have SQLite look at all tables: nobody else does. PostgreSQL looks by itself (autovacuum).

    With a hundred thousand matters Monday's page took five times as long before.
    """
    if connection.vendor == "sqlite":
        refresh(all_tables())


def refresh_unknown() -> None:
    """The same of the tables SQLite knows nothing of yet: the service starts at once, the night looks at them all."""
    if connection.vendor == "sqlite":
        seen = looked_at()
        refresh(table for table in all_tables() if table._meta.db_table not in seen)


def all_tables() -> Iterator[type[models.Model]]:
    """Every table of ours."""
    return (model for model in apps.get_models() if model._meta.managed)


def looked_at() -> set[str]:
    """The tables SQLite has looked at; it keeps nothing about those that were empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        return {name for (name,) in cursor.fetchall()}
