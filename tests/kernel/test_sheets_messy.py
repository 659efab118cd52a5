"""Sheets as real offices send them: titles, merged cells, hidden columns, every spelling of a date; all are read."""

import datetime as dt
from typing import Any

import pytest

from lianxin.kernel.sheets.book import SheetName, open_book
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import Table, guess, table_of
from tests.kernel import sheet_files as made
from tests.kernel.old_sheet import old_workbook

pytestmark = pytest.mark.once

COLUMNS = (
    Column("name", "姓名", required=True),
    Column("id_number", "身份证号", Kind.ID_NUMBER, aliases=("身份证号码", "公民身份号码")),
    Column("phone", "电话", Kind.PHONE, aliases=("联系电话", "手机号")),
    Column("born", "出生日期", Kind.DATE, aliases=("出生年月日",)),
)
KNOWN = [str(one.heading) for one in COLUMNS]


def read(data: bytes, name: str = "f.xlsx", place: int = 0) -> Table:
    """The table in a file."""
    return table_of(open_book(data, name).grid(place), KNOWN, name)


def cells(data: bytes, name: str = "f.xlsx") -> list[list[str]]:
    """The cells of every row."""
    return [list(row.cells.values()) for row in read(data, name).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_with_the_separators_offices_have(
    encoding: str, separator: str
) -> None:
    text = "\r\n".join(separator.join(line) for line in (made.HEAD, made.GOOD))
    table = read(text.encode(encoding), "f.csv")
    assert table.headings == list(made.HEAD)
    assert [(row.line, tuple(row.cells.values())) for row in table.rows] == [(2, made.GOOD)]


def test_two_title_rows_above_the_headings_are_passed_over_and_lines_count_as_in_the_spreadsheet() -> None:
    def titles(book: Any) -> None:
        book.active.merge_cells("A1:D1")
        book.active.merge_cells("A2:D2")

    rows = [["青禾镇居民登记表"], ["填报单位：便民服务中心"], made.HEAD, [], made.GOOD]
    table = read(made.workbook(rows, change=titles))
    assert (table.header, table.headings) == (3, list(made.HEAD))
    assert [(row.line, row.cells["姓名"]) for row in table.rows] == [(5, "林小满")]


def test_headings_of_two_rows_are_read_by_their_lower_one() -> None:
    def groups(book: Any) -> None:
        book.active.merge_cells("A1:A2")
        book.active.merge_cells("B1:D1")

    rows = [["姓名", "证件和联系", None, None], [None, "身份证号", "电话", "出生日期"], made.GOOD]
    table = read(made.workbook(rows, change=groups))
    assert (table.header, table.headings) == (2, list(made.HEAD))


def test_merged_cells_are_filled_down_and_across() -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("A2:A4")
        book.active.merge_cells("B5:C5")

    rows = [
        ("村", "姓名", "曾用名"),
        ("樟荫村", "甲", ""),
        ("", "乙", ""),
        ("", "丙", ""),
        ("桐坑村", "丁", ""),
    ]
    found = cells(made.workbook(rows, change=merge))
    assert found == [["樟荫村", "甲", ""], ["樟荫村", "乙", ""], ["樟荫村", "丙", ""], ["桐坑村", "丁", "丁"]]


def test_hidden_columns_rows_and_sheets_are_flagged_and_read() -> None:
    def hide(book: Any) -> None:
        book.active.column_dimensions["B"].hidden = True
        book.active.row_dimensions[3].hidden = True
        book.create_sheet("底稿").sheet_state = "hidden"

    data = made.workbook([made.HEAD, made.GOOD, made.GOOD], change=hide)
    table = read(data)
    assert (table.hidden_headings, table.hidden_lines, len(table.rows)) == (["身份证号"], [3], 2)
    assert open_book(data, "f.xlsx").sheets == [SheetName("名单"), SheetName("底稿", hidden=True)]


def test_macros_are_taken_note_of_and_left_alone() -> None:
    book = open_book(made.with_part("xl/vbaProject.bin", b"\xcc\x61"), "f.xlsm")
    assert book.macros
    assert not open_book(made.workbook(), "f.xlsx").macros
    assert len(table_of(book.grid(0), KNOWN, "f.xlsm").rows) == 1


def test_every_value_has_one_spelling_whatever_its_type() -> None:
    row = (
        dt.datetime(2026, 1, 31, 9, 30),  # noqa: DTZ001  # a spreadsheet knows no zone
        dt.date(2026, 1, 31),
        19900001111,
        110101199003071234,
        3.5,
        True,
        dt.time(9, 30),
        "\u00a0林\u200b小满\u3000",
    )
    found = cells(made.workbook([[f"列{n}" for n in range(8)], row]))
    assert found == [
        [
            "2026-01-31 09:30:00",
            "2026-01-31",
            "19900001111",
            "1.10101E+17",
            "3.5",
            "TRUE",
            "09:30:00",
            "林小满",
        ]
    ]


def test_a_formula_gives_its_value_and_one_without_a_value_or_with_an_error_says_so() -> None:
    xml = (
        '<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c><c r="B1" t="str"><v>乙</v></c>'
        '<c r="C1" t="str"><v>丙</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>A2*2</f></c><c r="C2" t="e"><v>#REF!</v></c></row>'
        "</sheetData>"
    )
    assert cells(made.with_sheet(xml)) == [["2", "#公式没有算出值", "#REF!"]]


def test_headings_with_stars_blanks_and_line_breaks_are_known_and_doubled_ones_numbered() -> None:
    rows = [["* 姓 名", "公民身份号码\n（18位）", "手机号：", "备注", "备注"], ["甲", "", "", "一", "二"]]
    table = read(made.workbook(rows))
    assert table.headings == ["姓 名", "公民身份号码 （18位）", "手机号：", "备注", "备注（2）"]
    assert table.doubled == ["备注"]
    assert guess(table.headings, COLUMNS) == {
        "姓 名": "name",
        "公民身份号码 （18位）": "id_number",
        "手机号：": "phone",
    }


def test_a_heading_is_guessed_whole_before_in_part_and_each_column_once() -> None:
    found = guess(["申请人姓名", "姓名", "家属联系电话", "电话"], COLUMNS)
    assert found == {"姓名": "name", "电话": "phone"}
    assert guess(["申请人姓名"], COLUMNS) == {"申请人姓名": "name"}


def test_the_columns_we_add_to_a_returned_sheet_are_no_data_when_it_comes_again() -> None:
    table = read(made.workbook([["行号", *made.HEAD, "问题"], ["7", *made.GOOD, "电话不对"]]))
    assert table.headings == list(made.HEAD)


def test_the_same_headings_in_another_order_have_one_signature() -> None:
    there = read(made.workbook([made.HEAD, made.GOOD])).signature
    back = read(made.workbook([made.HEAD[::-1], made.GOOD[::-1]])).signature
    other = read(made.workbook([made.HEAD[:-1], made.GOOD[:-1]])).signature
    assert (there == back, there == other) == (True, False)


def test_a_column_without_a_heading_is_called_by_its_place_when_it_holds_anything() -> None:
    table = read(made.workbook([["姓名", None, None, "电话"], ["甲", "组长", None, ""]]))
    assert table.headings == ["姓名", "第 2 列", "电话"]


def test_a_sheet_formatted_to_the_bottom_counts_by_its_values() -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 60_000))
    xml = (
        '<sheetData><row r="1"><c r="A1" t="str"><v>姓名</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>甲</v></c></row>{blank}</sheetData>'
    )
    assert cells(made.with_sheet(xml)) == [["甲"]]


def test_an_old_workbook_is_read_by_a_process_of_its_own() -> None:
    said = dict(enumerate((*made.HEAD[:1], made.HEAD[2], made.GOOD[0], 19900001111.0)))
    data = old_workbook({divmod(place, 2): value for place, value in said.items()})
    book = open_book(data, "f.xls")
    assert (book.kind, book.sheets) == ("xls", [SheetName("名单")])
    assert cells(data, "f.xls") == [["林小满", "19900001111"]]


@pytest.mark.req("E6")
def test_an_old_workbook_with_cells_far_apart_fills_only_its_own_process() -> None:
    with pytest.raises(BadSheet, match="解开后太大"):
        open_book(old_workbook({(0, 0): "姓名", (65535, 255): "甲"}), "f.xls")


def test_the_hidden_key_of_our_own_sheets_is_read_and_no_heading_to_be_matched() -> None:
    def hide(book: Any) -> None:
        book.active.column_dimensions["A"].hidden = True

    table = read(made.workbook([["key", *made.HEAD], ["17", *made.GOOD]], change=hide))
    assert (table.headings, table.hidden_headings) == (list(made.HEAD), [])
    assert table.rows[0].cells["key"] == "17"
