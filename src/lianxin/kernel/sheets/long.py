"""A CSV of any length, read from the disk line by line: what an operator brings from an old system (长表).

    table = open_long(path, known)            # looked through to its end: nothing is wrong with its shape
    for row in table.rows: ...                # and read once more, without being held

A page takes no such file: what a stranger sends is held whole, and so has a limit.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from lianxin.kernel.sheets import text
from lianxin.kernel.sheets.book import kind_of, refuse_other_files
from lianxin.kernel.sheets.layout import TITLE_ROWS
from lianxin.kernel.sheets.limits import MEGABYTE
from lianxin.kernel.sheets.table import Row, filled_in, header_of, named_columns, rows_of
from lianxin.kernel.sheets.writing import KEY


@dataclass(frozen=True)
class LongTable:
    """A CSV as headings and rows; `count` rows hold anything."""

    path: Path
    encoding: str
    separator: str
    columns: Mapping[str, int]
    header: int
    doubled: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def headings(self) -> list[str]:
        """The headings in their order."""
        return [heading for heading in self.columns if heading != KEY]

    @property
    def rows(self) -> Iterator[Row]:
        """Every row that holds anything, from the first on each time. Raises BadSheet."""
        lines = islice(lines_of(self.path, self.encoding, self.separator), self.header, None)
        return rows_of(lines, self.header, self.columns)


def is_csv(path: Path) -> bool:
    """Whether a file is no workbook, by its first bytes. Raises OSError."""
    with path.open("rb") as file:
        return kind_of(file.read(text.HEAD)) == "csv"


def open_long(path: Path, known: Collection[str]) -> LongTable:
    """A CSV looked through to its end; `known` are words its headings may be. Raises BadSheet, OSError."""
    with path.open("rb") as file:
        refuse_other_files(file.read(text.HEAD), path.name)
    encoding = text.encoding_of(lambda one: chunks(path, one), path.name)
    separator = text.separator_of(next(chunks(path, encoding), ""))
    first = list(islice(lines_of(path, encoding, separator), TITLE_ROWS))
    place = header_of(first, known, path.name)
    filled = filled_in(islice(lines_of(path, encoding, separator), place + 1, None))
    columns, doubled = named_columns(first[place], filled)
    table = LongTable(path, encoding, separator, columns, place + 1, doubled)
    return replace(table, count=sum(1 for _ in table.rows))


def chunks(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file, a piece at a time. Raises UnicodeDecodeError."""
    with path.open(encoding=encoding, newline="") as file:
        while piece := file.read(MEGABYTE):
            yield piece


def lines_of(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    """The lines of a file as cells. Raises BadSheet."""
    with path.open(encoding=encoding, newline="") as file:
        yield from text.lines_of(file, separator, path.name)
