"""All tables as they stood at one moment, while others go on writing; the same on SQLite and PostgreSQL.

A logical dump rather than the engine's own: what was saved from one engine is restored onto the other, no program
of the database has to be installed, and nothing needs a right that the service doesn't have (ADR 0023).
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from lianxin.kernel import distribution
from lianxin.kernel.backups.values import line
from lianxin.kernel.context import all_counties

LEFT_OUT = frozenset({"django_session"})  # whoever is signed in signs in again
PART_BYTES = 1 << 20
WHY = "a backup holds every county"


@dataclass(frozen=True)
class Part:
    """Some rows of one table, packed."""

    table: str
    rows: int
    data: bytes


def saved_models() -> list[type[models.Model]]:
    """Every table that is saved, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a model's own table, in the order in which they are saved."""
    return [str(field.column) for field in model._meta.local_concrete_fields]


@contextmanager
def streaming() -> Iterator[None]:
    """Rows come in portions: a table never stands in memory whole. The setting is of this connection alone."""
    kept = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
    try:
        yield
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = kept


def parts_of(model: type[models.Model]) -> Iterator[Part]:
    """The rows of one table, packed in portions; inside `snapshot`."""
    with all_counties(WHY):
        yield from packed(model, rows_of(model, model._base_manager.all()))


def rows_of(model: type[models.Model], rows: "models.QuerySet[Any]") -> Iterator[Sequence[Any]]:
    """These rows as they are stored, column by column, a portion in memory at a time."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    with streaming():
        yield from rows.order_by().values_list(*names).iterator(chunk_size=2000)


def packed(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> Iterator[Part]:
    """Rows, packed in portions."""
    fields, table = list(model._meta.local_concrete_fields), model._meta.db_table
    waiting, count, size = list[bytes](), 0, 0
    for row in rows:
        waiting.append(line(fields, row))
        count, size = count + 1, size + len(waiting[-1])
        if size >= PART_BYTES:
            yield Part(table, count, pack(waiting))
            waiting, count, size = [], 0, 0
    if waiting:
        yield Part(table, count, pack(waiting))


def pack(lines: list[bytes]) -> bytes:
    """Compressed a little: a small machine is busy with other things too."""
    return zlib.compress(b"".join(lines), 1)


def unpack(data: bytes) -> list[bytes]:
    """The lines again."""
    return zlib.decompress(data).splitlines()


def steps_taken() -> list[tuple[str, str]]:
    """The migrations this database has, so that a later release can begin from the same tables."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def last_ids() -> dict[str, int]:
    """The last id each table gave out, also to rows that are gone: an id is never given twice."""
    with connection.cursor() as cursor:
        return distribution.last_ids(cursor, connection)
