"""The lines of one sheet as they stand: text, with what is hidden, and merged cells filled (网格)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.kernel.sheets.limits import MOST_CELLS
from lianxin.kernel.sheets.package import strange


@dataclass(frozen=True)
class Grid:
    """All lines of a sheet from its first on, rows and columns counted from 0."""

    lines: list[list[str]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def fill(lines: list[list[str]], merged: Sequence[tuple[int, int, int, int]], name: str) -> None:
    """Give every cell of a merged one its words. Raises BadSheet when that would go on for ever."""
    filled = 0
    for top, left, bottom, right in merged:
        if top >= len(lines) or left >= len(lines[top]):
            continue
        words = lines[top][left]
        for line in lines[top : bottom + 1] if words else ():
            cells = range(left, min(right + 1, len(line)))
            filled += len(cells)
            for column in cells:
                line[column] = words
        if filled > MOST_CELLS:
            raise strange(name)
