"""CSV as offices have it: UTF-8 with or without a mark, or GBK; and the blanks that sheets collect."""

import csv
import io
import re
import unicodedata

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


def decoded(data: bytes, name: str) -> str:
    """The text of these bytes. Raises BadSheet when they are in no encoding we know."""
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadSheet(_("%(file)s 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。") % {"file": name})


def grid_of(data: bytes, name: str) -> Grid:
    """Every line of a CSV. Raises BadSheet."""
    text = decoded(data, name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = list[list[str]]()
    try:
        for line in reader:
            lines.append([tidy(cell) for cell in line])
            if len(lines) > MOST_ROWS + TITLE_ROWS:
                raise too_long(name)
            if len(line) > MOST_COLUMNS:
                raise too_wide(name)
    except csv.Error as error:
        raise BadSheet(
            _("%(file)s 第 %(line)d 行附近的引号不成对，读不下去。请另存为 .xlsx 再传。")
            % {"file": name, "line": reader.line_num}
        ) from error
    return Grid(lines)
