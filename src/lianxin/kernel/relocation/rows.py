"""One table's rows between two installations: sealed values in clear inside the sealed file, sealed anew on arrival.

What stays the same everywhere is every id of the county's own rows. What changes: cipher texts and blind indexes, for
they are under the installation's key, and the ids of accounts, which all counties of an installation share.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from lianxin.kernel.chain import ACCOUNT_KINDS
from lianxin.kernel.crypto import seal, unseal
from lianxin.kernel.distribution import county_models
from lianxin.kernel.levels import ours
from lianxin.kernel.relocation.registry import Model, all_shared, ties_of
from lianxin.kernel.sealed import SealedField

Account = Callable[[int], int]


class Form:
    """How the rows of one table are read for the way and settled at its end."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.fields = list(model._meta.local_concrete_fields)
        self.places = {field.attname: place for place, field in enumerate(self.fields)}
        self.sealed = [field.attname for field in self.fields if isinstance(field, SealedField)]
        self.ties = ties_of(model)
        shared = {one.model for one in all_shared()}
        pointing = {field.attname for field in self.fields if field.related_model in shared}
        self.accounts = self.ties.accounts | pointing
        self.kinds = [
            pair for pair in (("row_kind", "row_id"), ("reader_kind", "reader_id")) if pair[0] in self.places
        ]
        self.own_keys = [field.attname for field in self.fields if field.related_model is model]

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    def place(self, row: Mapping[str, Any], column: str) -> str:
        """Where a sealed value belongs, as `kernel.sealed` says it."""
        return f"{row['county_id']}|{self.table}|{row['client_id']}|{column}"

    def opened(self, values: Sequence[Any]) -> Sequence[Any]:
        """A row as it travels. Raises Unreadable, KeyLost."""
        if not self.sealed:
            return values
        row = dict(zip(self.places, values, strict=True))
        for column in self.sealed:
            token = bytes(row[column] or b"")
            row[column] = unseal(token, place=self.place(row, column)) if token else b""
        return list(row.values())

    def settled(self, said: Sequence[Any], here: Account) -> list[Any]:
        """A row that has travelled, as it is stored here."""
        row = dict(zip(self.places, said, strict=True))
        plain = {column: base64.b64decode(row[column]["b"]) for column in self.sealed}
        for column, index in self.ties.indexes.items():
            if row[column]:
                row[column] = index.by(plain[index.of].decode(), row)
        if self.sealed:
            known = row | {"client_id": row["client_id"]["u"]}
            for column, value in plain.items():
                token = seal(value, place=self.place(known, column)) if value else b""
                row[column] = {"b": base64.b64encode(token).decode()}
        self.rename(row, here)
        return list(row.values())

    def rename(self, row: dict[str, Any], here: Account) -> None:
        """The accounts of a row by the ids they have here."""
        for column in self.accounts:
            row[column] = translated(row[column], here)
        for kind, key in self.kinds:
            if row[kind] in ACCOUNT_KINDS:
                row[key] = translated(row[key], here)
        for column in self.ties.listed:
            row[column] = {"j": [translated(one, here) for one in row[column]["j"]]}
        for column, key in self.ties.inside.items():
            if key in row[column]["j"]:
                row[column] = {"j": row[column]["j"] | {key: translated(row[column]["j"][key], here)}}

    def accounts_in(self, county: int) -> Iterator[int]:
        """The accounts the county's rows name, here."""
        rows = self.model._base_manager.filter(county_id=county).order_by()
        for column in self.accounts:
            yield from rows.exclude(**{column: None}).values_list(column, flat=True).distinct()
        for kind, key in self.kinds:
            named = rows.filter(**{f"{kind}__in": ACCOUNT_KINDS}).exclude(**{key: None})
            yield from named.values_list(key, flat=True).distinct()
        for column in self.ties.listed:
            for held in rows.exclude(**{column: []}).values_list(column, flat=True):
                yield from held
        for column, key in self.ties.inside.items():
            held_by = rows.filter(**{f"{column}__has_key": key}).values_list(f"{column}__{key}", flat=True)
            yield from held_by


def translated(account: Any, here: Account) -> Any:
    """An account's id here; what names nobody (nothing, 0 for the machine) stays."""
    return here(account) if isinstance(account, int) and account > 0 else account


def in_order() -> list[Model]:
    """The county tables, each behind those its keys point at. Raises ValueError for keys that go in a circle."""
    waiting = sorted(filter(ours, county_models()), key=lambda model: model._meta.db_table)
    known, done = set(waiting), list[Model]()
    while waiting:
        free = [model for model in waiting if not (pointed_at(model) & known) - {*done, model}]
        if not free:
            raise ValueError(f"keys in a circle: {waiting}")
        done += free
        waiting = [model for model in waiting if model not in free]
    return done


def pointed_at(model: Model) -> set[Any]:
    """The tables the keys of a table point at."""
    return {
        field.related_model
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey)
    }
