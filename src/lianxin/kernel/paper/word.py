"""A sheet as a Word file, to be changed by hand before it is printed; it says what the PDF says, block by block."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lianxin.kernel.paper import fonts, marks
from lianxin.kernel.paper.filling import ROOM, Part, Sheet
from lianxin.kernel.paper.layout import Page, Size

BODY, HEADINGS = "宋体", "黑体"
RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
EMPTY, TICKED = "□", "☑"


def draw(sheet: Sheet) -> bytes:
    """The sheet as DOCX. Raises Unprintable for the same characters as the PDF."""
    fonts.refuse_missing(sheet.texts())
    document = Document()
    settle(document, sheet)
    if sheet.copy:
        paragraph(document, sheet.copy, align=RIGHT, bold=True)
    paragraph(document, sheet.office, align=CENTRE)
    paragraph(document, sheet.title, align=CENTRE, bold=True, size=22 if official(sheet) else 18)
    paragraph(document, sheet.number, align=RIGHT)
    for part in sheet.parts:
        DRAWN[part.kind](document, part)
    footer(document, sheet)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def official(sheet: Sheet) -> bool:
    """Whether it is on the page of official documents."""
    return sheet.page == Page.OFFICIAL


def settle(document: Any, sheet: Sheet) -> None:
    """Page, margins, letters: those of the PDF; official pages with 28 signs by 22 lines."""
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if sheet.page == Page.ACROSS:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    top, bottom, left, right = (37, 35, 28, 26) if official(sheet) else (20, 27, 25, 20)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    style.font.size = Pt(16 if official(sheet) or sheet.size == Size.LARGE else 12)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.4
    if official(sheet):
        grid = OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "linesAndChars")
        grid.set(qn("w:linePitch"), str(round(225 / 22 / 25.4 * 1440)))
        section._sectPr.append(grid)
        style.paragraph_format.line_spacing = 1


def paragraph(
    where: Any, text: str, *, align: Any = None, bold: bool = False, size: int = 0, indent: bool = False
) -> Any:
    """One paragraph of text."""
    made = where.add_paragraph()
    made.alignment = align
    written(made, text, bold=bold, size=size)
    if indent:
        made.paragraph_format.first_line_indent = Pt(24)
    return made


def written(made: Any, text: str, *, bold: bool = False, size: int = 0) -> None:
    """Text put into a paragraph, each line of it on a line."""
    run = made.add_run(text)
    if bold:
        run.bold = True
        run.font.name = HEADINGS
        run._element.rPr.rFonts.set(qn("w:eastAsia"), HEADINGS)
    if size:
        run.font.size = Pt(size)


def lines(document: Any, part: Part) -> None:
    """Running text."""
    for line in part.lines:
        paragraph(document, line, align=RIGHT if part.align == "right" else None, indent=part.indent)


def fields(document: Any, part: Part) -> None:
    """Rows in a frame."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    whole = document.sections[0].page_width - document.sections[0].left_margin
    whole -= document.sections[0].right_margin
    for (label, value), room in zip(part.rows, part.rooms, strict=True):
        cells = table.add_row().cells
        cells[0].width, cells[1].width = round(whole * 0.28), round(whole * 0.72)
        written(cells[0].paragraphs[0], label, bold=True)
        written(cells[1].paragraphs[0], value or "\n" * (room - 1))


def ledger(document: Any, part: Part) -> None:
    """A ledger whose headings come again on each page."""
    table = document.add_table(rows=1, cols=len(part.head), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, part.head, strict=True):
        written(cell.paragraphs[0], head, bold=True)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for row in part.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            written(cell.paragraphs[0], text)


def boxes(document: Any, part: Part) -> None:
    """Boxes to tick."""
    paragraph(document, part.lines[0], bold=True)
    for (text,), ticked in zip(part.rows, part.ticked, strict=True):
        paragraph(document, f"{TICKED if ticked else EMPTY} {text}")


def signatures(document: Any, part: Part) -> None:
    """Lines to sign on."""
    for (party,) in part.rows:
        finger = "　按指印处" if part.fingerprint else ""
        paragraph(document, f"{party}（签名）：{ROOM}　日期：＿＿年＿＿月＿＿日{finger}")


DRAWN = {"lines": lines, "fields": fields, "table": ledger, "boxes": boxes, "signatures": signatures}


def footer(document: Any, sheet: Sheet) -> None:
    """The foot of each page; Word itself counts the pages."""
    where = document.sections[0].footer
    first = where.paragraphs[0]
    if sheet.mark:
        first.add_run().add_picture(BytesIO(marks.picture(sheet.mark)), width=Mm(17))
        written(first, "　", size=9)
    written(first, sheet.foot[0], size=9)
    for line in sheet.foot[1:]:
        paragraph(where, line, size=9)
    count = paragraph(where, "第 ", align=RIGHT, size=9)
    counter(count, "PAGE")
    written(count, " 页 共 ", size=9)
    counter(count, "NUMPAGES")
    written(count, " 页", size=9)


def counter(made: Any, name: str) -> None:
    """A field that Word fills in."""
    mark = OxmlElement("w:fldSimple")
    mark.set(qn("w:instr"), name)
    made._p.append(mark)
