"""What stands on a printed sheet, read back from the PDF and from the Word file."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

GAPS = re.compile(r"[\s＿□☑_\ufffe\x02]+")
POINTS = 72 / 25.4  # of a millimetre


@dataclass(frozen=True)
class Sign:
    """One character on a page: where its left lower corner is, in points from the left and from below."""

    text: str
    left: float
    bottom: float
    size: float


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    """Without blanks, line ends and the boxes and lines that the PDF draws and Word types."""
    return GAPS.sub("", text)


def said(pdf: bytes) -> str:
    """All its words, squeezed."""
    return squeezed("".join(pages(pdf)))


def lines_of(page: str) -> list[str]:
    """The lines of a page that hold anything."""
    return [line for line in page.splitlines() if line.strip()]


def blocks(word: bytes) -> Iterator[str]:
    """Every paragraph and every cell of a Word file in order, squeezed; empty ones are left out."""
    for child in Document(io.BytesIO(word)).element.body.iterchildren():
        if child.tag == qn("w:p"):
            texts = [Paragraph(child, None).text]
        elif child.tag == qn("w:tbl"):
            texts = [cell.text for row in Table(child, None).rows for cell in row.cells]
        else:
            continue
        yield from filter(None, map(squeezed, texts))


def signs(pdf: bytes, page: int) -> list[Sign]:
    """Every character of a page with its place."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            left, bottom, _right, top = text.get_charbox(index, loose=True)
            found.append(Sign(text.get_text_range(index, 1), left, bottom, top - bottom))
        return found


def handed_out(by: Client, address: str, kind: str = "pdf") -> bytes:
    """The file a button gives."""
    answer = by.post(address, {"as": kind})
    assert answer.status_code == 200, answer.content[:300]
    return bytes(answer.content)


def printed(by: Client, address: str) -> str:
    """Its words, squeezed."""
    return squeezed("".join(pages(handed_out(by, address))))
