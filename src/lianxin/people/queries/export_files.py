"""The rows of a file that was made, read back for a CSV and for the print (台账)."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from python_calamine import CalamineWorkbook

PAGE = 300


def rows_of(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Headings and cells as text, without the hidden first column."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        lines = book.get_sheet_by_index(0).to_python()
    shown = [[spelled(cell) for cell in line[1:]] for line in lines]
    return shown[0], shown[1:]


def spelled(cell: object) -> str:
    """One cell as people read it."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@dataclass(frozen=True)
class LedgerPage:
    """Some rows to print, what was written in the margins, and which page of how many it is."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    mark: str
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-self.total // PAGE))

    @property
    def following(self) -> int:
        """The next page, 0 on the last."""
        return self.page + 1 if self.page < self.pages else 0

    @property
    def first(self) -> int:
        """The place of the first row of this page."""
        return (self.page - 1) * PAGE + 1


def page_of_rows(data: bytes, page: int, *, without: Collection[str] = ()) -> LedgerPage:
    """One page of the rows; columns in which nothing stands, and some headings, are left out on paper."""
    headers, rows = rows_of(data)
    filled = [
        place
        for place, header in enumerate(headers)
        if header not in without and any(row[place] for row in rows)
    ]
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return LedgerPage(
        [headers[place] for place in filled],
        [[row[place] for place in filled] for row in shown],
        mark_of(data),
        len(rows),
        page,
    )


def mark_of(data: bytes) -> str:
    """Whose copy it is, from the first line of its page for people (水印)."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        lines = book.get_sheet_by_index(1).to_python()
    return str(lines[0][0]) if lines and lines[0] else ""
