"""Model fields whose values are encrypted at rest, each bound to its county, table, row and field.

A model stores `phone_sealed = SealedField(blank=True)` and reads and writes `phone = Sealed("phone_sealed")`.
It needs a `client_id = UUIDField(default=uuid7)`: that and the county say which row a value is bound to.
"""

from collections.abc import Sequence
from typing import Any, Self, overload

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import seal, sealed_with_newest, unseal


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # as declared in django-stubs
    """The cipher text of one value; empty bytes where there is no value."""

    description = "sealed value"

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", b"")
        super().__init__(*args, **options)

    def check(self, **options: Any) -> list[CheckMessage]:
        """A sealed value is bound to its row by county and client id, so the model needs both."""
        missing = [name for name in ("county", "client_id") if not has_field(self.model, name)]
        words = "a value is sealed to its row by county and client id: the model needs `%s`"
        errors = [Error(words % name, obj=self, id="kernel.E101") for name in missing]
        return [*super().check(**options), *errors]


def has_field(model: type[models.Model], name: str) -> bool:
    """Whether the model stores a field of this name."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


class Sealed(property):
    """The readable side of a SealedField: text in, text out; only cipher text is ever stored.

    A property, so that `Contact(phone=…)` and `objects.create(phone=…)` take it. Reading raises
    `crypto.Unreadable` when the value was altered or pasted from another row, field or county.
    """

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    @overload
    def __get__(self, row: None, owner: type | None = None, /) -> Self: ...
    @overload
    def __get__(self, row: models.Model, owner: type | None = None, /) -> str: ...
    def __get__(self, row: models.Model | None, owner: type | None = None, /) -> Self | str:
        if row is None:
            return self
        token = bytes(getattr(row, self.column) or b"")
        return unseal(token, place=place_of(row, self.column)).decode() if token else ""

    def __set__(self, row: models.Model, text: str | None, /) -> None:
        token = seal(text.encode(), place=place_of(row, self.column)) if text else b""
        setattr(row, self.column, token)


def place_of(row: Any, column: str) -> str:
    """Where a sealed value belongs, in words; a new row is given its county here, for good.

    Raises NoCounty when there is none, ValueError when the row has no client id.
    """
    if row.county_id is None:
        row.county_id = current_county()
    if row.client_id is None:
        raise ValueError(f"{row._meta.label} needs its client_id before {column} is sealed")
    return f"{row.county_id}|{row._meta.db_table}|{row.client_id}|{column}"


def sealed_columns(model: type[models.Model]) -> list[str]:
    """The sealed fields of a model."""
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def reseal(model: type[models.Model], *, batch: int = 500) -> int:
    """Seal the current county's values with the newest key; the number of rows rewritten.

    Runs beside live traffic: a value somebody changes meanwhile is left as they made it.
    """
    columns, last, rewritten = sealed_columns(model), 0, 0
    while rows := list(model._default_manager.filter(pk__gt=last).order_by("pk")[:batch]):
        rewritten += sum(reseal_row(row, columns) for row in rows)
        last = rows[-1].pk
    return rewritten


def reseal_row(row: models.Model, columns: Sequence[str]) -> int:
    """1 when the row held a value under an older key, else 0."""
    fresh: dict[str, bytes] = {}
    for column in columns:
        token, place = bytes(getattr(row, column)), place_of(row, column)
        if token and not sealed_with_newest(token):
            fresh[column] = seal(unseal(token, place=place), place=place)
    unchanged = {column: getattr(row, column) for column in fresh}
    return type(row)._default_manager.filter(pk=row.pk, **unchanged).update(**fresh) if fresh else 0
