"""Short sheets that come whole or not at all (分类、目录、新旧对照), in whatever a spreadsheet saves; and the rows an
import sends back."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.kernel.sheets import text
from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.grid import Grid
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import table_of
from lianxin.kernel.sheets.writing import harmless

PROBLEM = "问题"
LINE = "行号"


@dataclass(frozen=True)
class Sheet:
    """Headings, rows by heading, and for each row the line a spreadsheet counts for it."""

    headers: Sequence[str]
    rows: Sequence[Mapping[str, str]]
    lines: Sequence[int]


def text_of(data: bytes, name: str) -> str:
    """An uploaded sheet as CSV, so that it can travel through a preview: the first visible one of a workbook.

    Raises BadSheet.
    """
    book = open_book(data, name)
    place = next((at for at, one in enumerate(book.sheets) if not one.hidden), 0)
    written = io.StringIO()
    csv.writer(written).writerows(book.grid(place).lines)
    return written.getvalue()


def read_text(content: str, name: str, known: Collection[str]) -> Sheet:
    """A sheet that is there as CSV text; `known` are words its headings may be. Raises BadSheet."""
    return sheet_of(text.grid_of(content.encode(), name), name, known)


def read_file(path: Path, known: Collection[str]) -> Sheet:
    """A sheet on the disk. Raises BadSheet."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadSheet(_("打不开 %(file)s:%(why)s。") % {"file": path.name, "why": error.strerror}) from error
    return read_text(text_of(data, path.name), path.name, known)


def sheet_of(grid: Grid, name: str, known: Collection[str]) -> Sheet:
    """The headings and rows of a grid; two columns of one name can't be told apart. Raises BadSheet."""
    table = table_of(grid, known, name)
    if table.doubled:
        words = {"names": "、".join(table.doubled)}
        raise BadSheet(_("表头里有重复的列：%(names)s。请改成不同的名字。") % words)
    return Sheet(table.headings, [row.cells for row in table.rows], [row.line for row in table.rows])


def write_errors(
    path: Path, headers: Sequence[str], faults: Iterable[tuple[int, Mapping[str, str], str]]
) -> None:
    """The refused rows as they came, with their line and what is wrong with them, for Excel (BOM, CRLF)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([LINE, *headers, PROBLEM])
        for line, row, problem in faults:
            writer.writerow([line, *[harmless(row.get(header, "")) for header in headers], problem])
