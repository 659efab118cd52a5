"""A form comes out as PDF and as Word, says the same in both, and never with a hole where a character should be."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from lianxin.kernel.context import in_county
from lianxin.kernel.paper import fonts, ledger, marks, pdf, scanning, word
from lianxin.kernel.paper.filling import Print, Sheet, fill
from lianxin.kernel.paper.layout import (
    Boxes,
    Closing,
    Field,
    Fields,
    Form,
    Lines,
    Page,
    Signatures,
    Size,
    Table,
    Variable,
)
from lianxin.kernel.paper.unprintable import MissingGlyph, NoFonts
from tests.kernel.paper.reading import POINTS, blocks, lines_of, pages, said, signs, squeezed

pytestmark = pytest.mark.once

AT = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
ETHNIC = "买买提·阿不都热合曼·艾合买提江·吾守尔·库尔班·依明江"
LONGEST = "欧阳" + "慕容雪莹" * 7  # thirty characters
RARE = "𠮷䶮㛃𬭊"
NAMES = (LONGEST, ETHNIC, RARE)
VARIABLES = tuple(
    Variable(code, code) for code in ("who", "why", "none", "text", "rows", "ticked", "reader", "witness")
)
FORM = Form(
    "T-01",
    "试验表",
    "2026-12",
    blocks=(
        Lines("{who}：", align="left"),
        Lines("{text}", indent=True),
        Fields(
            (Field("姓名", "{who}"), Field("理由", "{why}", room=3), Field("可省", "{none}", optional=True))
        ),
        Table((("姓名", 3), ("金额", 1)), "rows", blank=4),
        Boxes("处理", (("yes", "同意"), ("no", "不同意")), "ticked"),
        Signatures(("申请人",), reader="reader", witness="witness"),
        Closing(),
    ),
    variables=VARIABLES,
)


def data(**more: Any) -> dict[str, Any]:
    """What the form is filled with."""
    given = {"who": "林小满", "text": "水管漏了三天。", "why": "路上全是水。", "day": "2026年12月1日"}
    return {**given, "rows": [["林小满", "10.00"]], "ticked": ["yes"], **more}


def sheet(values: dict[str, Any] | None = None, *, form: Form = FORM, **on: Any) -> Sheet:
    """The form filled in."""
    given = {"office": "青禾县青禾镇", "at": AT, "number": "101-2026-000042-7"}
    return fill(form, data() if values is None else values, Print(**{**given, **on}))


@pytest.fixture
def office() -> Iterator[None]:
    """青禾县, without a database: a sheet is drawn from its values alone."""
    with in_county(990901):
        yield


@pytest.mark.req("FRM-01")
def test_the_foot_of_each_page_says_what_it_is_and_the_square_holds_number_and_code_only(
    office: None,
) -> None:
    long = sheet(data(text="水" * 2000, who="林小满", phone="19900001111"))
    drawn = pdf.draw(long)
    texts = pages(drawn)
    code = marks.check_code("T-01", "101-2026-000042-7")
    for place, text in enumerate(texts, start=1):
        foot = squeezed(text)
        for told in (f"第{place}页共{len(texts)}页", "T-01", "版本2026-12", "编号101-2026-000042-7"):
            assert told in foot
        assert "打印时间2026年12月1日09:30" in foot
        assert f"查验码{marks.shown(code)}" in foot
    with pypdfium2.PdfDocument(drawn) as document:
        width, height = document[0].get_size()
        shown = document[0].render(scale=2).to_pil()
    assert (round(width / POINTS), round(height / POINTS)) == (210, 297)
    picture = io.BytesIO()
    shown.save(picture, "PNG")
    assert scanning.marks_in(picture.getvalue()) == [("101-2026-000042-7", code)]
    assert long.mark == f"101-2026-000042-7 {code}"


@pytest.mark.req("FRM-01")
def test_the_word_file_has_the_same_foot_and_square_and_counts_its_pages(office: None) -> None:
    foot = Document(io.BytesIO(word.draw(sheet()))).sections[0].footer
    (image,) = [part.blob for part in foot.part.related_parts.values()]
    assert scanning.marks_in(image) == [tuple(sheet().mark.split(" "))]
    said_there = "".join(paragraph.text for paragraph in foot.paragraphs)
    assert all(line in said_there for line in sheet().foot)
    assert 'w:instr="PAGE"' in foot.part.blob.decode()
    assert 'w:instr="NUMPAGES"' in foot.part.blob.decode()


@pytest.mark.req("FRM-01")
def test_the_text_keeps_clear_of_the_binding_edge(office: None) -> None:
    left = min(sign.left for sign in signs(pdf.draw(sheet(data(text="水" * 900))), 0) if sign.text == "水")
    assert left >= 25 * POINTS - 0.5


@pytest.mark.req("FRM-02")
@pytest.mark.parametrize(("size", "points"), [(Size.NORMAL, 12), (Size.LARGE, 16)])
def test_the_body_is_twelve_points_high_and_sixteen_in_large_type(
    office: None, size: Size, points: int
) -> None:
    drawn = pdf.draw(sheet(data(text="水" * 80), size=size))
    first = [sign for sign in signs(drawn, 0) if sign.text == "水"][:10]
    steps = [right.left - left.left for left, right in pairwise(first)]
    assert points - 0.5 <= min(steps) <= max(steps) <= points * 1.05
    styled = Document(io.BytesIO(word.draw(sheet(size=size)))).styles["Normal"].font.size
    assert styled.pt == points


@pytest.mark.req("FRM-02")
def test_only_our_fonts_are_used_and_they_travel_with_the_sheet(office: None) -> None:
    drawn = pdf.draw(sheet(data(who=RARE)))
    for name in (b"NotoSerifSC", b"NotoSansSC", b"NotoSerifJP"):
        assert name in drawn
    assert b"/FontFile" in drawn
    assert b"pdfaid" in drawn
    assert b"/MarkInfo" in drawn


@pytest.mark.req("FRM-03")
def test_a_long_ledger_has_its_headings_on_every_page_and_loses_no_line(office: None) -> None:
    rows = [[f"{place}号人", f"{place}.00"] for place in range(1, 121)]
    texts = pages(pdf.draw(sheet(data(rows=rows))))
    assert len(texts) > 3
    for text in texts[1:-1]:
        assert squeezed(text).startswith("姓名金额")
    whole = squeezed("".join(texts))
    assert all(f"{place}号人{place}.00" in whole for place in range(1, 121))


@pytest.mark.req("FRM-03", "INV-16")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", list(Size))
def test_the_longest_names_fit_and_rare_characters_print(office: None, name: str, size: Size) -> None:
    filled = sheet(data(who=name, rows=[[name, "1"]]), size=size)
    drawn = pdf.draw(filled)
    assert said(drawn).count(name) == 3
    with pypdfium2.PdfDocument(drawn) as document:
        width = document[0].get_size()[0]
    assert max(sign.left + sign.size / 2 for sign in signs(drawn, 0)) <= width - 15 * POINTS
    assert "".join(blocks(word.draw(filled))).count(name) == 3


@pytest.mark.req("INV-16")
@pytest.mark.parametrize(
    "values", [None, {"reader": "周秀", "witness": "王强"}, {"who": "", "why": "", "rows": []}]
)
def test_pdf_and_word_say_the_same_block_by_block(office: None, values: dict[str, Any] | None) -> None:
    filled = fill(FORM, None, Print("青禾镇", AT)) if values is None else sheet(data(**values))
    text, place = said(pdf.draw(filled)), 0
    found = list(blocks(word.draw(filled)))
    assert len(found) > 8
    for block in found:
        # The foot of the first page comes where its text ends; a form of one page has none in between.
        place = text.find(block, place)
        assert place >= 0, block
        place += len(block)


@pytest.mark.req("FRM-03", "INV-16")
@pytest.mark.parametrize("draw", [pdf.draw, word.draw])
def test_a_character_without_a_glyph_stops_the_print_and_is_named(office: None, draw: Any) -> None:
    with pytest.raises(MissingGlyph, match=r"没有 “\U0002A700”（U\+2A700），没有打印"):
        draw(sheet(data(who="林\U0002a700满")))
    with pytest.raises(MissingGlyph, match=r"（U\+200B ZERO WIDTH SPACE）"):
        draw(sheet(data(text="水\u200b管")))


def test_without_the_fonts_nothing_is_printed(office: None, settings: Any, tmp_path: Any) -> None:
    settings.PAPER_FONTS = tmp_path
    with pytest.raises(
        NoFonts, match=r"缺 NotoSerifSC-Regular\.ttf、NotoSansSC-Bold\.ttf、NotoSerifJP-Regular\.ttf"
    ):
        pdf.draw(sheet())
    assert fonts.absent(tmp_path) == list(fonts.FILES)


def test_what_people_write_is_never_taken_for_markup(office: None) -> None:
    written = '#read("/etc/passwd") *粗* _斜_ $x$ \\u{41} `代码` <标签> {who} = 标题 // 注'
    filled = sheet(data(why=written))
    assert squeezed(written) in said(pdf.draw(filled)).replace("_", "")
    assert squeezed(written) in list(blocks(word.draw(filled)))


@pytest.mark.req("FRM-04")
def test_a_blank_form_has_room_everywhere_and_no_values(office: None) -> None:
    blank = fill(FORM, None, Print("青禾镇", AT, number="2026-00001"))
    text = said(pdf.draw(blank))
    assert "纸表编号2026-00001" in text
    assert "可省" in text
    assert "—" not in text
    table = next(part for part in blank.parts if part.kind == "table")
    assert table.rows == [["", ""]] * 4


@pytest.mark.req("FRM-04")
def test_what_is_optional_and_empty_is_left_out_and_the_rest_shows_a_dash(office: None) -> None:
    part = next(part for part in sheet(data(why="")).parts if part.kind == "fields")
    assert part.rows == [["姓名", "林小满"], ["理由", "—"]]


@pytest.mark.req("FRM-05")
def test_who_cannot_write_has_a_place_for_the_finger_and_the_sentence_names_reader_and_witness(
    office: None,
) -> None:
    named = said(pdf.draw(sheet(data(reader="周秀", witness="王强"))))
    assert "申请人（签名）：日期：年月日按指印处" in named.replace(
        "按指印处申请人（签名）：日期：年月日", "申请人（签名）：日期：年月日按指印处"
    )
    assert "本人不识字，由周秀代读，见证人王强。" in named
    assert "本人不识字，由代读，见证人。" in said(pdf.draw(sheet()))


def test_ticked_boxes_are_drawn_with_their_tick(office: None) -> None:
    part = next(part for part in sheet().parts if part.kind == "boxes")
    assert part.ticked == [True, False]
    assert [block for block in blocks(word.draw(sheet())) if block in {"同意", "不同意"}] == [
        "同意",
        "不同意",
    ]
    typed = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word.draw(sheet()))).paragraphs)
    assert "☑ 同意" in typed
    assert "□ 不同意" in typed


@pytest.mark.req("FRM-08")
def test_a_copy_says_so_and_a_watermark_names_who_printed_it(office: None) -> None:
    text = said(pdf.draw(sheet(copy=2, watermark="周秀 便民服务中心 窗口 2026年12月1日 09:30")))
    assert text.count("副本") == 2
    assert "第2份（副本）" in text
    assert text.count("周秀便民服务中心窗口2026年12月1日09:30") == 3
    assert "副本" not in said(pdf.draw(sheet()))


def test_a_ledger_goes_to_excel_as_text_and_no_cell_becomes_a_formula(office: None) -> None:
    book = load_workbook(io.BytesIO(ledger.draw(sheet(data(rows=[["=1+1", "00123"], [LONGEST, "1"]])))))
    cells = [[cell.value for cell in row[:2]] for row in book.active.iter_rows(min_row=2)]
    assert cells == [["姓名", "金额"], ["=1+1", "00123"], [LONGEST, "1"]]
    assert [cell.data_type for cell in book.active[3]] == ["s", "s"]


def test_a_block_that_names_what_the_form_has_not_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="T-01 names what it has not: \\['whom'\\]"):
        replace(FORM, blocks=(Lines("{whom}"),))


def test_the_page_of_official_documents_has_22_lines_of_28_characters(office: None) -> None:
    form = replace(FORM, blocks=(Lines("{text}"),), page=Page.OFFICIAL)
    drawn = pdf.draw(sheet(data(text="国" * 28 * 60), form=form))
    full = pages(drawn)[1]
    assert [len(line) for line in lines_of(full) if "国" in line] == [28] * 22
    written = [sign for sign in signs(drawn, 1) if sign.text == "国"]
    left, right = min(sign.left for sign in written), max(sign.left for sign in written)
    rows = sorted({round(sign.bottom, 1) for sign in written})
    assert abs(left - 28 * POINTS) < 0.5
    assert abs((right - left) - 156 * POINTS * 27 / 28) < 0.5
    assert abs((rows[-1] - rows[0]) - 225 * POINTS * 21 / 22) < 0.5
    with pypdfium2.PdfDocument(drawn) as document:
        height = document[1].get_size()[1]
    assert abs(height - 37 * POINTS - (rows[-1] + written[0].size)) < 6


def test_a_sheet_is_drawn_in_a_blink_once_the_fonts_are_read(office: None) -> None:
    filled = sheet(data(rows=[["林小满", "1"]] * 200))
    pdf.draw(filled)
    begun = datetime.now(tz=UTC)
    pdf.draw(sheet(data(rows=[["周秀", "2"]] * 200)))
    assert (datetime.now(tz=UTC) - begun).total_seconds() < 1
