"""Moments counted back by the database itself (往前数几天)."""

from typing import Any

from django.db.models import DateTimeField, Func
from django.db.models.sql.compiler import SQLCompiler


class DaysEarlier(Func):
    """A moment so many whole days before another; Django's own asks Python for every row of SQLite."""

    output_field = DateTimeField()

    def __init__(self, moment: Any, days: int, **more: Any) -> None:
        super().__init__(moment, **more)
        self.extra["days"] = days

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The day is counted back, the time of day stays as it was written, to the microsecond."""
        moment, params = compiler.compile(self.get_source_expressions()[0])
        return f"(date({moment}, '-{self.extra['days']} days') || substr({moment}, 11))", (*params, *params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """In the zone of the connection, which is UTC: a day is 24 hours."""
        moment, params = compiler.compile(self.get_source_expressions()[0])
        return f"({moment} - INTERVAL '{self.extra['days']} days')", tuple(params)
