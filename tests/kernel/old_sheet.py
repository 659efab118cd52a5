"""A workbook as programs wrote it before 2007: BIFF8 records in a compound file, as little of both as is needed."""

import struct
from collections.abc import Mapping

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512
Cells = Mapping[tuple[int, int], str | float]


def record(kind: int, body: bytes) -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(body)) + body


def begin(what: int) -> bytes:
    """The beginning of the workbook (5) or of a sheet (16)."""
    return record(0x809, struct.pack("<HHHHII", 0x600, what, 0x0DBB, 0x07CC, 0, 6))


def cell(row: int, column: int, value: str | float) -> bytes:
    """One cell."""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x203, place + struct.pack("<d", value))


def workbook_stream(cells: Cells) -> bytes:
    """The records of a workbook with one sheet."""
    name, end = "名单", record(0x0A, b"")
    sheet = begin(16) + b"".join(cell(*place, value) for place, value in cells.items()) + end

    def shared(start: int) -> bytes:
        title = struct.pack("<IBBBB", start, 0, 0, len(name), 1) + name.encode("utf-16-le")
        return begin(5) + record(0x42, struct.pack("<H", 1200)) + record(0x85, title) + end

    return shared(len(shared(0))) + sheet


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    """One line of a compound file's directory."""
    words = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(words), kind, 1, FREE, FREE, child)
    return words.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def old_workbook(cells: Cells) -> bytes:
    """An .xls with these cells, by row and column from 0."""
    stream = workbook_stream(cells).ljust(4096, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    chain = [FAT, END, *range(3, 2 + len(stream) // SECTOR), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    directory = entry("Root Entry", 5, END, 0, 1) + entry("Workbook", 2, 2, len(stream)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return head.ljust(SECTOR, b"\xff") + table + directory + stream
