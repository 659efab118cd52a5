"""A ledger as a spreadsheet (台账): the lines of a form's tables, for offices that go on in Excel."""

from io import BytesIO

import xlsxwriter

from lianxin.kernel.paper.filling import Part, Sheet

WIDTH = 90  # of a page, in the characters a spreadsheet counts its columns by


def draw(sheet: Sheet) -> bytes:
    """The tables of a sheet as XLSX, ready for A4: headings again on every page, text cells, no formulas."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet.title[:31].translate(str.maketrans("", "", "[]:*?/\\")))
        heading = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{sheet.foot[0]}&R&P/&N".replace("#", ""))
        page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 16}))
        line = 1
        for part in (one for one in sheet.parts if one.kind == "table"):
            page.repeat_rows(line)
            line = table(page, part, line, (heading, cell))
    return written.getvalue()


def table(page: "xlsxwriter.worksheet.Worksheet", part: Part, line: int, looks: tuple[object, object]) -> int:
    """One table from a line on; the line after it."""
    for column, (head, width) in enumerate(zip(part.head, part.widths, strict=True)):
        page.set_column(column, column, WIDTH * width / sum(part.widths))
        page.write_string(line, column, head, looks[0])
    for place, row in enumerate(part.rows, start=line + 1):
        for column, text in enumerate(row):
            page.write_string(place, column, text, looks[1])
    return line + len(part.rows) + 2
