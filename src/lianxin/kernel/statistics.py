"""Telling PostgreSQL what its tables hold, before it has found out by itself (统计信息)."""

from collections.abc import Iterable

from django.db import connection, models


def refresh(tables: Iterable[type[models.Model]]) -> None:
    """Have PostgreSQL look at these tables now; nothing on SQLite, and nothing inside a transaction.

    Of a table that was empty a moment ago it thinks any index as good as the key, and keeps that plan for the
    foreign-key checks of the whole connection: 0.2 ms a row instead of 0.002, as long as an import lasts.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")
