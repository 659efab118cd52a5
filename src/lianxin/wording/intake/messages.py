"""A sheet of messages with its columns named by hand, read as offices have it, given back with two more (消息表)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import Row, Table, table_of
from lianxin.kernel.sheets.writing import harmless

MARK = "\ufeff"
BEFORE = "_before"


@dataclass(frozen=True)
class Columns:
    """Which heading holds what; the class only where it is learnt from."""

    title: str
    text: str
    label: str = ""

    def wanted(self) -> list[str]:
        """The headings that have to be there."""
        return [one for one in (self.title, self.text, self.label) if one]


@dataclass
class Messages:
    """The rows of a sheet, and the lines of those with nothing to read or no class."""

    name: str
    headings: list[str]
    rows: list[Row]
    columns: Columns
    marked: bool
    empty: list[int] = field(default_factory=list)
    unlabelled: list[int] = field(default_factory=list)

    def title(self, row: Row) -> str:
        """What stands in the title's column."""
        return row.cells.get(self.columns.title, "")

    def text(self, row: Row) -> str:
        """What stands in the text's column."""
        return row.cells.get(self.columns.text, "")

    def label(self, row: Row) -> str:
        """What stands in the class's column."""
        return row.cells.get(self.columns.label, "").strip()


def read_messages(path: Path, columns: Columns) -> Messages:
    """The messages of a CSV (UTF-8 or GBK) or a workbook. Raises BadSheet, naming a column that is missing."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise BadSheet(_("打不开 %(file)s，请核对路径和权限。") % {"file": path}) from fault
    book = open_book(data, path.name)
    table = table_of(book.grid(0), columns.wanted(), path.name)
    named = exact(table, columns)
    found = Messages(path.name, table.headings, table.rows, named, book.kind != "csv" or marked(data))
    for row in table.rows:
        if not (found.title(row).strip() or found.text(row).strip()):
            found.empty.append(row.line)
        elif named.label and not found.label(row):
            found.unlabelled.append(row.line)
    return found


def marked(data: bytes) -> bool:
    """Whether what is given back carries the mark that Excel wants: unless the file was plain UTF-8 without it."""
    try:
        return data.decode().startswith(MARK)
    except UnicodeDecodeError:
        return True


def exact(table: Table, columns: Columns) -> Columns:
    """The headings as they stand in the sheet. Raises BadSheet, naming those that are missing and those there are."""
    spelled = {heading.casefold(): heading for heading in table.headings}
    missing = [one for one in columns.wanted() if one.strip().casefold() not in spelled]
    if missing:
        sentence = _("没有“%(missing)s”这一列。这张表的列是：%(there)s。请核对 --title、--text、--label。")
        raise BadSheet(sentence % {"missing": "”“".join(missing), "there": _("、").join(table.headings)})
    return Columns(
        *(
            spelled[one.strip().casefold()] if one else ""
            for one in (columns.title, columns.text, columns.label)
        )
    )


def with_columns(messages: Messages, added: Sequence[str], values: Iterable[Mapping[str, str]]) -> str:
    """The sheet as it came, and these columns behind; a column that was called so is kept under another name."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([renamed(one, messages.headings, added) for one in messages.headings] + list(added))
    for row, more in zip(messages.rows, values, strict=True):
        cells = [row.cells.get(heading, "") for heading in messages.headings]
        writer.writerow([harmless(cell) for cell in [*cells, *(more[one] for one in added)]])
    return (MARK if messages.marked else "") + held.getvalue()


def renamed(heading: str, headings: Sequence[str], added: Sequence[str]) -> str:
    """A heading that makes room for one of ours."""
    while heading in added:
        heading += BEFORE
        while heading in headings:
            heading += BEFORE
    return heading
