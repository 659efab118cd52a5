"""What a written sheet holds: typed texts that run nowhere, real dates, codes with all their digits, the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.writing import (
    HIDDEN_PAGE,
    LONGEST_CELL,
    About,
    Cell,
    SheetLine,
    as_csv,
    harmless,
    write_xlsx,
)

pytestmark = pytest.mark.once

CUTOFF = datetime(2026, 11, 29, 1, 30, tzinfo=UTC)
COLUMNS = (
    Column("name", "名称", required=True),
    Column("code", "代码", Kind.CODE),
    Column("kind", "类别", Kind.CHOICE, choices=(("village", "村"), ("community", "社区"))),
    Column("on", "日期", Kind.DATE),
    Column("at", "时间", Kind.MOMENT),
    Column("many", "数量", Kind.WHOLE),
    Column("sum", "金额", Kind.MONEY),
    Column("yes", "在用", Kind.YES_NO, note="不用的写否。"),
)
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RUNNING = ["=1+1", "+8613", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x"]


def about(**more: str) -> About:
    """The sheet of an invented list."""
    facts = {"kind": "trial", "title": "村居", "holder": "供水站（林小满）", "number": "导出第 7 号"}
    return About(county=990901, cutoff=CUTOFF, **(facts | more))


def written(rows: Sequence[dict[str, Cell]], columns: Sequence[Column] = COLUMNS) -> bytes:
    """A sheet as bytes; each row is named by its place."""
    held = io.BytesIO()
    write_xlsx(
        held, columns, (SheetLine(str(place), cells) for place, cells in enumerate(rows)), about=about()
    )
    return held.getvalue()


def read(data: bytes, page: int = 0) -> list[list[object]]:
    """A page as an independent reader sees it."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_index(page).to_python()


@pytest.mark.req("INV-15")
@pytest.mark.parametrize("text", RUNNING)
def test_a_text_is_kept_sign_by_sign_and_runs_nowhere(text: str) -> None:
    data = written([{"name": text}])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["B2"].data_type != "f"
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert etree.fromstring(xml).findall(".//m:f", NAMESPACE) == []
    assert str(read(data)[1][1]).replace("\n", "\r") == text


@pytest.mark.req("INV-15")
@pytest.mark.parametrize("text", RUNNING)
def test_a_csv_for_reading_makes_it_harmless(text: str) -> None:
    assert harmless(text) == "'" + text
    assert as_csv(["甲"], [[text]]).startswith("\ufeff甲\r\n")
    assert harmless("樟荫村") == "樟荫村"


@pytest.mark.req("XC-04")
def test_each_kind_of_column_comes_out_as_what_it_is() -> None:
    cells: dict[str, Cell] = {
        "name": "樟荫村",
        "code": "990901101201000123",
        "kind": "village",
        "on": date(2026, 11, 2),
        "at": datetime(2026, 11, 2, 1, 30, 15, 999_000, tzinfo=UTC),
        "many": 3,
        "sum": Decimal("20000.50"),
        "yes": True,
    }
    row = read(written([cells]))[1]
    assert row == [
        "0",
        "樟荫村",
        "990901101201000123",
        "村",
        date(2026, 11, 2),
        datetime(2026, 11, 2, 9, 30, 15),  # noqa: DTZ001  # a spreadsheet knows no zone: the office's clock
        3.0,
        20000.5,
        "是",
    ]


def test_the_sheet_says_to_programs_and_to_people_what_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written([{"name": "樟荫村"}])))
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("村居", "visible"),
        ("说明", "visible"),
        (HIDDEN_PAGE, "hidden"),
    ]
    facts = {row[0].value: row[1].value for row in book[HIDDEN_PAGE].iter_rows() if row[0].value}
    assert facts == {
        "kind": "trial",
        "version": "1",
        "county": "990901",
        "cutoff": "2026-11-29 09:30:00",
        "number": "导出第 7 号",
        "columns": "name code kind on at many sum yes",
    }
    sheet = book.worksheets[0]
    assert (sheet.column_dimensions["A"].hidden, sheet.freeze_panes) == (True, "A2")
    mark = "供水站（林小满） · 2026-11-29 09:30 · 导出第 7 号"
    assert sheet.oddFooter.left.text == mark
    assert [row[0].value for row in book["说明"].iter_rows()] == [mark, "在用：不用的写否。"]
    (offered,) = sheet.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == (f"{HIDDEN_PAGE}!$C$1:$C$2", "D2:D1002")
    assert [book[HIDDEN_PAGE][place].value for place in ("C1", "C2")] == ["村", "社区"]


def test_what_no_cell_can_hold_is_said_to_be_cut() -> None:
    long = "水" * (LONGEST_CELL + 1)
    shown = str(read(written([{"name": long}]))[1][1])
    assert len(shown) <= LONGEST_CELL
    assert shown.endswith("……（太长，表格里放不下，全文见系统）")
    assert read(written([{"name": "水" * LONGEST_CELL}]))[1][1] == "水" * LONGEST_CELL


def test_an_ampersand_in_a_name_is_no_instruction_to_the_printer() -> None:
    held = io.BytesIO()
    write_xlsx(held, COLUMNS, [], about=about(holder="甲&P"))
    xml = zipfile.ZipFile(held).read("xl/worksheets/sheet1.xml").decode()
    assert "甲&amp;&amp;P" in xml


@pytest.mark.req("INV-15")
def test_the_same_rows_give_the_same_bytes() -> None:
    rows: list[dict[str, Cell]] = [{"name": "樟荫村", "on": date(2026, 1, 31)}]
    assert written(rows) == written(rows)


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)


@pytest.mark.req("INV-15")
@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    rows = read(written([{"name": text} for text in texts], COLUMNS[:1]))[1:]
    assert [row[1] for row in rows] == texts
