"""Reading a CSV an office really has: UTF-8 with or without a mark, or GBK; and the rows it gets back."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.writing import harmless

ENCODINGS = ("utf-8-sig", "gb18030")
LIMIT_BYTES = 64 * 1024 * 1024
PROBLEM = "问题"
LINE = "行号"


def read_sheet(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The headers and the rows, values stripped of the blanks that sheets collect. Raises BadSheet."""
    return read_text(decode(path), path.name)


def read_text(text: str, name: str) -> tuple[list[str], list[dict[str, str]]]:
    """The same for a sheet that is there as text. Raises BadSheet."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise BadSheet(_("%(file)s 不是完整的 CSV:%(why)s。") % {"file": name, "why": error}) from error
    if not lines:
        raise BadSheet(_("%(file)s 是空的。") % {"file": name})
    headers = [header.strip() for header in lines[0]]
    doubled = sorted({header for header in headers if header and headers.count(header) > 1})
    if doubled:
        raise BadSheet(_("表头里有重复的列：%(names)s。请改成不同的名字。") % {"names": "、".join(doubled)})
    return headers, [row_of(headers, line) for line in lines[1:]]


def row_of(headers: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    """One line by header; what is missing at its end is empty."""
    cells = [cell.strip() for cell in line] + [""] * (len(headers) - len(line))
    return {header: cell for header, cell in zip(headers, cells, strict=False) if header}


def decode(path: Path) -> str:
    """The file's text. Raises BadSheet when it is too large, not there, or in no encoding we know."""
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise BadSheet(_("%(file)s 太大了（超过 64 MB），请分成几个文件。") % {"file": path.name})
        raw = path.read_bytes()
    except OSError as error:
        raise BadSheet(_("打不开 %(file)s:%(why)s。") % {"file": path.name, "why": error.strerror}) from error
    return decoded(raw, path.name)


def decoded(raw: bytes, name: str) -> str:
    """The text of these bytes. Raises BadSheet when they are in no encoding we know."""
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet(_("%(file)s 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。") % {"file": name})


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
