"""What erasing means, table by table: every app says it of its own tables in its `erasing` module (删除登记表).

    record(Record("appeal", "matter", _("诉求"), months=60, …))          # what falls due, and when
    part(Handling, by("matter"), of="matter", text=WORDS)               # words make room for 〔已按规定删除〕
    part(SealedPiece, on_row, of="matter", delete=True)                 # rows that go altogether
    stays(Handling, "account_id", ACTED)                                # a personal field that stays, and why

A part is done at every erasure of a row of that kind; one that is not `whole` also when only the contact details
go. The build fails while a personal or restricted field is in no part and not said to stay (`coverage`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.functional import Promise

from lianxin.kernel.actor import Actor

Text = str | Promise
Keys = Sequence[int]
ERASED = "〔已按规定删除〕"
ACTED = "账号编号：谁办的要查得到；人员期满删除时，账号本身改成编号"
WORDS = object()
"""In `part`: a text is replaced by ERASED, one that is empty stays empty, so that what is counted stays."""


@dataclass(frozen=True)
class Order:
    """What one run is about: the batch, the kind of record, whose word it goes back to."""

    batch: int
    record: str
    by: Actor


Rows = Callable[[], "QuerySet[Any]"]
Write = Callable[[Keys, Order], None]


@dataclass(frozen=True)
class Record:
    """A kind of record with a retention of its own (档案种类): [DEF] months after its end, the legal basis, the least.

    `ended` gives the rows that have ended, each with `ended_at`; `asked` those somebody may ask to have erased, where
    it isn't the same; `write` locks and changes the rows themselves and appends their events. `whole` records are
    emptied altogether, `sealed` ones kept from most, `numbered` ones called by a number that names nobody. With
    `roll` nothing is listed row by row: it deletes what is older than a moment, but what is held, and says how many;
    `old` counts them before.
    """

    code: str
    row_kind: str
    label: Text
    months: int
    basis: str
    least: int = 0
    whole: bool = True
    sealed: bool = False
    numbered: bool = True
    ended: Rows | None = None
    asked: Rows | None = None
    write: Write | None = None
    widen: Callable[[Keys], Keys] = field(default=lambda keys: keys)
    old: Callable[[datetime], "QuerySet[Any]"] | None = None
    roll: Callable[[datetime], int] | None = None


@dataclass(frozen=True)
class Part:
    """One table that hangs on rows of a kind: which rows of it, and what becomes of their fields."""

    model: type[models.Model]
    which: Callable[[str, Keys], Q]
    of: tuple[str, ...]
    empties: Mapping[str, Any]
    delete: bool
    whole: bool
    first: "Callable[[QuerySet[Any]], None] | None" = None

    def erase(self, row_kind: str, keys: Keys) -> None:
        """Empty or delete what hangs on these rows."""
        rows = self.model._default_manager.filter(self.which(row_kind, keys))
        if self.first is not None:
            self.first(rows)
        if self.delete:
            rows.delete()
        else:
            rows.update(**{name: emptied(name, value) for name, value in self.empties.items()})


InUse = Callable[[Keys, datetime | None], Mapping[int, Text]]
Ties = Callable[[Keys], Iterable[tuple[int, str, int]]]

_records: dict[str, Record] = {}
_parts: list[Part] = []
_stays: dict[tuple[str, str], str] = {}
_in_use: dict[str, list[InUse]] = {}
_ties: dict[str, list[Ties]] = {}
_holdable: dict[str, Text] = {}


def record(*records: Record) -> None:
    """Make kinds of records known."""
    _records.update({one.code: one for one in records})


def part(
    model: type[models.Model],
    which: Callable[[str, Keys], Q],
    *,
    of: str | tuple[str, ...] = (),
    delete: bool = False,
    whole: bool = True,
    first: "Callable[[QuerySet[Any]], None] | None" = None,
    **empties: Any,
) -> None:
    """Say what becomes of a table's rows when rows of these kinds (all kinds without `of`) are erased."""
    kinds = (of,) if isinstance(of, str) else of
    _parts.append(Part(model, which, kinds, empties, delete, whole, first))


def stays(model: type[models.Model], fields: str, why: str) -> None:
    """Say of personal fields that they stay, and why."""
    _stays.update({(model._meta.label, name): why for name in fields.split()})


def in_use(row_kind: str, asked: InUse) -> None:
    """Have rows of a kind kept while something above needs them: with the sentence why, since a moment or now."""
    _in_use.setdefault(row_kind, []).append(asked)


def tied(row_kind: str, asked: Ties) -> None:
    """Say which rows belong to rows of a kind as (row, kind, other): a hold on one holds the other."""
    _ties.setdefault(row_kind, []).append(asked)


def holdable(row_kind: str, label: Text) -> None:
    """Say that rows of this kind can be held, and by which words they are chosen."""
    _holdable[row_kind] = label


def all_holdable() -> list[tuple[str, Text]]:
    """What can be held, by kind."""
    return list(_holdable.items())


def by(key: str) -> Callable[[str, Keys], Q]:
    """The rows whose key of this name points at the erased ones."""
    return lambda row_kind, keys: Q(**{f"{key}__in": keys})


def itself(row_kind: str, keys: Keys) -> Q:
    """The erased rows themselves."""
    return Q(pk__in=keys)


def on_row(row_kind: str, keys: Keys) -> Q:
    """The rows of a table that names others by `row_kind` and `row_id`."""
    return Q(row_kind=row_kind, row_id__in=keys)


def emptied(name: str, value: Any) -> Any:
    """What an update writes into a field."""
    if value is not WORDS:
        return value
    return Case(When(**{name: ""}, then=Value("")), default=Value(ERASED))


def records() -> list[Record]:
    """Every kind of record, in the order of the apps and of their registering."""
    return list(_records.values())


def record_named(code: str) -> Record:
    """The kind of record of this code. Raises LookupError."""
    if code not in _records:
        raise LookupError(f"no record {code!r}; there are {sorted(_records)}")
    return _records[code]


def parts_of(one: Record) -> list[Part]:
    """What is to be done at an erasure of this kind of record, in the order of registering."""
    return [
        part for part in _parts if (not part.of or one.row_kind in part.of) and (one.whole or not part.whole)
    ]


def all_parts() -> list[Part]:
    """Every part."""
    return list(_parts)


def all_stays() -> Mapping[tuple[str, str], str]:
    """Every personal field that stays, with the reason."""
    return _stays


def used(row_kind: str, keys: Keys, since: datetime | None) -> dict[int, Text]:
    """Which of these rows something above still needs, each with its sentence."""
    found: dict[int, Text] = {}
    for asked in _in_use.get(row_kind, ()):
        found |= asked(keys, since)
    return found


def ties_of(row_kind: str, keys: Collection[int]) -> list[tuple[int, str, int]]:
    """What belongs to these rows, and to what they belong."""
    wanted = list(keys)
    return [tie for asked in _ties.get(row_kind, ()) for tie in asked(wanted)]
