"""A question about one other row, asked for each row by itself (逐行查)."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Look(Exists):
    """EXISTS where few rows ask about one of many: one look into an index each.

    PostgreSQL would rather read the whole other table once and keep its keys, which costs the more the longer an
    office has worked; OFFSET says that it may not.
    """

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        """The same with an offset of nothing."""
        return self.as_sql(compiler, connection, template="EXISTS(%(subquery)s OFFSET 0)", **extra)


def among(rows: "QuerySet[Any]", key: str) -> Look:
    """Whether the row whose key stands in this column is one of these; as a list, SQLite would write down all."""
    return Look(rows.order_by().filter(pk=OuterRef(key)))
