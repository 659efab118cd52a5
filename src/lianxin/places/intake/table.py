"""Reading the official five-level table line by line: `code,name,level,parent` as CSV, plain or gzipped.

Codes have 2, 4, 6, 9 or 12 digits by level; codes of twelve digits with zeros to the right are understood too.
The file is never held whole: 663,131 lines pass by one after the other.
"""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

ENCODINGS = ("utf-8-sig", "gb18030")
COLUMNS = ("code", "name", "level", "parent")
LEVELS = {"1": 2, "2": 4, "3": 6, "4": 9, "5": 12}
ABOVE = {"1": 0, "2": 2, "3": 4, "4": 6, "5": 9}
LONGEST_NAME = 60
CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


class BadTable(Exception):
    """A file that can't be read as a whole; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One place of the table; `parent` is "" for a province."""

    line: int
    code: str
    name: str
    level: int
    parent: str

    @property
    def county(self) -> int | None:
        """The county the row belongs to; None for provinces and prefectures."""
        return int(self.code[:6]) if self.level >= 3 else None


@dataclass(frozen=True)
class Fault:
    """A line that can't be used, and why, in words for a person."""

    line: int
    sentence: str


@contextmanager
def unpacked(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file from its beginning, unzipped when it is gzipped. It stays open."""
    file.seek(0)
    zipped = file.read(2) == GZIP
    file.seek(0)
    if not zipped:
        yield file
        return
    with gzip.GzipFile(fileobj=file) as inner:
        yield inner  # type: ignore[misc]  # a GzipFile reads like any other


def encoding_of(file: IO[bytes]) -> str:
    """The encoding the whole file is written in. Raises BadTable."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with unpacked(file) as plain:
                while chunk := plain.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        except (OSError, EOFError, zlib.error) as error:
            raise BadTable(_("压缩文件不完整，打不开。请重新下载或复制一份。")) from error
        return encoding
    raise BadTable(_("文件的编码不是 UTF-8 也不是 GBK。请用表格软件另存为“CSV UTF-8”。"))


def read(file: IO[bytes]) -> Iterator[Row | Fault]:
    """Every line after the header, as a row or as what is wrong with it. Raises BadTable."""
    encoding = encoding_of(file)
    with unpacked(file) as plain:
        text = io.TextIOWrapper(plain, encoding=encoding, newline="")
        try:
            lines = csv.reader(text)
            places = header(next(lines, []))
            try:
                for cells in lines:
                    if cells:
                        yield row_of(lines.line_num, cells, places)
            except csv.Error as error:
                raise BadTable(
                    _("第 %(line)d 行不是完整的 CSV。请检查引号。") % {"line": lines.line_num}
                ) from error
        finally:
            text.detach()  # the file is the caller's to close


def header(cells: list[str]) -> tuple[int, ...]:
    """Where each column stands. Raises BadTable naming the ones that are missing."""
    names = [cell.strip().lower() for cell in cells]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BadTable(
            _("第一行应是表头 code,name,level,parent，现在缺：%(names)s。请补上表头再传。")
            % {"names": "、".join(missing)}
        )
    return tuple(names.index(name) for name in COLUMNS)


def row_of(line: int, cells: list[str], places: tuple[int, ...]) -> Row | Fault:
    """One line as a row, or what is wrong with it."""
    if len(cells) <= max(places):
        return Fault(line, _("少了几列，应有 code、name、level、parent 四列。"))
    code, name, level, parent = (cells[place].strip() for place in places)
    if level not in LEVELS:
        return Fault(line, _("级别“%(level)s”不对，应是 1 到 5。") % {"level": level[:20]})
    code = shortened(code, LEVELS[level])
    above = code[: ABOVE[level]]
    wrong = code_fault(code, parent, level)
    if wrong is None and shortened(parent, len(above)) != above:
        words = {"code": code, "above": above, "parent": parent[:20]}
        wrong = _("%(code)s 的上级应是“%(above)s”，现在写的是“%(parent)s”。请核对。") % words
    if wrong is None and (not name or len(name) > LONGEST_NAME):
        wrong = _("名称是空的，或超过 60 个字。请补上或改短。")
    return Fault(line, wrong) if wrong else Row(line, code, name, int(level), above)


def code_fault(code: str, parent: str, level: str) -> str | None:
    """What is wrong with a row's codes by themselves."""
    for given in (code, parent):
        if given and not (given.isascii() and given.isdigit()):
            return _("代码“%(code)s”里有数字以外的字。请改成数字。") % {"code": given[:20]}
    if len(code) != LEVELS[level]:
        words = {"level": level, "length": LEVELS[level], "code": code[:20]}
        return _("第 %(level)s 级的代码应是 %(length)d 位，现在是“%(code)s”。请核对。") % words
    return None


def shortened(code: str, length: int) -> str:
    """A code of twelve digits without the zeros that only fill it up."""
    return code[:length] if len(code) == 12 and not code[length:].strip("0") else code
