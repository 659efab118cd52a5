"""Somebody else's file, read to be written into: XLSX or CSV, headings and cells, then a few cells anew (回填)."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from lianxin.kernel.sheets.book import worksheet_parts
from lianxin.kernel.sheets.layout import layout_of
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.package import look_over
from lianxin.kernel.sheets.parts import Place, Unpatchable, Workbook, opened, patch_sheet, repacked
from lianxin.kernel.sheets.writing import harmless

HEAD_ROWS = 10
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")
DELIMITERS = (",", "\t", ";")
XLSX, CSV = "xlsx", "csv"


@dataclass
class Original:
    """A file as it came: every line as text, from the first row and column on; `kind` is xlsx or csv."""

    data: bytes
    kind: str
    lines: list[list[str]] = field(default_factory=list)
    book: Workbook | None = None
    part: str = ""
    sheet: str = ""
    text: str = ""
    encoding: str = ""
    delimiter: str = ","


@dataclass(frozen=True)
class Headed:
    """The line of the headings, counted from 1, and the column of each heading, counted from 1."""

    row: int
    columns: Mapping[str, int]


def originals(data: bytes) -> list[Original]:
    """The sheets of a file that may be written into, the visible ones first. Raises Unpatchable."""
    if data.startswith(b"PK"):
        return of_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unpatchable(_("这是老的 .xls，或者设了打开密码。请在 Excel 或 WPS 里另存为 .xlsx 再传。"))
    return [of_text(data)]


def look_at(data: bytes) -> None:
    """What would fill the machine is refused as at an import, before it is unpacked. Raises Unpatchable."""
    try:
        package = look_over(data, _("这份表"))
        for part in worksheet_parts(package):
            layout_of(package, part)
    except BadSheet as fault:
        raise Unpatchable(str(fault)) from fault


def of_workbook(data: bytes) -> list[Original]:
    """Each sheet of an XLSX."""
    look_at(data)
    book = opened(data)
    found = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as values:
            for name, part, hidden in book.sheets:
                if not hidden:
                    rows = values.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    lines = [[spelled(cell) for cell in row] for row in rows]
                    found.append(Original(data, XLSX, lines, book, part, name))
    except (CalamineError, ValueError, OSError) as error:
        raise Unpatchable(_("这张表打不开。请在 Excel 或 WPS 里另存为 .xlsx 再传。")) from error
    return found


def spelled(cell: object) -> str:
    """One value as text; a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def of_text(data: bytes) -> Original:
    """A CSV in UTF-8 or GBK, with commas, tabs or semicolons. Raises Unpatchable."""
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding) != data:
            continue
        head = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=head.count)
        lines = [[cell for cell, _begin, _end in line] for line in tokens(text, delimiter)]
        return Original(data, CSV, lines, text=text, encoding=encoding, delimiter=delimiter)
    raise Unpatchable(_("这个文件不是 XLSX，也不是 UTF-8 或 GBK 的 CSV。请另存为 .xlsx 再传。"))


Token = tuple[str, int, int]


def tokens(text: str, delimiter: str) -> Iterator[list[Token]]:
    """The fields of each line of a CSV, each with where it begins and ends in the text."""
    line: list[Token] = []
    at = 0
    while at <= len(text):
        words, end = field_at(text, at, delimiter)
        line.append((words, at, end))
        if end < len(text) and text[end] == delimiter:
            at = end + 1
            continue
        yield line
        line = []
        at = end + (2 if text.startswith("\r\n", end) else 1)
        if at >= len(text):
            return


def field_at(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """One field from here on: its words, and where it ends."""
    end = at
    if text.startswith('"', at):
        end = at + 1
        while end < len(text):
            if text[end] == '"' and not text.startswith('""', end):
                break
            end += 2 if text[end] == '"' else 1
        quoted = text[at + 1 : end].replace('""', '"')
        end = min(end + 1, len(text))
        if end >= len(text) or text[end] in f"{delimiter}\r\n":
            return quoted.strip(), end
    while end < len(text) and text[end] not in f"{delimiter}\r\n":
        end += 1
    return text[at:end].strip(), end


def headed(original: Original, known: Sequence[str]) -> Headed | None:
    """The line of the headings: of the first ten the one with most of the words that headings may be."""
    best = max(
        range(min(HEAD_ROWS, len(original.lines))),
        key=lambda place: (sum(cell in known for cell in original.lines[place]), -place),
        default=None,
    )
    if best is None or not any(cell in known for cell in original.lines[best]):
        return None
    columns: dict[str, int] = {}
    for place, cell in enumerate(original.lines[best], start=1):
        if cell:
            columns.setdefault(cell, place)
    return Headed(best + 1, columns)


def cell_at(original: Original, place: Place) -> str:
    """What stands in a cell; nothing beyond the end of its line."""
    row, column = place
    line = original.lines[row - 1]
    return line[column - 1] if column <= len(line) else ""


@dataclass(frozen=True)
class Rewritten:
    """The file with its new cells, and the places where a formula stands and was left."""

    data: bytes
    formulas: frozenset[Place] = frozenset()


def rewritten(original: Original, wanted: Mapping[Place, str]) -> Rewritten:
    """The file with these cells anew and nothing else changed. Raises Unpatchable."""
    if not wanted:
        return Rewritten(original.data)
    if original.book is None:
        return Rewritten(rewritten_text(original, wanted).encode(original.encoding))
    done = patch_sheet(original.book.parts[original.part], wanted)
    return Rewritten(repacked(original.book, original.part, done.xml), done.formulas)


def rewritten_text(original: Original, wanted: Mapping[Place, str]) -> str:
    """A CSV with these fields anew; a line that is too short is filled up."""
    out, last = io.StringIO(newline=""), 0
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), words in wanted.items():
        by_row.setdefault(row, {})[column] = words
    for row, line in enumerate(tokens(original.text, original.delimiter), start=1):
        for column, words in sorted(by_row.get(row, {}).items()):
            new = as_field(harmless(words), original.delimiter)
            if column <= len(line):
                _words, begin, end = line[column - 1]
            else:
                begin = end = line[-1][2]
                missing = column - max([len(line), *(one for one in by_row[row] if len(line) < one < column)])
                new = original.delimiter * missing + new
            out.write(original.text[last:begin])
            out.write(new)
            last = end
    out.write(original.text[last:])
    return out.getvalue()


def as_field(words: str, delimiter: str) -> str:
    """A text as one field, in quotes where it needs them."""
    plain = not any(sign in words for sign in (delimiter, '"', "\r", "\n")) and words == words.strip()
    return words if plain else '"' + words.replace('"', '""') + '"'
