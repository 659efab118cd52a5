"""A spreadsheet file as rows of plain text, whatever it was: XLSX, the old XLS, or CSV in UTF-8 or GBK (读表).

    book = open_book(data, "诉求.xlsx")       # what it is, which sheets it has; nothing is read yet
    grid = book.grid(0)                       # every line of one sheet, cells as text

Cells are text from here on, each value in one spelling: dates as 2026-01-31, whole numbers without a point,
numbers too long for a spreadsheet as it shows them (1.10101E+17), errors by their names.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from lianxin.kernel.sheets import old, text
from lianxin.kernel.sheets.grid import Grid, fill
from lianxin.kernel.sheets.layout import Layout, layout_of
from lianxin.kernel.sheets.limits import MEGABYTE, MOST_BYTES, MOST_COLUMNS, BadSheet
from lianxin.kernel.sheets.package import WORKBOOK, Package, damaged, look_over, strange

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP = b"PK\x05\x06"
SEALED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WEB_PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"mime-version")
RELATIONS = "xl/_rels/workbook.xml.rels"
LONGEST_WHOLE = 10**15
"""From here on a spreadsheet has rounded what was typed: it keeps fifteen digits."""


@dataclass(frozen=True)
class SheetName:
    """One sheet of a file, and whether it is hidden."""

    name: str
    hidden: bool = False


@dataclass
class Book:
    """A file that was recognised; `kind` is xlsx, xls or csv."""

    name: str
    kind: str
    data: bytes = b""
    sheets: list[SheetName] = field(default_factory=list)
    package: Package | None = None
    grids: dict[int, Grid] = field(default_factory=dict)

    @property
    def macros(self) -> bool:
        """Whether the file carries programs; they are left alone."""
        return self.package is not None and self.package.macros

    def grid(self, place: int) -> Grid:
        """Every line of one sheet. Raises BadSheet."""
        if place not in self.grids:
            self.grids[place] = self.read(place)
        return self.grids[place]

    def read(self, place: int) -> Grid:
        """One sheet of a modern file: laid out first, then its values."""
        if self.package is None or not 0 <= place < len(self.sheets):
            raise BadSheet(_("%(file)s 里没有这张表，请重新选择。") % {"file": self.name})
        layout = layout_of(self.package, worksheet_parts(self.package)[place])
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(self.data)) as workbook:
                values = workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)
        except (CalamineError, ValueError, OSError) as error:
            raise damaged(self.name) from error
        return grid_of(values, layout, self.name)


def grid_of(values: Iterable[Sequence[object]], layout: Layout, name: str) -> Grid:
    """Values as text, with errors in their places and merged cells filled."""
    lines = [[spelled(value) for value in row] for row in values]
    for (row, column), words in layout.faulty.items():
        if row < len(lines) and column < MOST_COLUMNS:
            lines[row] += [""] * (column + 1 - len(lines[row]))
            lines[row][column] = words
    fill(lines, layout.merged, name)
    return Grid(lines, frozenset(layout.hidden_rows), frozenset(layout.hidden_columns))


def number(value: float) -> str:
    """A number as people write it; one that lost its last digits as the spreadsheet shows it."""
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  # not a number
        return ""
    if abs(value) >= LONGEST_WHOLE:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else f"{value:.12g}"


SPELLINGS: dict[type, Callable[[Any], str]] = {
    str: text.tidy,
    bool: lambda value: "TRUE" if value else "FALSE",
    int: lambda value: number(float(value)),
    float: number,
    datetime: lambda value: str(value.isoformat(" ", "seconds")),
    date: date.isoformat,
    time: lambda value: str(value.isoformat("seconds")),
    timedelta: str,
}


def spelled(value: object) -> str:
    """One value in its one spelling."""
    spell = SPELLINGS.get(type(value))
    return spell(value) if spell else ""


def kind_of(data: bytes) -> str:
    """What this file is taken for by its first bytes: xlsx, xls or csv; whether it can be read is not asked."""
    if data.startswith((ZIP, EMPTY_ZIP)):
        return "xlsx"
    return "xls" if data.startswith(COMPOUND) else "csv"


def open_book(data: bytes, name: str) -> Book:
    """What this file is. Raises BadSheet, naming what it is instead or what is wrong with it."""
    if len(data) > MOST_BYTES:
        words = {"file": name, "most": MOST_BYTES // MEGABYTE}
        raise BadSheet(_("%(file)s 太大了（超过 %(most)d MB），请分成几个文件。") % words)
    if not data.strip():
        raise BadSheet(_("%(file)s 是空的。") % {"file": name})
    kind = kind_of(data)
    if kind == "xlsx":
        package = look_over(data, name)
        return Book(name, kind, data, sheet_names(package), package)
    if kind == "xls":
        return compound(data, name)
    refuse_other_files(data[: text.HEAD], name)
    return Book(name, kind, sheets=[SheetName("CSV")], grids={0: text.grid_of(data, name)})


def compound(data: bytes, name: str) -> Book:
    """An old workbook, or a new one with a password. Raises BadSheet."""
    if SEALED_PACKAGE in data:
        raise BadSheet(
            _("%(file)s 设了打开密码。请在 Excel 或 WPS 里取消密码，另存后再传。") % {"file": name}
        )
    found = old.read(data, name)
    grids = dict(enumerate(grid_of(sheet.rows, sheet.layout, name) for sheet in found))
    return Book(name, "xls", sheets=[SheetName(one.name, one.hidden) for one in found], grids=grids)


def refuse_other_files(head: bytes, name: str) -> None:
    """What begins like this and is no workbook has to be a CSV. Raises BadSheet."""
    refuse_web_page(head, name)
    if PurePosixPath(name.lower()).suffix in {".xlsx", ".xlsm"}:
        raise damaged(name)


def refuse_web_page(head: bytes, name: str) -> None:
    """Many systems export a web page and call it .xls. Raises BadSheet."""
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    office = head.startswith(b"<?xml") and b"spreadsheet" in head
    if office or head.startswith(WEB_PAGES) or (head.startswith(b"<?xml") and b"<html" in head):
        raise BadSheet(
            _(
                "%(file)s 其实是网页（HTML 或 XML），只是改了扩展名。"
                "请用 Excel 或 WPS 打开后另存为 .xlsx 再传。"
            )
            % {"file": name}
        )


def elements(package: Package, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in order, names without their spaces. Raises BadSheet."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, given: found.append((tag.rpartition("}")[2], given))
    try:
        parser.Parse(package.read(part), True)  # noqa: FBT003  # expat takes no keyword
    except expat.ExpatError as error:
        raise damaged(package.name) from error
    return found


def listed(package: Package) -> list[dict[str, str]]:
    """The sheets as the workbook lists them."""
    return [given for tag, given in elements(package, WORKBOOK) if tag == "sheet"]


def sheet_names(package: Package) -> list[SheetName]:
    """Every sheet in order. Raises BadSheet when there is none."""
    names = [
        SheetName(one.get("name", ""), one.get("state", "visible") != "visible") for one in listed(package)
    ]
    if not names:
        raise damaged(package.name)
    return names


def worksheet_parts(package: Package) -> list[str]:
    """Where each sheet lies. Raises BadSheet when two have one name for it, or it isn't there."""
    relations = [given for tag, given in elements(package, RELATIONS) if tag == "Relationship"]
    targets = {given.get("Id", ""): given.get("Target", "") for given in relations}
    if len(targets) < len(relations):
        raise strange(package.name)
    found = []
    for sheet in listed(package):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        if part not in package.parts:
            raise damaged(package.name)
        found.append(part)
    return found
