"""Writing what an office opens: XLSX that comes back as it went out, CSV to read (表格的写出; INV-15, XC-04).

In an XLSX every text is a typed string, so nothing ever runs as a formula and no number loses a digit. What a
program has to know to read the sheet again stands in a hidden first column and on a hidden page; what a person
should know (whose copy it is) stands on a page of its own and in the margins of the print. A CSV is for reading:
there a cell that a spreadsheet would run gets an apostrophe, and what was written so is not what was said.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.sheets.columns import Column, Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"
KEY = "key"
HIDDEN_PAGE = "_lianxin"
LONGEST_CELL = 32_767  # what a cell of any spreadsheet holds
ROOM = 1_000  # rows below the last one that still offer the drop-downs
EARLIEST = date(1900, 3, 1)  # before it programs disagree about the days
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY, MOMENT, MONEY, TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "0.00", "@"

ROW_BY_ROW = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How a sheet of any length is written: as it comes, and what looks like a formula, a link or a number is text."""

Cell = str | int | Decimal | date | datetime | bool | None
Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class SheetLine:
    """One row: what names it when the sheet comes back, and its cells by the codes of the columns."""

    key: str
    cells: Cells


@dataclass(frozen=True)
class About:
    """What a sheet says of itself: to programs its kind, version, county and cut-off, to people the rest."""

    kind: str
    title: str
    county: int
    cutoff: datetime
    version: str = "1"
    holder: str = ""
    number: str = ""
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def mark(self) -> str:
        """Whose copy it is, in one line (水印)."""
        at = f"{timezone.localtime(self.cutoff):%Y-%m-%d %H:%M}"
        return " · ".join(word for word in (self.holder, at, self.number) if word)


def write_xlsx(to: IO[bytes], columns: Sequence[Column], lines: Iterable[SheetLine], *, about: About) -> int:
    """Write one sheet, row by row, so that fifty thousand rows need no more memory than ten; how many there were.

    The same rows and cut-off give the same bytes.
    """
    book = xlsxwriter.Workbook(to, ROW_BY_ROW)
    moment = local(about.cutoff)
    book.set_properties({"title": about.title, "created": moment, "comments": about.mark})
    many = Sheet(book, columns, about).write(lines)
    write_notes(book, columns, about)
    write_hidden(book, columns, about)
    book.close()
    return many


class Sheet:
    """The page with the rows, while it is written."""

    def __init__(self, book: Any, columns: Sequence[Column], about: About) -> None:
        self.columns, self.about = columns, about
        self.page = book.add_worksheet(page_name(about.title))
        self.looks = {kind: book.add_format({"num_format": look_of(kind), "valign": "top"}) for kind in Kind}
        plain = {"bold": True, "bg_color": "#E7EEF5", "border": 1, "valign": "vcenter", "text_wrap": True}
        self.head = book.add_format({**plain, "num_format": TEXT})
        self.needed = book.add_format({**plain, "num_format": TEXT, "bg_color": "#FBE9C6"})
        self.page.set_column(0, 0, 4, self.looks[Kind.CODE], {"hidden": True})
        for place, column in enumerate(columns, start=1):
            self.page.set_column(place, place, column.width, self.looks[column.kind])

    def write(self, lines: Iterable[SheetLine]) -> int:
        """The header, every row, then what holds for all of them."""
        self.page.write_string(0, 0, KEY, self.head)
        for place, column in enumerate(self.columns, start=1):
            look = self.needed if column.required else self.head
            self.page.write_string(0, place, str(column.heading), look)
        many = 0
        for many, line in enumerate(lines, start=1):
            self.page.write_string(many, 0, line.key, self.looks[Kind.CODE])
            for place, column in enumerate(self.columns, start=1):
                self.put(many, place, column, line.cells.get(column.code))
        self.finish(many)
        return many

    def put(self, row: int, place: int, column: Column, cell: Cell) -> None:
        """One cell, typed by what its column holds; nothing where there is nothing."""
        look = self.looks[column.kind]
        if column.kind in {Kind.DATE, Kind.MOMENT} and is_day(cell):
            moment = local(cell) if isinstance(cell, datetime) else cell
            self.page.write_datetime(row, place, moment, look)
        elif column.kind in {Kind.WHOLE, Kind.MONEY} and isinstance(cell, int | Decimal):
            self.page.write_number(row, place, cell, look)
        elif words := in_words(column, cell):
            self.page.write_string(row, place, fitting(words), look)

    def finish(self, many: int) -> None:
        """The header stays in sight, choices drop down, the print says whose copy it is."""
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 1, max(many, 1), len(self.columns))
        for place, column in enumerate(self.columns, start=1):
            if column.choices:
                offered = {"validate": "list", "source": source_of(self.columns, column)}
                self.page.data_validation(
                    1, place, many + ROOM, place, {**offered, "error_type": "information"}
                )
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)
        said = {word: margin(text) for word, text in self.margins().items()}
        self.page.set_header(f"&L{said['title']}&R{said['number']}")
        self.page.set_footer(f"&L{said['mark']}&R&P / &N")

    def margins(self) -> dict[str, str]:
        """What stands above and below each printed page."""
        return {"title": self.about.title, "number": self.about.number, "mark": self.about.mark}


