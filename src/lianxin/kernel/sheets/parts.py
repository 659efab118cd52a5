"""The parts of an XLSX as they lie in its zip, and one cell of a sheet changed in its bytes (改一格，别的不动).

The sheet is read by a scanner that knows where each cell begins and ends in the file; the new cells are put into
the bytes there. Styles, widths, formulas, drawings, comments and every other part stay as they came, byte by byte.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

MOST_COLUMNS = 1024
MOST_PACKED, MOST_UNPACKED = 20 * 1024 * 1024, 200 * 1024 * 1024
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Place = tuple[int, int]
"""Row and column, both counted from 1, as a spreadsheet does."""


class Unpatchable(Exception):
    """A file that can't be written into; the words say why and what to do."""


@dataclass(frozen=True)
class Workbook:
    """The parts of a file by name, and its sheets in order: name, part, hidden."""

    parts: Mapping[str, bytes]
    infos: tuple[zipfile.ZipInfo, ...]
    sheets: tuple[tuple[str, str, bool], ...]


def opened(data: bytes) -> Workbook:
    """The parts of a workbook. Raises Unpatchable for what is none, or is too large to be one."""
    if len(data) > MOST_PACKED:
        raise Unpatchable(_("文件超过 20 MB，放不下。请把附图删掉，或者分成几个文件。"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = tuple(packed.infolist())
            if sum(info.file_size for info in infos) > MOST_UNPACKED or len(infos) > 5000:
                raise Unpatchable(_("这个文件解压以后太大，没有打开。请另存为新的 .xlsx 再传。"))
            parts = {info.filename: packed.read(info) for info in infos}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Unpatchable(_("这不是完整的 .xlsx 文件，或者设了打开密码。请另存为 .xlsx 再传。")) from error
    return Workbook(parts, infos, tuple(sheets_of(parts)))


def sheets_of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, bool]]:
    """Name, part and whether hidden of each sheet, in order. Raises Unpatchable."""
    if WORKBOOK not in parts or RELATIONS not in parts:
        raise Unpatchable(_("这不是 Excel 表格（.xlsx）。老的 .xls 请在 Excel 或 WPS 里另存为 .xlsx 再传。"))
    targets = {
        given.get("Id", ""): given.get("Target", "") for given in elements(parts[RELATIONS], "Relationship")
    }
    for given in elements(parts[WORKBOOK], "sheet"):
        key = next((value for name, value in given.items() if local(name) == "id"), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts and "worksheet" in part:
            yield given.get("name", ""), part, given.get("state", "visible") != "visible"


def elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of this name in a small part. Raises Unpatchable."""
    found: list[dict[str, str]] = []

    def begin(tag: str, given: dict[str, str]) -> None:
        if local(tag) == wanted:
            found.append(given)

    scanner = expat.ParserCreate()
    scanner.StartElementHandler = begin
    run(scanner, xml)
    return found


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def run(scanner: expat.XMLParserType, xml: bytes) -> None:
    """Parse a part whole; one that declares entities, or isn't UTF-8, is none of ours. Raises Unpatchable."""
    scanner.StartDoctypeDeclHandler = refuse_doctype
    scanner.XmlDeclHandler = refuse_encoding
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_encoding("", "utf-16", 0)
    try:
        scanner.Parse(xml, True)  # noqa: FBT003  # expat takes no keyword
    except (expat.ExpatError, ValueError) as error:
        raise Unpatchable(_("这张表的内容不完整，没有打开。请重新下载，或另存为 .xlsx 再传。")) from error


def refuse_encoding(version: str, encoding: str | None, standalone: int) -> None:
    """Raises Unpatchable for anything but UTF-8."""
    if (encoding or "utf-8").lower().replace("-", "") != "utf8":
        raise Unpatchable(_("这张表的内部编码不常见，没有打开。请在 Excel 或 WPS 里另存为 .xlsx 再传。"))


def refuse_doctype(*given: object) -> None:
    """Raises Unpatchable."""
    raise Unpatchable(_("这个文件里有不该有的内容，没有打开。请在 Excel 或 WPS 里另存为 .xlsx 再传。"))


@dataclass
class Span:
    """One cell or row in the bytes of a sheet: from where to where, its attributes, whether a formula is in it."""

    begin: int
    head: int
    tag: str
    given: dict[str, str]
    place: Place
    end: int = 0
    foot: int = 0
    empty: bool = False
    formula: bool = False


@dataclass
class Scanner:
    """Finds the rows and cells of a sheet in its bytes; keeps those that are wanted, row → columns.

    `later` is where an absent cell would have to stand: right before the next one of its row.
    """

    xml: bytes
    wanted: Mapping[int, Sequence[int]]
    cells: dict[Place, Span] = field(default_factory=dict)
    rows: dict[int, Span] = field(default_factory=dict)
    later: dict[Place, int] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    open: list[Span] = field(default_factory=list)
    row: int = 0
    column: int = 0

    def scan(self) -> None:
        """Go through the sheet once. Raises Unpatchable."""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.begin, self.finish
        run(self.parser, self.xml)

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """An element opens."""
        name = local(tag)
        if name == "c":
            self.column = column_of(given["r"]) if "r" in given else self.column + 1
            if self.row in self.wanted:
                self.begin_cell(tag, given)
        elif name == "row":
            self.row, self.column = int(given.get("r", self.row + 1)), 0
            if self.row in self.wanted:
                self.rows[self.row] = self.span(tag, given, (self.row, 0))
        elif name == "f" and self.open:
            self.open[-1].formula = True
        elif name == "col" and "style" in given:
            for column in range(int(given["min"]), min(int(given["max"]), MOST_COLUMNS) + 1):
                self.styles[column] = given["style"]

    def begin_cell(self, tag: str, given: dict[str, str]) -> None:
        """A cell of a row that is written into."""
        place = (self.row, self.column)
        for column in self.wanted[self.row]:
            if column < self.column:
                self.later.setdefault((self.row, column), self.parser.CurrentByteIndex)
        if self.column in self.wanted[self.row]:
            self.cells[place] = self.span(tag, given, place)
            self.open.append(self.cells[place])

    def span(self, tag: str, given: dict[str, str], place: Place) -> Span:
        """The element that opens here, its tag read from the bytes."""
        index = self.parser.CurrentByteIndex
        found = TAG.match(self.xml, index)
        if found is None:
            raise Unpatchable(_("这张表的写法不常见，没有改动它。请在 Excel 或 WPS 里另存为 .xlsx 再传。"))
        return Span(index, found.end(), tag, dict(given), place, found.end(), found.end(), found[1] == b"/")

    def finish(self, tag: str) -> None:
        """An element closes."""
        name = local(tag)
        if name == "c" and self.open:
            self.close(self.open.pop())
        elif name == "row" and self.row in self.rows:
            self.close(self.rows[self.row])

    def close(self, span: Span) -> None:
        """Where it ends; one that is empty ended with its tag."""
        if not span.empty:
            span.foot = self.parser.CurrentByteIndex
            span.end = self.xml.index(b">", span.foot) + 1


def column_of(reference: str) -> int:
    """AB12 → 28. Raises Unpatchable."""
    found = PLACE.fullmatch(reference)
    if found is None:
        raise Unpatchable(_("这张表的写法不常见，没有改动它。请在 Excel 或 WPS 里另存为 .xlsx 再传。"))
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number


def reference_of(place: Place) -> str:
    """28 in row 12 → AB12."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def cell_xml(tag: str, place: Place, style: str, words: str) -> bytes:
    """A cell with a text, in the spelling every program reads."""
    prefix = tag.rpartition(":")[0]
    inner = f"{prefix}:" if prefix else ""
    look = f" s={quoteattr(style)}" if style else ""
    text = escape(UNSEEN.sub("", words))
    return (
        f'<{tag} r="{reference_of(place)}"{look} t="inlineStr">'
        f'<{inner}is><{inner}t xml:space="preserve">{text}</{inner}t></{inner}is></{tag}>'
    ).encode()


@dataclass(frozen=True)
class Patched:
    """A sheet with its new cells, and the places that were left alone because a formula stands there."""

    xml: bytes
    formulas: frozenset[Place]


def patch_sheet(xml: bytes, wanted: Mapping[Place, str]) -> Patched:
    """Put these texts into a sheet. Raises Unpatchable, also for a row that isn't there."""
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(wanted):
        by_row.setdefault(row, []).append(column)
    seen = Scanner(xml, by_row)
    seen.scan()
    formulas = frozenset(place for place, span in seen.cells.items() if span.formula)
    splices: list[tuple[int, int, Place, bytes]] = []
    for place, words in sorted(wanted.items()):
        if place not in formulas:
            splices.append(splice(seen, place, words))
    return Patched(spliced(xml, splices), formulas)


def splice(seen: Scanner, place: Place, words: str) -> tuple[int, int, Place, bytes]:
    """What has to go where for one cell: in place of the one there, before the next one, or at the row's end."""
    span, row = seen.cells.get(place), seen.rows.get(place[0])
    if span is not None:
        return span.begin, span.end, place, cell_xml(span.tag, place, span.given.get("s", ""), words)
    if row is None or row.empty:
        raise Unpatchable(_("表里没有第 %(row)d 行。") % {"row": place[0]})
    style = row.given.get("s", "") or seen.styles.get(place[1], "")
    tag = row.tag.removesuffix("row") + "c"
    at = seen.later.get(place, row.foot)
    return at, at, place, cell_xml(tag, place, style, words)


def spliced(xml: bytes, splices: list[tuple[int, int, Place, bytes]]) -> bytes:
    """The bytes with every splice made, from left to right."""
    out, last = io.BytesIO(), 0
    for begin, end, _place, new in sorted(splices):
        out.write(xml[last:begin])
        out.write(new)
        last = end
    out.write(xml[last:])
    return out.getvalue()


def repacked(book: Workbook, part: str, xml: bytes) -> bytes:
    """The file with one part changed; every other one as it was, in its order and with its date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for info in book.infos:
            same = zipfile.ZipInfo(info.filename, info.date_time)
            same.compress_type, same.external_attr = info.compress_type, info.external_attr
            packed.writestr(same, xml if info.filename == part else book.parts[info.filename])
    return out.getvalue()
