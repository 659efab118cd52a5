"""A sheet as PDF (PDF/A-2b, tagged): what is printed and what is kept. It says the same on every machine."""

import json
from functools import lru_cache
from pathlib import Path

import typst

from lianxin.kernel.paper import fonts, marks
from lianxin.kernel.paper.filling import Sheet

LAYOUT = Path(__file__).with_name("sheet.typ")


@lru_cache(maxsize=1)
def layout() -> bytes:
    """The layout of every sheet."""
    return LAYOUT.read_bytes()


def draw(sheet: Sheet) -> bytes:
    """The sheet, drawn. Raises Unprintable, in a sentence, where it would come out with holes."""
    fonts.refuse_missing(sheet.texts())
    said = {**sheet.plain(), "square": marks.square(sheet.mark) if sheet.mark else ""}
    compiler = typst.Compiler(layout(), font_paths=fonts.fonts(fonts.folder()), ignore_system_fonts=True)
    given = {"sheet": json.dumps(said, ensure_ascii=False)}
    drawn = compiler.compile(format="pdf", sys_inputs=given, pdf_standards="a-2b")
    if not isinstance(drawn, bytes):
        raise TypeError("typst gives one file")
    return drawn
