"""Numbers of people inside a free text (文中号码): sealed on write, a marker in their place, put back for who may see.

A table names its free texts in `FREE_TEXT`, and in `NUMBERS_LEFT` the kinds that stay in them as they are; what counts
as such a number each app above registers. A text and its pieces together are the original to the letter: a marker
somebody typed by hand is never taken for one of ours.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.piece import SealedPiece

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
OPENING = "〔"
WORTH_A_LOOK = re.compile(r"\d(?:[^\d\n]{0,2}\d){6}")
"""Fewer than seven digits near each other are nobody's number."""

Find = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True)
class Kind:
    """One kind of number: its word in the marker, where it stands in a text, how it is masked and looked up.

    `purpose` is that of the blind index under which such numbers are looked up elsewhere too.
    """

    code: str
    word: str
    purpose: str
    find: Find
    mask: Callable[[str], str]
    tidy: Callable[[str], str]

    def marker(self, ordinal: int) -> str:
        """What stands in the text instead: 〔电话①〕."""
        return f"{OPENING}{self.word}{CIRCLED[ordinal - 1] if ordinal <= len(CIRCLED) else ordinal}〕"

    def index(self, value: str) -> str:
        """By what a number of this kind is looked up."""
        return blind_index(self.tidy(value), self.purpose)


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Have numbers of these kinds taken out of texts, the first kinds first; twice does no harm."""
    _kinds.update({kind.code: kind for kind in kinds})


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises KeyError."""
    return _kinds[code]


@dataclass(frozen=True)
class Span:
    """Where one number stands."""

    start: int
    end: int
    kind: Kind


def spans(text: str, left: Sequence[str] = ()) -> list[Span]:
    """The numbers in a text from left to right; where two kinds claim the same, the first registered has it.

    Numbers of the kinds `left` stay as they are.
    """
    if not WORTH_A_LOOK.search(text):
        return []
    found: list[Span] = []
    for kind in _kinds.values():
        for start, end in kind.find(text) if kind.code not in left else ():
            if all(end <= one.start or start >= one.end for one in found):
                found.append(Span(start, end, kind))
    return sorted(found, key=lambda one: one.start)


