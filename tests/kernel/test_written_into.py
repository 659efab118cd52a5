"""Somebody else's file with a few cells anew: everything else as it came, byte by byte."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook

from lianxin.kernel.sheets.parts import Unpatchable, column_of, opened, patch_sheet, reference_of
from lianxin.kernel.sheets.writing import harmless
from lianxin.kernel.sheets.written_into import Original, headed, originals, rewritten
from tests.kernel.sheet_files import bomb

pytestmark = pytest.mark.once

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def city_file() -> bytes:
    """A sheet as a city's platform writes one: a title, styles, a formula, a comment, a merged line, a chart."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page, other = book.add_worksheet("工单"), book.add_worksheet("统计")
    red, day = book.add_format({"bg_color": "#FF0000"}), book.add_format({"num_format": "yyyy-mm-dd"})
    page.merge_range("A1:F1", "市 12345 工单（2026 年 11 月）")
    for place, heading in enumerate(["工单编号", "内容", "办理状态", "办理结果", "来电日期", "天数"]):
        page.write_string(1, place, heading)
    page.set_column(3, 3, 44, red)
    for row in range(2, 6):
        page.write_string(row, 0, f"SH2026{row:04d}")
        page.write_string(row, 1, "水管漏水 <三天> & 没人管")
        page.write_blank(row, 2, None, red)
        page.write_datetime(row, 4, date(2026, 11, row), day)
        page.write_formula(row, 5, f"=E{row + 1}-E3", None, row - 2)
    page.write_comment("B3", "请三日内办结")
    page.data_validation("C3:C6", {"validate": "list", "source": ["办理中", "已办结"]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=工单!$F$3:$F$6"})
    other.insert_chart("A1", chart)
    book.close()
    return held.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def cells(data: bytes, page: int = 0) -> list[list[object]]:
    """What an independent reader finds."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_index(page).to_python(skip_empty_area=False)


def first(data: bytes) -> Original:
    """The first sheet of a file."""
    return originals(data)[0]


@pytest.mark.req("XC-04")
def test_only_the_cells_asked_for_change_and_every_other_part_is_the_same_bytes() -> None:
    data = city_file()
    done = rewritten(first(data), {(3, 3): "已办结", (5, 4): '换了接头 <好> & "不漏"\n=1+1'}).data
    before, after = parts(data), parts(done)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    was, now = cells(data), cells(done)
    was[2][2], was[4][3] = "已办结", '换了接头 <好> & "不漏"\n=1+1'
    assert now == was
    assert cells(done, 1) == cells(data, 1)


@pytest.mark.req("XC-04")
def test_in_the_sheet_itself_the_bytes_around_a_cell_stay() -> None:
    xml = parts(city_file())[SHEET]
    new = patch_sheet(xml, {(3, 3): "已办结"}).xml
    old = b'<c r="C3" s="1"/>'
    put = '<c r="C3" s="1" t="inlineStr"><is><t xml:space="preserve">已办结</t></is></c>'.encode()
    assert new == xml.replace(old, put)
    assert old in xml


@pytest.mark.req("XC-04")
def test_styles_formulas_comments_and_drop_downs_are_still_there_for_another_reader() -> None:
    done = rewritten(first(city_file()), {(3, 3): "已办结", (3, 4): "换了接头"}).data
    sheet = openpyxl.load_workbook(io.BytesIO(done)).worksheets[0]
    assert (sheet["C3"].value, sheet["C3"].fill.bgColor.rgb, sheet["D3"].fill.fgColor.rgb) == (
        "已办结",
        sheet["C4"].fill.bgColor.rgb,
        "FFFF0000",
    )
    assert (sheet["F3"].value, sheet["B3"].comment.text) == ("=E3-E3", "请三日内办结")
    assert sheet.column_dimensions["D"].width == pytest.approx(44, abs=1)
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C3:C6"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:F1"]


@pytest.mark.req("XC-04")
def test_a_cell_with_a_formula_is_left_and_said() -> None:
    data = city_file()
    done = rewritten(first(data), {(3, 6): "9", (4, 3): "已办结"})
    assert done.formulas == {(3, 6)}
    assert openpyxl.load_workbook(io.BytesIO(done.data)).worksheets[0]["F3"].value == "=E3-E3"


def test_what_another_library_wrote_is_written_into_as_well() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["工单号", "办理状态", "备注"])
    page.append([2026112900017, None, "夜里打的"])
    page["B2"].fill, page["A1"].font = PatternFill("solid", fgColor="00FF00"), Font(bold=True)
    page["A2"].comment = Comment("急件", "市")
    held = io.BytesIO()
    book.save(held)
    original = first(held.getvalue())
    assert original.lines == [["工单号", "办理状态", "备注"], ["2026112900017", "", "夜里打的"]]
    done = rewritten(original, {(2, 2): "已办结"}).data
    assert cells(done) == [["工单号", "办理状态", "备注"], [2026112900017.0, "已办结", "夜里打的"]]
    assert openpyxl.load_workbook(io.BytesIO(done)).active["A2"].comment.text == "急件"


PREFIXED = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    '<x:row r="1"><x:c r="A1" t="str"><x:v>号</x:v></x:c></x:row></x:sheetData></x:worksheet>'
).encode()


def test_a_prefix_of_names_is_kept() -> None:
    new = patch_sheet(PREFIXED, {(1, 2): "好"}).xml.decode()
    put = '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">好</x:t></x:is></x:c></x:row>'
    assert new == PREFIXED.decode().replace("</x:row>", put)


@pytest.mark.parametrize(
    ("row", "place", "expected"),
    [
        ('<row r="1"><c r="A1"/><c r="D1"/></row>', (1, 2), '<row r="1"><c r="A1"/>#B1<c r="D1"/></row>'),
        ('<row r="1"><c r="A1"/><c r="D1"/></row>', (1, 9), '<row r="1"><c r="A1"/><c r="D1"/>#I1</row>'),
        ("<row><c/><c/></row>", (1, 2), "<row><c/>#B1</row>"),
        ('<row r="1" s="7"><c r="B1"/></row>', (1, 1), '<row r="1" s="7">#A1s7<c r="B1"/></row>'),
        (
            '<row r="1" spans=\'1:2\'><c t="str" r="A1"><v>a > b</v></c></row>',
            (1, 1),
            "<row r=\"1\" spans='1:2'>#A1</row>",
        ),
    ],
)
def test_a_cell_that_was_not_there_stands_in_its_order(
    row: str, place: tuple[int, int], expected: str
) -> None:
    xml = f"{HEAD}<sheetData>{row}</sheetData></worksheet>".encode()
    new = patch_sheet(xml, {place: "水"}).xml.decode()
    name, _, style = expected.partition("#")[2].partition("<")[0].partition("s")
    look = f' s="{style}"' if style else ""
    put = f'<c r="{name}"{look} t="inlineStr"><is><t xml:space="preserve">水</t></is></c>'
    mark = f"#{name}s{style}" if style else f"#{name}"
    assert new == f"{HEAD}<sheetData>{expected.replace(mark, put)}</sheetData></worksheet>"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>',
        b'<?xml version="1.0" encoding="utf-16"?><worksheet/>',
        "<worksheet/>".encode("utf-16"),
        b"<worksheet><row",
    ],
)
def test_what_is_not_plain_utf_8_without_entities_is_not_touched(xml: bytes) -> None:
    with pytest.raises(Unpatchable):
        patch_sheet(xml, {(1, 1): "x"})


@pytest.mark.parametrize("data", [b"PK\x03\x04no", b"\xd0\xcf\x11\xe0old", b"\x81\x30\xff\xff"])
def test_what_is_no_sheet_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unpatchable, match="请"):
        originals(data)


def test_a_file_that_unpacks_to_a_mountain_is_refused_before_it_does() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(201 * 1024 * 1024))
    with pytest.raises(Unpatchable, match="解压以后太大"):
        opened(held.getvalue())


CSV_TEXT = '工单号;"内容";办理状态\r\n001;"漏水; ""三天""\r\n没人管";\r\n002;断电\r\n'


@pytest.mark.req("XC-04")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_a_csv_goes_back_in_its_encoding_with_its_line_ends_and_quotes(encoding: str, ends: str) -> None:
    text = CSV_TEXT.replace("\r\n", ends)
    original = first(text.encode(encoding))
    assert (original.lines[1][0], original.lines[2]) == ("001", ["002", "断电"])
    done = rewritten(original, {(2, 3): "已办结; 好", (3, 3): "=办理中"}).data
    expected = text.replace(f'没人管";{ends}', f'没人管";"已办结; 好"{ends}').replace(
        f"断电{ends}", f"断电;'=办理中{ends}"
    )
    assert done == expected.encode(encoding)


def test_a_short_line_of_a_csv_is_filled_up_to_the_column() -> None:
    original = first(b"a,b,c,d\n1\n2,x")
    assert rewritten(original, {(2, 2): "y", (2, 4): "z", (3, 4): "w"}).data == b"a,b,c,d\n1,y,,z\n2,x,,w"


def test_the_headings_are_found_below_titles() -> None:
    found = headed(first(city_file()), ["工单编号", "办理状态"])
    assert found is not None
    assert (found.row, found.columns["办理状态"], found.columns["天数"]) == (2, 3, 6)
    assert headed(first(b"a,b\n1,2\n"), ["工单编号"]) is None


@given(st.integers(1, 16384), st.integers(1, 1048576))
def test_places_are_spelled_and_read_back(column: int, row: int) -> None:
    assert column_of(reference_of((row, column))) == column


GRID = st.lists(st.lists(st.text("ab,;\"\n水'", max_size=5), min_size=3, max_size=3), min_size=2, max_size=6)


@pytest.mark.req("XC-04")
@settings(max_examples=30)
@given(GRID, st.integers(0, 5), st.integers(0, 2), st.text('x水,"\n', min_size=1, max_size=4))
def test_in_any_csv_one_field_changes_and_no_other(
    grid: list[list[str]], row: int, column: int, new: str
) -> None:
    held = io.StringIO(newline="")
    csv.writer(held).writerows([["h1", "h2", "h3"], *grid])
    place = (row % len(grid) + 2, column + 1)
    done = rewritten(first(held.getvalue().encode()), {place: new}).data.decode()
    expected = [["h1", "h2", "h3"], *[list(line) for line in grid]]
    expected[place[0] - 1][column] = harmless(new)
    assert list(csv.reader(io.StringIO(done, newline=""))) == expected


@pytest.mark.req("E6")
def test_a_sheet_that_would_fill_the_machine_is_not_unpacked_to_be_written_into() -> None:
    with pytest.raises(Unpatchable, match="这份表 解开后太大"):
        originals(bomb())
