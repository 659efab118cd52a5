"""Months as partitions (按月分表): their names, their bounds, and which there should be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

AHEAD = 3  # months that are there before their first row comes
REST = "rest"  # what no month's partition takes


@dataclass(frozen=True)
class Log:
    """A table that is kept month by month: by which moment, and what is unique within a county."""

    table: str
    column: str
    unique: tuple[tuple[str, ...], ...]

    @property
    def rest(self) -> str:
        """The partition of what has no month's."""
        return f"{self.table}_{REST}"

    def part(self, month: date) -> str:
        """The partition of one month."""
        return f"{self.table}_y{month:%Y}m{month:%m}"


def month_of(moment: datetime) -> date:
    """The first day of a moment's month, by the office's clock."""
    return timezone.localtime(moment).date().replace(day=1)


def following(month: date) -> date:
    """The next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_until(first: date, last: date) -> Iterator[date]:
    """Every month from the first to the last, both included."""
    while first <= last:
        yield first
        first = following(first)


def wanted(now: datetime) -> list[date]:
    """This month and those ahead of it."""
    last = this = month_of(now)
    for _ in range(AHEAD):
        last = following(last)
    return list(months_until(this, last))


def begins(month: date) -> str:
    """The first moment of a month, as SQL writes it."""
    return str(datetime(month.year, month.month, 1, tzinfo=timezone.get_default_timezone()))


def making(log: Log, parent: str, month: date) -> str:
    """The statement that makes a month's partition."""
    bounds = f"FROM ('{begins(month)}') TO ('{begins(following(month))}')"
    return f"CREATE TABLE {log.part(month)} PARTITION OF {parent} FOR VALUES {bounds}"


def making_rest(log: Log, parent: str) -> str:
    """The statement that makes the partition of what has no month's."""
    return f"CREATE TABLE {log.rest} PARTITION OF {parent} DEFAULT"


def numbering(log: Log, part: str) -> list[str]:
    """A unique key of the whole log would have to hold the moment: within each part it holds without."""
    return [
        f"CREATE UNIQUE INDEX {part}_{'_'.join(columns[1:])} ON {part} ({', '.join(columns)})"
        for columns in log.unique
    ]


def log_of(model: type[models.Model]) -> Log:
    """How a model's table is kept month by month; the model names its moment in `MONTHLY`."""
    meta, moment = model._meta, str(vars(model)["MONTHLY"])
    unique = tuple(
        tuple(column_of(model, name) for name in constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and moment not in constraint.fields
    )
    return Log(meta.db_table, column_of(model, moment), unique)


def column_of(model: type[models.Model], name: str) -> str:
    """The column of a model's field."""
    field: Any = model._meta.get_field(name)
    return str(field.column)
