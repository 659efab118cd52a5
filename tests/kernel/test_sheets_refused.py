"""Files that are no sheet, or mean harm: each is refused with a sentence of its own, before it can do anything."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import MOST_BYTES, BadSheet
from tests.kernel import sheet_files as made

pytestmark = pytest.mark.once

DAMAGED = "f.xlsx 不完整或已损坏，可能没有传完。请重新下载，或用 Excel、WPS 打开后另存一份再传。"
STRANGE = "f.xlsx 里面有不正常的内容，为安全起见没有打开。请用 Excel 或 WPS 打开后另存为 .xlsx 再传。"
LARGE = (
    "f.xlsx 解开后太大（上限 200 MB，也不收压缩得反常的文件）。"
    "请删去空白的行、列和图片，另存一份，或分成几个文件。"
)
LOCKED = "f.xlsx 设了打开密码。请在 Excel 或 WPS 里取消密码，另存后再传。"
WEB = "f.xls 其实是网页（HTML 或 XML），只是改了扩展名。请用 Excel 或 WPS 打开后另存为 .xlsx 再传。"
WIDE = "f.xlsx 太宽了（最多 256 列），或者有内容远远落在表格外面。请删去不用的行和列再传。"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<sst><si><t>&b;</t></si></sst>"
)
XML_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def far_away() -> bytes:
    """Two cells, at opposite ends of a sheet."""
    return made.with_sheet(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="20000"><c r="IV20000"><v>1</v></c></row></sheetData>'
    )


def locked_entry() -> bytes:
    """A workbook whose directory says its first part is encrypted."""
    data = made.workbook()
    own = data.index(b"PK\x01\x02")
    return data[: own + 8] + bytes([data[own + 8] | 1]) + data[own + 9 :]


def half() -> bytes:
    """A workbook that was not sent to its end."""
    data = made.workbook()
    return data[: len(data) // 2]


REFUSED = {
    "empty": ("f.xlsx", b"", "f.xlsx 是空的。"),
    "blank csv": ("f.csv", b" \r\n \r\n", "f.csv 是空的。"),
    "too many bytes": ("f.csv", b"a," * (MOST_BYTES // 2 + 1), "f.csv 太大了（超过 20 MB），请分成几个文件。"),
    "truncated": ("f.xlsx", half(), DAMAGED),
    "text called xlsx": ("f.xlsx", "姓名,电话".encode(), DAMAGED),
    "password": ("f.xlsx", made.compound("EncryptedPackage"), LOCKED),
    "encrypted entry": ("f.xlsx", locked_entry(), LOCKED),
    "broken old file": ("f.xlsx", made.compound(), DAMAGED),
    "web page called xls": ("f.xls", "\ufeff<html><table>".encode(), WEB),
    "table called xls": ("f.xls", b"<table border=1><tr><td>1", WEB),
    "xml of 2003": ("f.xls", XML_2003.encode(), WEB),
    "zip slip": ("f.xlsx", made.with_part("../../etc/cron.d/x", b"x"), STRANGE),
    "absolute path": ("f.xlsx", made.with_part("/etc/passwd", b"x"), STRANGE),
    "a part twice": ("f.xlsx", made.with_part("XL/workbook.xml", b"x"), STRANGE),
    "billion laughs": ("f.xlsx", made.with_part("xl/sharedStrings.xml", LAUGHS.encode()), STRANGE),
    "part smaller than it says": (
        "f.xlsx",
        made.lying(made.workbook(), "xl/worksheets/sheet1.xml", 999_999),
        DAMAGED,
    ),
    "part larger than it says": (
        "f.xlsx",
        made.lying(made.workbook(), "xl/worksheets/sheet1.xml", 100),
        DAMAGED,
    ),
    "too many parts": (
        "f.xlsx",
        made.repacked(made.workbook(), lambda parts: parts.update({f"x/{n}": b"" for n in range(2001)})),
        LARGE,
    ),
    "a picture": ("f.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), DAMAGED),
    "a letter": (
        "f.docx",
        made.repacked(made.workbook(), lambda parts: parts.pop("xl/workbook.xml")),
        "f.docx 不是电子表格，多半是文档或压缩包。请选 .xlsx 或 CSV 文件。",
    ),
    "binary workbook": (
        "f.xlsb",
        made.repacked(
            made.workbook(), lambda parts: parts.update({"xl/workbook.bin": parts.pop("xl/workbook.xml")})
        ),
        "f.xlsb 是二进制表格（.xlsb）。请另存为 .xlsx 再传。",
    ),
    "wrong encoding": (
        "f.csv",
        b"\xff\xfe\x00\xd8",
        "f.csv 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。",
    ),
    "unclosed quotation": (
        "f.csv",
        '姓名,电话\n"林小满,1'.encode(),
        "f.csv 第 2 行附近的引号不成对，读不下去。请另存为 .xlsx 再传。",
    ),
    "cells far apart": ("f.xlsx", far_away(), WIDE),
    "too wide": ("f.csv", b"a," * 257, WIDE.replace("f.xlsx", "f.csv")),
    "too long": ("f.csv", b"a,b\n" * 50_021, "f.csv 超过 50000 行。请分成几个文件。"),
    "broken xml": ("f.xlsx", made.with_sheet("<sheetData><row>"), DAMAGED),
}  # fmt: skip


@pytest.mark.req("E6", "E9")
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_a_sheet_is_refused_with_a_sentence_of_its_own(case: str) -> None:
    name, data, said = REFUSED[case]
    with pytest.raises(BadSheet) as fault:
        open_book(data, name).grid(0)
    assert str(fault.value) == said


PROBE = """
import resource, sys, time
import django
django.setup()
from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import BadSheet
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.monotonic()
try:
    open_book(data, "f.xlsx").grid(0)
except BadSheet as fault:
    print(fault)
more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(more, time.monotonic() - begun)
"""


@pytest.mark.req("E6", "C10")
def test_a_small_file_that_unpacks_to_117_mb_takes_neither_memory_nor_time(tmp_path: Path) -> None:
    data = made.bomb()
    assert len(data) <= 345 * 1024
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(data)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROBE, path], capture_output=True, text=True, check=True, env=here()
    )
    said, figures = done.stdout.splitlines()
    more, seconds = map(float, figures.split())
    assert said == LARGE
    assert more < 200
    assert seconds < 10
    assert time.monotonic() - begun < 30


def here() -> dict[str, str]:
    """The environment of the tests' own installation, for a process of its own."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lianxin.site.settings",
        "LIANXIN_HOME": str(settings.HOME.path),
        "PYTHONPATH": ":".join(sys.path),
    }
