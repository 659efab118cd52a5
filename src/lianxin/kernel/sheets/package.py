"""The zip a modern spreadsheet is packed in: looked over before anything is parsed (压缩包检查).

The directory says how large each part is; whoever made the file may have lied, so every part is inflated and
counted too, a piece at a time. What a reader gets to see afterwards is as large as it says.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.limits import (
    FREE_PART,
    MEGABYTE,
    MOST_FOLDED,
    MOST_PARTS,
    MOST_UNPACKED,
    BadSheet,
)

PIECE = 1 << 18
LOCAL_HEADER = struct.Struct("<4s22xHH")
LOCAL_SIGN = b"PK\x03\x04"
ENCRYPTED = 0x1
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
WORKBOOK = "xl/workbook.xml"
DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True)
class Package:
    """A zip whose parts are what they say; `name` is the file's, for sentences."""

    name: str
    data: bytes
    parts: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @property
    def macros(self) -> bool:
        """Whether it carries programs; they are never run."""
        return any(part.lower().endswith("vbaproject.bin") for part in self.parts)

    def pieces(self, part: str) -> Iterator[bytes]:
        """One part, unpacked a piece at a time. Raises BadSheet when it isn't what the directory says."""
        info = self.parts[part]
        size = checksum = 0
        for piece in self.inflated(info):
            size += len(piece)
            if size > info.file_size:
                raise damaged(self.name)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if (size, checksum) != (info.file_size, info.CRC):
            raise damaged(self.name)

    def inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """What really comes out of a part, whatever the directory says of it. Raises BadSheet."""
        packed = self.packed(info)
        if info.compress_type == STORED:
            yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
            return
        if info.compress_type != DEFLATED:
            raise damaged(self.name)
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        waiting: bytes | memoryview = packed
        try:
            while not inflate.eof:
                piece = inflate.decompress(waiting, PIECE)
                waiting = inflate.unconsumed_tail
                if not piece and not waiting:
                    break
                yield piece
        except zlib.error as error:
            raise damaged(self.name) from error

    def packed(self, info: zipfile.ZipInfo) -> memoryview:
        """The packed bytes of a part. Raises BadSheet when they are not where the directory says."""
        head = self.data[info.header_offset : info.header_offset + LOCAL_HEADER.size]
        if len(head) < LOCAL_HEADER.size:
            raise damaged(self.name)
        sign, name_length, extra_length = LOCAL_HEADER.unpack(head)
        begin = info.header_offset + LOCAL_HEADER.size + name_length + extra_length
        if sign != LOCAL_SIGN or begin + info.compress_size > len(self.data):
            raise damaged(self.name)
        return memoryview(self.data)[begin : begin + info.compress_size]

    def read(self, part: str) -> bytes:
        """A small part whole; nothing when there is none. Raises BadSheet."""
        return b"".join(self.pieces(part)) if part in self.parts else b""


def damaged(name: str) -> BadSheet:
    """The refusal of a file that is not whole."""
    return BadSheet(
        _("%(file)s 不完整或已损坏，可能没有传完。请重新下载，或用 Excel、WPS 打开后另存一份再传。")
        % {"file": name}
    )


def too_large(name: str) -> BadSheet:
    """The refusal of a file that would fill the machine."""
    words = {"file": name, "most": MOST_UNPACKED // MEGABYTE}
    return BadSheet(
        _(
            "%(file)s 解开后太大（上限 %(most)d MB，也不收压缩得反常的文件）。"
            "请删去空白的行、列和图片，另存一份，或分成几个文件。"
        )
        % words
    )


def strange(name: str) -> BadSheet:
    """The refusal of a file no spreadsheet program makes."""
    return BadSheet(
        _("%(file)s 里面有不正常的内容，为安全起见没有打开。请用 Excel 或 WPS 打开后另存为 .xlsx 再传。")
        % {"file": name}
    )


def unpacked(data: bytes) -> int:
    """How many bytes a reader has to go through, as the zip's own directory says; of what is no zip, its bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return max(len(data), sum(part.file_size for part in file.infolist()))
    except (zipfile.BadZipFile, ValueError, OSError):
        return len(data)


def look_over(data: bytes, name: str) -> Package:
    """The package of a spreadsheet, safe to be parsed. Raises BadSheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = file.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise damaged(name) from error
    if len(infos) > MOST_PARTS:
        raise too_large(name)
    for info in infos:
        check_entry(info, name)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise too_large(name)
    parts = {info.filename: info for info in infos if not info.is_dir()}
    if len({part.lower() for part in parts}) < sum(not info.is_dir() for info in infos):
        raise strange(name)
    package = Package(name, data, parts)
    check_kind(package)
    for part in parts:
        check_part(package, part)
    return package


def check_entry(info: zipfile.ZipInfo, name: str) -> None:
    """One line of the directory: its name, its size, whether it is locked. Raises BadSheet."""
    steps = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith("/") or ".." in steps or ":" in steps[0] or "\\" in info.orig_filename:
        raise strange(name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise strange(name)
    if info.flag_bits & ENCRYPTED:
        raise locked(name)
    if info.file_size > FREE_PART and info.file_size > MOST_FOLDED * max(info.compress_size, 1):
        raise too_large(name)


def locked(name: str) -> BadSheet:
    """The refusal of a file with a password."""
    return BadSheet(_("%(file)s 设了打开密码。请在 Excel 或 WPS 里取消密码，另存后再传。") % {"file": name})


def check_kind(package: Package) -> None:
    """Whether it is a workbook we read. Raises BadSheet, naming what it is instead."""
    if WORKBOOK in package.parts:
        return
    names = {"file": package.name}
    if "xl/workbook.bin" in package.parts:
        raise BadSheet(_("%(file)s 是二进制表格（.xlsb）。请另存为 .xlsx 再传。") % names)
    if "content.xml" in package.parts:
        raise BadSheet(_("%(file)s 是 ODF 文件。请另存为 .xlsx 再传。") % names)
    raise BadSheet(_("%(file)s 不是电子表格，多半是文档或压缩包。请选 .xlsx 或 CSV 文件。") % names)


def check_part(package: Package, part: str) -> None:
    """Unpack a part to the end without keeping it; XML that defines entities is refused. Raises BadSheet."""
    kept = b""
    for piece in package.pieces(part):
        seen = (kept + piece).upper() if part.endswith((".xml", ".rels")) else b""
        if DOCTYPE in seen:
            raise strange(package.name)
        kept = piece[-len(DOCTYPE) :]