def replaced(text: str, word: Callable[[Kind, str], str], left: Sequence[str] = ()) -> str:
    """The text with other words for its numbers."""
    parts, at = [], 0
    for span in spans(text, left):
        parts += [text[at : span.start], word(span.kind, text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


def masked(text: str) -> str:
    """The text with its numbers masked, for what is kept sealed itself."""
    return replaced(text, lambda kind, value: kind.mask(value))


def unnumbered(text: str) -> str:
    """The text with only the word for each of its numbers, for good: titles and the search index."""
    return replaced(text, lambda kind, value: f"{OPENING}{kind.word}〕")


@dataclass
class Taken:
    """The numbers of one field of one row: those taken out before, and those found now."""

    whole: Any
    left: Sequence[str] = ()
    known: dict[tuple[str, int], str] = field(default_factory=dict)
    found: list[tuple[Kind, int, str]] = field(default_factory=list)

    def take(self) -> Any:
        """The text with markers for its numbers; of a list or an object every text in it."""
        return each_text(self.whole, lambda text: replaced(text, self.marker, self.left))

    def marker(self, kind: Kind, number: str) -> str:
        """The marker of a number: the one it has, or the first that is neither used nor written in the text."""
        for (code, ordinal), value in self.known.items():
            if code == kind.code and value == number:
                return kind.marker(ordinal)
        ordinal = 1
        while (kind.code, ordinal) in self.known or kind.marker(ordinal) in str(self.whole):
            ordinal += 1
        self.known[kind.code, ordinal] = number
        self.found.append((kind, ordinal, number))
        return kind.marker(ordinal)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: each_text(one, change) for key, one in value.items()}
    return [each_text(one, change) for one in value] if isinstance(value, list) else value


def free_texts(model: type[models.Model]) -> Sequence[str]:
    """The fields of a table that hold what people write freely."""
    fields: Sequence[str] = getattr(model, "FREE_TEXT", ())
    return fields


class Sealing:
    """The numbers taken out of many rows before they are written; they are kept once the rows have their keys."""

    def __init__(self) -> None:
        self.drafts: list[tuple[models.Model, models.Model, str, Taken]] = []

    def take(self, about: models.Model, part: models.Model, fields: Iterable[str]) -> None:
        """Put markers into these fields of a row that belongs to another (or is it itself)."""
        for name in fields:
            held = getattr(part, name)
            if not worth_a_look(held):
                continue
            left = getattr(part, "NUMBERS_LEFT", ())
            taken = Taken(held, left, known_pieces(about, part, name) if part.pk else {})
            setattr(part, name, taken.take())
            if taken.found:
                self.drafts.append((about, part, name, taken))

    def keep(self) -> None:
        """Write the numbers into their own table, sealed."""
        rows = [
            piece(about, part, name, kind, ordinal, value)
            for about, part, name, taken in self.drafts
            for kind, ordinal, value in taken.found
        ]
        if rows:
            SealedPiece.objects.bulk_create(rows)


def worth_a_look(value: Any) -> bool:
    """Whether there may be a number in it."""
    return WORTH_A_LOOK.search(value if isinstance(value, str) else str(value)) is not None


def kind_name(row: models.Model) -> str:
    """How a piece names the table of a row."""
    return str(row._meta.model_name)


def piece(
    about: models.Model, part: models.Model, name: str, kind: Kind, ordinal: int, value: str
) -> SealedPiece:
    """The row of one number."""
    row = SealedPiece(
        row_kind=kind_name(about),
        row_id=about.pk,
        part=kind_name(part),
        part_id=part.pk,
        field=name,
        kind=kind.code,
        ordinal=ordinal,
        value_index=kind.index(value),
    )
    row.value = value
    return row


def known_pieces(about: models.Model, part: models.Model, name: str) -> dict[tuple[str, int], str]:
    """The numbers taken out of this field before, by kind and ordinal."""
    rows = pieces_of(kind_name(about), [about.pk]).filter(part=kind_name(part), part_id=part.pk, field=name)
    return {(row.kind, row.ordinal): row.value for row in rows}


def pieces_of(row_kind: str, row_ids: Iterable[int]) -> "models.QuerySet[SealedPiece]":
    """The pieces of what belongs to these rows, in the order of their texts."""
    rows = SealedPiece.objects.filter(row_kind=row_kind, row_id__in=list(row_ids))
    return rows.order_by("row_id", "part", "part_id", "field", "kind", "ordinal")


def forget(row_kind: str, row_ids: Iterable[int]) -> int:
    """Delete the numbers that stood in the words of these rows, for good; their markers stay. How many."""
    return pieces_of(row_kind, row_ids).delete()[0]


def found_in(row_kind: str, numbers: Mapping[str, str]) -> "models.QuerySet[SealedPiece, int]":
    """The rows in whose texts one of these numbers (by kind) stands, to filter by."""
    indexes = [kind_of(code).index(number) for code, number in numbers.items() if number]
    rows = SealedPiece.objects.filter(row_kind=row_kind, value_index__in=indexes)
    return rows.values_list("row_id", flat=True)


class Shown:
    """Texts with their numbers put back, masked or in clear, as far as the reader may see them."""

    def __init__(self, pieces: Iterable[SealedPiece], *, clear: bool = False) -> None:
        self.by_field: dict[tuple[str, int, str], list[tuple[str, str]]] = {}
        for one in pieces:
            kind = kind_of(one.kind)
            words = one.value if clear else kind.mask(one.value)
            place = (one.part, one.part_id, one.field)
            self.by_field.setdefault(place, []).append((kind.marker(one.ordinal), words))

    def put_back(self, part: models.Model) -> None:
        """Put the numbers into the free texts of a row that is only read from now on."""
        for name in free_texts(type(part)):
            setattr(part, name, self.text(part, name))

    def text(self, part: models.Model, name: str) -> Any:
        """One free text of a row."""
        words = self.by_field.get((kind_name(part), part.pk, name), ())
        return restored(getattr(part, name), words) if words else getattr(part, name)


def restored(value: Any, words: Sequence[tuple[str, str]]) -> Any:
    """A text, or what holds texts, with words for its markers."""
    known = dict(words)
    pattern = re.compile("|".join(map(re.escape, known)))
    return each_text(value, lambda text: pattern.sub(lambda found: known[found.group()], text))


def has_markers(parts: Iterable[models.Model]) -> bool:
    """Whether the free texts of these rows may hold markers; where none does, no piece has to be fetched."""
    return any(OPENING in str(getattr(part, name)) for part in parts for name in free_texts(type(part)))
