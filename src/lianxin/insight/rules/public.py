"""What may be shown to everybody (对外公开): no cell of few people, and none to be found by subtraction (XC-13).

A row with a small cell is merged with others into one line, 其余, until that line is no small cell either; so the
lines add up to the total, and what the total leaves over is a line that is shown anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """So many matters of so many people; who they are only matters for counting each once."""

    count: int = 0
    people: frozenset[object] = field(default_factory=frozenset)

    def __or__(self, other: "Cell") -> "Cell":
        return Cell(self.count + other.count, self.people | other.people)

    def small(self, k: int) -> bool:
        """Whether it is about some people, but too few: 0 hurts nobody."""
        return self.count > 0 and min(self.count, len(self.people)) < k


@dataclass(frozen=True)
class Row:
    """One line of a table: a label and its cells."""

    label: str
    cells: tuple[Cell, ...]

    def small(self, k: int) -> bool:
        return any(cell.small(k) for cell in self.cells)

    @property
    def weight(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Shown:
    """A table as it may be seen: its lines, how many more are in the last, merged one, and its cells."""

    rows: Sequence[Row]
    merged: int = 0
    rest: tuple[Cell, ...] = ()


def added(rows: Sequence[Row]) -> tuple[Cell, ...]:
    """The cells of several rows, column by column."""
    total = list(rows[0].cells)
    for row in rows[1:]:
        total = [mine | more for mine, more in zip(total, row.cells, strict=True)]
    return tuple(total)


def guarded(rows: Sequence[Row], *, k: int) -> Shown | None:
    """The table with small rows merged, the lightest others with them where needed; None where nothing may be seen.

    Rows without anything are merged as well as soon as one is: who is left out must not tell who is in.
    """
    if not rows or Row("", added(rows)).small(k):
        return None
    hidden = {place for place, row in enumerate(rows) if row.small(k)}
    if not hidden:
        return Shown([row for row in rows if row.weight])
    hidden |= {place for place, row in enumerate(rows) if not row.weight}
    lightest = sorted(set(range(len(rows))) - hidden, key=lambda place: rows[place].weight)
    while too_thin([rows[place] for place in hidden], k):
        if not lightest:
            return None
        hidden.add(lightest.pop(0))
    merged = [rows[place] for place in sorted(hidden)]
    return Shown([row for place, row in enumerate(rows) if place not in hidden], len(merged), added(merged))


def too_thin(rows: Sequence[Row], k: int) -> bool:
    """Whether a merged line would still tell of few, or of one place alone."""
    return sum(row.weight > 0 for row in rows) < 2 or Row("", added(rows)).small(k)


@dataclass(frozen=True)
class Part:
    """A part of a whole as it may be seen: the number, or what it is at least."""

    count: int
    at_least: bool = False


def part_of(whole: Cell, part: Cell, *, k: int) -> Part | None:
    """A part of what is shown: neither it nor what is left of the whole may be few; None where nothing can be said.

    Where the rest is few, the part is given as a bound that leaves room for k of them.
    """
    rest = Cell(whole.count - part.count, whole.people if whole.count > part.count else frozenset())
    if whole.small(k) or part.small(k):
        return None
    if 0 < rest.count < k:
        bound = whole.count - k
        return Part(bound, at_least=True) if bound >= k else None
    return Part(part.count)
