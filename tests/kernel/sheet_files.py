"""Spreadsheets as they reach an office, and as somebody would send them who means harm; all made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

HEAD = ("姓名", "身份证号", "电话", "出生日期")
GOOD = ("林小满", "99010119900307001X", "19900001111", "1990-03-07")


def workbook(
    rows: Sequence[Sequence[Any]] = (HEAD, GOOD), *, change: Callable[[Any], object] | None = None
) -> bytes:
    """An XLSX with one sheet of these rows; `change` does something to it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """A zip with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one more part."""
    return repacked(workbook(), lambda parts: parts.update({name: content}))


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    whole = start + xml.encode() + b"</worksheet>"
    return repacked(workbook(), lambda parts: parts.update({"xl/worksheets/sheet1.xml": whole}))


def bomb(megabytes: int = 117) -> bytes:
    """A workbook of some hundred KB that unpacks to so many MB."""
    row = b"<row>" + b"<c><v>1</v></c>" * 250 + b"</row>"
    rows = row * (megabytes * 1024 * 1024 // len(row))
    return with_sheet(f"<sheetData>{rows.decode()}</sheetData>")


def lying(data: bytes, part: str, claimed: int) -> bytes:
    """The same zip with a directory that gives a part another size, and a checksum that fits what it claims."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        info, content = file.getinfo(part), file.read(part)
    checksum = zlib.crc32(content[:claimed])
    own = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    start = own + 16
    assert struct.unpack_from("<III", data, start) == (info.CRC, info.compress_size, info.file_size)
    changed = struct.pack("<III", checksum, info.compress_size, claimed)
    return data[:start] + changed + data[start + 12 :]


def compound(words: str = "") -> bytes:
    """The beginning of an old compound file, with some words in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + words.encode("utf-16-le") + bytes(2048)