def write_notes(book: Any, columns: Sequence[Column], about: About) -> None:
    """The page for people: whose copy this is, what is in it, how the columns are meant. No import reads it."""
    page = book.add_worksheet(_("说明"))
    page.set_column(0, 0, 100)
    lines = [about.mark, *about.notes]
    lines += [f"{column.heading}：{column.note}" for column in columns if column.note]
    for row, words in enumerate(line for line in lines if line):
        page.write_string(row, 0, fitting(words))


def write_hidden(book: Any, columns: Sequence[Column], about: About) -> None:
    """The page for programs: what this sheet is, the codes of its columns, and what the drop-downs offer."""
    page = book.add_worksheet(HIDDEN_PAGE)
    page.hide()
    facts = [
        ("kind", about.kind),
        ("version", about.version),
        ("county", str(about.county)),
        ("cutoff", f"{local(about.cutoff):%Y-%m-%d %H:%M:%S}"),
        ("number", about.number),
        ("columns", " ".join(column.code for column in columns)),
    ]
    for row in range(max([len(facts), *(len(column.choices) for column in columns)])):
        if row < len(facts):
            page.write_string(row, 0, facts[row][0])
            page.write_string(row, 1, facts[row][1])
        for place, column in enumerate(with_choices(columns), start=2):
            if row < len(column.choices):
                page.write_string(row, place, str(column.choices[row][1]))


def with_choices(columns: Sequence[Column]) -> list[Column]:
    """The columns that drop down, each with a column of its own on the hidden page."""
    return [column for column in columns if column.choices]


def source_of(columns: Sequence[Column], column: Column) -> str:
    """Where on the hidden page the words of a drop-down stand; typed into the cell they might be too long."""
    place = xlsxwriter.utility.xl_col_to_name(2 + with_choices(columns).index(column))
    return f"={HIDDEN_PAGE}!${place}$1:${place}${len(column.choices)}"


def look_of(kind: Kind) -> str:
    """How a spreadsheet shows, and keeps, what a column holds."""
    return {Kind.DATE: DAY, Kind.MOMENT: MOMENT, Kind.MONEY: MONEY, Kind.WHOLE: "0"}.get(kind, TEXT)


def is_day(cell: Cell) -> bool:
    """Whether a cell is a day that every program counts alike."""
    if isinstance(cell, datetime):
        return local(cell).date() >= EARLIEST
    return isinstance(cell, date) and cell >= EARLIEST


def local(moment: datetime) -> datetime:
    """A moment by the office's clock, to the second, as a spreadsheet knows it: without a zone."""
    aware = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return aware.replace(microsecond=0, tzinfo=None)


def in_words(column: Column, cell: Cell) -> str:
    """One cell as text: the words of a choice, 是 or nothing, a day as offices write it."""
    if cell is None or cell == "":
        return ""
    if column.kind is Kind.YES_NO:
        return _("是") if cell else _("否")
    if column.choices:
        return next((str(words) for code, words in column.choices if code == cell), str(cell))
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M:%S}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def fitting(words: str) -> str:
    """A text as long as a cell holds; the rest is said to be missing rather than lost without a word."""
    if len(words.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return words
    cut = _("……（太长，表格里放不下，全文见系统）")
    return words[: LONGEST_CELL // 2 - len(cut)] + cut


def margin(words: str) -> str:
    """Words for the margin of a print, where & begins an instruction; three of them share 255 signs."""
    return words[:80].replace("&", "&&")


def page_name(title: str) -> str:
    """A name a spreadsheet takes for a page."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[:31] or _("清单")


def harmless(cell: str) -> str:
    """A cell of a CSV that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.startswith(RUNS) else cell


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A sheet to open in Excel: marked as UTF-8, lines ending as it expects, no cell runs as a formula."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(headers)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BOM + held.getvalue()
