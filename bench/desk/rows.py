"""The rows one act writes, taken from a real one, so that the floors write the very same.

`taken` runs an act and keeps what it added; `fresh` gives these rows anew, with ids and numbers of their own.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import UUID, uuid4

FIRST = 8 * 10**15  # ids, and places in the chain, that the product doesn't reach
FILE = "rows.pickle"
_serial = count(time_ns() // 1000)  # each process goes on where no other has been


@dataclass(frozen=True)
class Row:
    """One row: its table's model, and its values by column."""

    label: str
    values: dict[str, Any]


def taken(act: Callable[[], Any]) -> list[Row]:
    """The rows an act adds, in the order of the tables' parents."""
    from django.apps import apps  # noqa: PLC0415  # the raw floor reads rows without Django

    models = [one for one in apps.get_models() if getattr(one, "table_kind", "") == "county"]
    before = {one: last(one) for one in models}
    act()
    found = []
    for model in sorted(
        models, key=lambda one: one._meta.db_table not in ("matters_matter", "matters_contact")
    ):
        names = [one.attname for one in model._meta.concrete_fields]
        rows = model._default_manager.filter(pk__gt=before[model]).order_by("pk").values_list(*names)
        columns = [one.column for one in model._meta.concrete_fields]
        found += [Row(model._meta.label, dict(zip(columns, row, strict=True))) for row in rows]
    return found


def last(model: Any) -> int:
    """The highest key of a table."""
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def fresh(rows: list[Row], matter: int | None = None) -> Iterator[Row]:
    """The same rows once more: another matter (`matter` for one that exists), ids and marks nothing has yet."""
    serial = next(_serial)
    ids = {"matters.Matter": matter or FIRST + serial}
    old = {row.label: row.values.get("id") for row in rows}
    for row in rows:
        values = dict(row.values)
        for name, value in values.items():
            values[name] = anew(name, value, serial)
        if "id" in values:
            values["id"] = ids["matters.Matter"] if row.label == "matters.Matter" else next_id()
            ids.setdefault(row.label, values["id"])
        if "matter_id" in values:
            values["matter_id"] = ids["matters.Matter"]
        if values.get("row_kind") == "matter":
            values["row_id"] = ids["matters.Matter"]
        if values.get("contact_id") and values["contact_id"] == old.get("matters.Contact"):
            values["contact_id"] = ids["matters.Contact"]
        yield Row(row.label, values)


def next_id() -> int:
    """An id nobody has."""
    return FIRST + next(_serial)


def anew(name: str, value: Any, serial: int) -> Any:
    """A value that may stand only once, made different."""
    if isinstance(value, UUID):
        return uuid4()
    if name == "seq":
        return FIRST + serial
    if name == "number":
        return f"{serial:020}"
    if name == "key" and isinstance(value, str):
        return f"{value[:40]}:{serial}"
    return value


def keep(home: Path, kinds: dict[str, list[Row]]) -> None:
    """Leave them in the data folder, for the floors' processes."""
    (home / FILE).write_bytes(pickle.dumps(kinds))


def kept(home: Path) -> dict[str, list[Row]]:
    """What `keep` left there."""
    found: dict[str, list[Row]] = pickle.loads((home / FILE).read_bytes())
    return found
