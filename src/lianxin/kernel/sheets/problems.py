"""The sheet that goes back (问题表): the refused rows as they came, with their line and what is wrong with them."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.table import LINE, PROBLEM, Table
from lianxin.kernel.sheets.writing import ROW_BY_ROW

LONGEST = 32_000
WIDTHS = {LINE: 6, PROBLEM: 60}


def problem_sheet(table: Table, faults: Sequence[tuple[int, str]], title: Text) -> bytes:
    """An XLSX of text cells: nothing runs as a formula, and it can be mended and sent again as it is."""
    rows: Mapping[int, Mapping[str, str]] = {row.line: row.cells for row in table.rows}
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, ROW_BY_ROW) as book:
        page = book.add_worksheet(str(title)[:31])
        text = book.add_format({"num_format": "@", "valign": "top"})
        head = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E7EEF5"})
        alarm = book.add_format(
            {"num_format": "@", "text_wrap": True, "font_color": "#B00020", "valign": "top"}
        )
        headings = [LINE, *table.headings, PROBLEM]
        for place, heading in enumerate(headings):
            page.set_column(place, place, WIDTHS.get(heading, 18), text)
            page.write_string(0, place, heading, head)
        page.freeze_panes(1, 0)
        for at, (line, problem) in enumerate(faults, start=1):
            cells = rows.get(line, {})
            page.write_string(at, 0, str(line), text)
            for place, heading in enumerate(table.headings, start=1):
                page.write_string(at, place, cells.get(heading, "")[:LONGEST], text)
            page.write_string(at, len(headings) - 1, problem[:LONGEST], alarm)
    return held.getvalue()
