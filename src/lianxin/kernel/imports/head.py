"""What is shown of a sheet before it is read whole: its sheets, its headings, the first values below (表的头几行)."""

from dataclasses import dataclass
from typing import Any

from lianxin.kernel.sheets.book import Book
from lianxin.kernel.sheets.table import Table

SAMPLES = 3
LOOKED_AT = 12
LONGEST_SAMPLE = 24


@dataclass(frozen=True)
class Heading:
    """One heading, the first few different values below it, whether its column is hidden."""

    words: str
    samples: str
    hidden: bool


@dataclass(frozen=True)
class Head:
    """A file as the page of columns shows it; `header` is the line of the headings."""

    header: int
    headings: list[Heading]
    sheets: list[tuple[str, bool]]
    rows: int = 0
    macros: bool = False

    def kept(self) -> dict[str, Any]:
        """As it is stored with a run."""
        return {
            "header": self.header,
            "headings": [[one.words, one.samples, one.hidden] for one in self.headings],
            "sheets": [list(one) for one in self.sheets],
            "rows": self.rows,
            "macros": self.macros,
        }


def head_of(book: Book, table: Table) -> Head:
    """The head of one sheet of a file."""
    rows = table.rows[:LOOKED_AT]
    headings = [
        Heading(words, samples([row.cells[words] for row in rows]), words in table.hidden_headings)
        for words in table.headings
    ]
    sheets = [(one.name, one.hidden) for one in book.sheets]
    return Head(table.header, headings, sheets, len(table.rows), book.macros)


def head_from(kept: dict[str, Any]) -> Head:
    """The head a run was stored with."""
    return Head(
        kept.get("header", 1),
        [Heading(*one) for one in kept.get("headings", [])],
        [(name, hidden) for name, hidden in kept.get("sheets", [])],
        kept.get("rows", 0),
        kept.get("macros", False),
    )


def samples(values: list[str]) -> str:
    """The first few different values, cut short."""
    found = list(dict.fromkeys(value for value in values if value))[:SAMPLES]
    short = [value if len(value) <= LONGEST_SAMPLE else value[:LONGEST_SAMPLE] + "…" for value in found]
    return "；".join(short)
