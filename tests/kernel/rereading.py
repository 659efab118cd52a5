"""A sheet of ours read back into what it was written from, by another library than wrote it; for round trips."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree
from python_calamine import CalamineWorkbook

from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.writing import HIDDEN_PAGE, About, Cell, SheetLine, write_xlsx

OFFICE = ZoneInfo("Asia/Shanghai")
DATA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheetData"


def reread(data: bytes, columns: Sequence[Column]) -> tuple[dict[str, str], list[SheetLine]]:
    """What the sheet says of itself, and its lines; a heading that isn't the column's own is a mistake."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        facts = {
            str(row[0]): str(row[1]) for row in book.get_sheet_by_name(HIDDEN_PAGE).to_python() if row[0]
        }
        head, *rows = book.get_sheet_by_index(0).to_python()
    assert [str(one.heading) for one in columns] == head[1:]
    lines = [
        SheetLine(
            str(row[0]),
            {one.code: value(one, cell) for one, cell in zip(columns, row[1:], strict=True) if cell != ""},
        )
        for row in rows
    ]
    return facts, lines


def value(column: Column, cell: object) -> Cell:
    """One cell as the list gave it."""
    if column.kind is Kind.YES_NO:
        return cell == "是"
    if column.choices:
        return next((code for code, words in column.choices if str(words) == cell), str(cell))
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=OFFICE)
    if isinstance(cell, float):
        return Decimal(str(cell)) if column.kind is Kind.MONEY else int(cell)
    return cell  # type: ignore[return-value]  # a text or a day


def rewritten(data: bytes, columns: Sequence[Column], about: About) -> bytes:
    """The sheet written anew from what was read."""
    held = io.BytesIO()
    _facts, lines = reread(data, columns)
    write_xlsx(held, columns, lines, about=about)
    return held.getvalue()


def body(data: bytes) -> bytes:
    """The rows of the first sheet as they stand in the file."""
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    return bytes(etree.tostring(tree.find(DATA)))


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """The sheet as LibreOffice saves it. Raises LookupError where there is none."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise LookupError("soffice")
    (folder / "before.xlsx").write_bytes(data)
    (folder / "after").mkdir()
    asked = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx"]
    subprocess.run(
        [*asked, "--outdir", str(folder / "after"), str(folder / "before.xlsx")], check=True
    )  # ours
    return (folder / "after" / "before.xlsx").read_bytes()
