"""Workbooks from before 2007 (.xls), read by a process of their own that may use only so much memory and time.

The old format says nothing reliable about its extent, and its reader lays out whole rectangles: two cells far
apart would take half a gigabyte here.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.layout import TITLE_ROWS, Layout, too_long, too_wide
from lianxin.kernel.sheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadSheet
from lianxin.kernel.sheets.package import damaged, locked, too_large

SECONDS = 30
MEMORY = 1024**3
CHILD = f"""
import io, json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from python_calamine import CalamineWorkbook, PasswordError
def plain(value):
    return value if isinstance(value, (str, int, float)) else str(value)
try:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
except PasswordError:
    sys.exit(3)
except Exception as fault:
    sys.exit(3 if "assword" in str(fault) else 4)
for place, meta in enumerate(book.sheets_metadata):
    sheet = book.get_sheet_by_index(place)
    if sheet.total_height > {MOST_ROWS + TITLE_ROWS}:
        sys.exit(5)
    if sheet.total_width > {MOST_COLUMNS} or sheet.total_height * sheet.total_width > {MOST_CELLS}:
        sys.exit(6)
    rows = sheet.to_python(skip_empty_area=False)
    hidden = str(meta.visible) != "SheetVisibleEnum.Visible"
    print(json.dumps([meta.name, hidden, len(rows), list(sheet.merged_cell_ranges or ())]))
    for row in rows:
        print(json.dumps([plain(value) for value in row]))
"""
LOCKED, BROKEN, LONG, WIDE = 3, 4, 5, 6


@dataclass
class OldSheet:
    """One sheet of an old workbook."""

    name: str
    hidden: bool
    layout: Layout
    rows: list[list[object]]


def read(data: bytes, name: str) -> list[OldSheet]:
    """Every sheet of an old workbook. Raises BadSheet."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", CHILD], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise too_large(name) from error
    if done.returncode:
        raise refusal(done.returncode, name)
    lines = iter(done.stdout.splitlines())
    found = []
    for line in lines:
        title, hidden, height, merged = json.loads(line)
        layout = Layout(merged=[(*begin, *end) for begin, end in merged])
        found.append(OldSheet(title, hidden, layout, [json.loads(next(lines)) for _row in range(height)]))
    if not found:
        raise BadSheet(_("%(file)s 是空的。") % {"file": name})
    return found


def refusal(code: int, name: str) -> BadSheet:
    """What the reading process ended with, in words."""
    known = {LOCKED: locked, BROKEN: damaged, LONG: too_long, WIDE: too_wide}
    return known.get(code, too_large)(name)
