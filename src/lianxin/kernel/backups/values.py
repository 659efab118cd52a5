"""How the values of a table stand in a backup: JSON, the same from every engine.

What JSON lacks is an object with one letter: {"t": moment}. A JSON column is always {"j": value}.
"""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

WRITERS: dict[type, tuple[str, Callable[[Any], str]]] = {
    dt.datetime: ("t", dt.datetime.isoformat),
    dt.date: ("d", dt.date.isoformat),
    dt.time: ("h", dt.time.isoformat),
    dt.timedelta: ("s", lambda value: str(value // dt.timedelta(microseconds=1))),
    Decimal: ("n", str),
    uuid.UUID: ("u", str),
    bytes: ("b", lambda value: base64.b64encode(value).decode()),
    memoryview: ("b", lambda value: base64.b64encode(value).decode()),
}
READERS: dict[str, Callable[[Any], Any]] = {
    "t": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "h": dt.time.fromisoformat,
    "s": lambda value: dt.timedelta(microseconds=int(value)),
    "n": Decimal,
    "u": uuid.UUID,
    "b": base64.b64decode,
    "j": lambda value: value,
}


def tagged(value: object) -> dict[str, str]:
    """A value that JSON lacks. Raises TypeError for a kind nobody thought of."""
    if type(value) not in WRITERS:
        raise TypeError(f"no way to back up a {type(value).__name__}")
    tag, write = WRITERS[type(value)]
    return {tag: write(value)}


def line(fields: Sequence[Any], row: Sequence[Any]) -> bytes:
    """One row, as one line."""
    said = [wrapped(field, value) for field, value in zip(fields, row, strict=True)]
    return json.dumps(said, default=tagged, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def wrapped(field: Any, value: Any) -> Any:
    """A JSON column between brackets of its own, so that its content is never taken for a tag."""
    if isinstance(field, models.JSONField) and not (value is None and field.null):
        return {"j": value}
    return value


def values(fields: Sequence[Any], said: Sequence[Any], connection: BaseDatabaseWrapper) -> list[Any]:
    """One line that was read, as the database of this connection takes it."""
    return [stored(field, value, connection) for field, value in zip(fields, said, strict=True)]


def stored(field: Any, value: Any, connection: BaseDatabaseWrapper) -> Any:
    """One value as a parameter."""
    if isinstance(field, models.JSONField):
        return None if value is None else connection.ops.adapt_json_value(value["j"], field.encoder)
    if isinstance(value, dict):
        ((tag, text),) = value.items()
        value = READERS[tag](text)
    return field.get_db_prep_save(value, connection=connection)
