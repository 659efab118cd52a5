"""CSV as offices have it: UTF-8 with or without a mark, or GBK; and the blanks that sheets collect."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.grid import Grid
from lianxin.kernel.sheets.layout import TITLE_ROWS, too_long, too_wide
from lianxin.kernel.sheets.limits import MOST_COLUMNS, MOST_ROWS, BadSheet

ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = ",\t;"
UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
)
ODD = re.compile(f"[\u00a0{''.join(map(chr, UNSEEN))}]|_x000D_")
LONGEST_CELL = 1_000_000
MOST_LINES = MOST_ROWS + TITLE_ROWS
HEAD = 2048
"""Bytes by which a file shows what it is."""


def tidy(cell: str) -> str:
    """A cell's text without the blanks and the invisible signs around and inside it that nobody typed."""
    if cell.isascii() and "_x" not in cell:
        return cell.strip()
    if ODD.search(cell):
        cell = cell.translate(UNSEEN).replace("\u00a0", " ").replace("_x000D_", "")
    return cell.strip()


def plain(cell: str) -> str:
    """Digits and signs in one spelling: full-width ones become plain. Not for names or sentences."""
    return unicodedata.normalize("NFKC", tidy(cell)).strip()


def encoding_of(read: Callable[[str], Iterable[str]], name: str) -> str:
    """In which encoding we know this can be read, piece by piece, to its end. Raises BadSheet."""
    for encoding in ENCODINGS:
        try:
            if not any("\0" in piece for piece in read(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    raise BadSheet(_("%(file)s 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。") % {"file": name})


def separator_of(text: str) -> str:
    """What stands between the cells of a CSV, by its first line that isn't blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))


def lines_of(file: Iterable[str], separator: str, name: str) -> Iterator[list[str]]:
    """The lines of a CSV as cells. Raises BadSheet."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(file, delimiter=separator, strict=True)
    try:
        for line in reader:
            if len(line) > MOST_COLUMNS:
                raise too_wide(name)
            yield [tidy(cell) for cell in line]
    except csv.Error as error:
        raise BadSheet(
            _("%(file)s 第 %(line)d 行附近的引号不成对，读不下去。请另存为 .xlsx 再传。")
            % {"file": name, "line": reader.line_num}
        ) from error


def grid_of(data: bytes, name: str) -> Grid:
    """Every line of a CSV. Raises BadSheet."""
    text = data.decode(encoding_of(lambda encoding: [data.decode(encoding)], name))
    lines = list(islice(lines_of(io.StringIO(text, newline=""), separator_of(text), name), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise too_long(name)
    return Grid(lines)
