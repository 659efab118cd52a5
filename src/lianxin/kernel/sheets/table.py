"""Headings and rows in the lines of a sheet: titles above are passed over, blanks left out (表头与数据行)."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.grid import Grid
from lianxin.kernel.sheets.layout import TITLE_ROWS, too_long
from lianxin.kernel.sheets.limits import MOST_ROWS, BadSheet
from lianxin.kernel.sheets.text import plain
from lianxin.kernel.sheets.writing import KEY

PROBLEM, LINE = "问题", "行号"
OURS = {PROBLEM, LINE}
"""What we add to a sheet that goes back; it is no data when it returns."""
SIGNS = re.compile(r"[\s*＊:：()（）\[\]【】\"“”'、，,。./\\_-]+")
FULL_SHARE = 0.6
HINT = re.compile(r"[(（][^)）]*[)）]")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: the line a spreadsheet counts for it, and its cells by heading.

    The hidden key of a sheet that went out from here is among the cells, though no heading to be matched.
    """

    line: int
    cells: Mapping[str, str]


@dataclass
class Table:
    """One sheet as headings and rows; `header` is the line of the headings."""

    headings: list[str]
    rows: list[Row]
    header: int
    hidden_headings: list[str] = field(default_factory=list)
    hidden_lines: list[int] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def signature(self) -> str:
        """The same for every sheet with these headings, in whatever order."""
        told = "\n".join(sorted(key_of(heading) for heading in self.headings))
        return hashlib.sha256(told.encode()).hexdigest()


def key_of(heading: str) -> str:
    """A heading as headings are compared: without stars, blanks and signs."""
    return SIGNS.sub("", plain(heading)).lower()


def keys_of(column: Column) -> set[str]:
    """Every heading that means this column."""
    return {key_of(str(name)) for name in (column.heading, column.code, *column.aliases)}


def table_of(grid: Grid, known: Collection[str], name: str, *, header: int | None = None) -> Table:
    """Headings and rows; `known` are words that headings may be, `header` is a line somebody chose.

    Raises BadSheet when there is nothing.
    """
    lines = grid.lines
    place = header_of(lines, known, name, header=header)
    columns, doubled = named_columns(lines[place], filled_in(lines[place + 1 :]))
    rows = list(islice(rows_of(lines[place + 1 :], place + 1, columns), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise too_long(name)
    headings = [heading for heading in columns if heading != KEY]
    return Table(
        headings=headings,
        rows=rows,
        header=place + 1,
        hidden_headings=[heading for heading in headings if columns[heading] in grid.hidden_columns],
        hidden_lines=[row.line for row in rows if row.line - 1 in grid.hidden_rows],
        doubled=doubled,
    )


def header_of(
    lines: Sequence[Sequence[str]], known: Collection[str], name: str, *, header: int | None = None
) -> int:
    """In which of these lines the headings stand, counted from 0. Raises BadSheet where nothing stands there."""
    place = find_header(lines, {key_of(word) for word in known}) if header is None else header - 1
    if place is None or not 0 <= place < len(lines) or not any(lines[place]):
        raise BadSheet(_("%(file)s 是空的。") % {"file": name})
    return place


def find_header(lines: Sequence[Sequence[str]], known: set[str]) -> int | None:
    """The line that holds most of the known headings; without any, the first that is nearly as full as the fullest."""
    words = [{key_of(cell) for cell in line if cell} for line in lines[:TITLE_ROWS]]
    hits = [len(one & known) for one in words]
    if any(hits):
        return hits.index(max(hits))
    least = max(2, round(FULL_SHARE * max(map(len, words), default=0)))
    likely = [at for at, one in enumerate(words) if len(one) >= least]
    return next(iter(likely), next((at for at, one in enumerate(words) if one), None))


def filled_in(lines: Iterable[Sequence[str]]) -> set[int]:
    """The columns that hold anything in these lines."""
    return {at for line in lines for at, cell in enumerate(line) if cell}


def named_columns(headings: Sequence[str], filled: Collection[int]) -> tuple[dict[str, int], list[str]]:
    """Where each heading stands; a second one of the same name gets a number, one without a name its place.

    `filled` are the columns that hold anything below: one that has neither a name nor a cell is none.
    """
    columns: dict[str, int] = {}
    doubled: list[str] = []
    for at in range(max(len(headings), max(filled, default=-1) + 1)):
        words = headings[at] if at < len(headings) else ""
        words = " ".join(words.split()).lstrip("*＊").strip()
        if not words and at not in filled:
            continue
        words = words or _("第 %(place)d 列") % {"place": at + 1}
        if words in columns:
            doubled.append(words)
            words = next(f"{words}（{n}）" for n in range(2, 999) if f"{words}（{n}）" not in columns)
        if words not in OURS:
            columns[words] = at
    return columns, list(dict.fromkeys(doubled))


def rows_of(lines: Iterable[Sequence[str]], before: int, columns: Mapping[str, int]) -> Iterator[Row]:
    """The rows that hold anything among the lines below the headings; so many stand `before` them."""
    for at, line in enumerate(lines, before + 1):
        cells = {heading: line[column] if column < len(line) else "" for heading, column in columns.items()}
        if any(cells.values()):
            yield Row(at, cells)


def guess(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """Which heading is which column, by heading and aliases; each column once, whole names before parts."""
    found: dict[str, str] = {}
    for wanted in (same, without_hint, part):
        for column in columns:
            if column.code in found.values():
                continue
            fits = (one for one in headings if one not in found and wanted(one, keys_of(column)))
            heading = next(fits, None)
            if heading is not None:
                found[heading] = column.code
    return found


def same(heading: str, keys: set[str]) -> bool:
    """The very name."""
    return key_of(heading) in keys


def without_hint(heading: str, keys: set[str]) -> bool:
    """The name, with something in brackets behind it: 出生日期（年月日）."""
    return key_of(HINT.sub("", heading)) in keys


def part(heading: str, keys: set[str]) -> bool:
    """A longer name that ends with one of ours: 来电人联系电话."""
    own = key_of(heading)
    return any(len(key) > 1 and own.endswith(key) for key in keys)
