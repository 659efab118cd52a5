"""The empty sheet an office fills in (模板): typed columns, drop-downs, one invented line to show how."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from lianxin.kernel.sheets.columns import Column, Kind, Text

ROWS = 5_000
"""As far down as drop-downs and types reach."""
DATES = {Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
NUMBERS = {Kind.WHOLE: "0", Kind.MONEY: "0.00"}


def template(columns: Sequence[Column], title: Text, example: Mapping[str, str]) -> bytes:
    """An XLSX whose code columns keep their digits, whose choices drop down, with a page of explanations."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(str(title)[:31])
        head = book.add_format({"bold": True, "bg_color": "#E7EEF5", "border": 1, "num_format": "@"})
        needed = book.add_format({"bold": True, "bg_color": "#FBE9C6", "border": 1, "num_format": "@"})
        lists = book.add_worksheet(_("选项"))
        for place, column in enumerate(columns):
            look = book.add_format({"num_format": format_of(column)})
            page.set_column(place, place, column.width, look)
            words = f"* {column.heading}" if column.required else str(column.heading)
            page.write_string(0, place, words, needed if column.required else head)
            if note := note_of(column):
                page.write_comment(0, place, note)
            add_choices(page, lists, place, column)
        page.freeze_panes(1, 0)
        explain(book, columns, example)
        lists.hide()
    return held.getvalue()


def format_of(column: Column) -> str:
    """How a spreadsheet keeps what is typed into this column."""
    return DATES.get(column.kind) or NUMBERS.get(column.kind) or "@"


def choices_of(column: Column) -> list[str]:
    """The words that drop down."""
    if column.kind == Kind.YES_NO:
        return [_("是"), _("否")]
    return [str(words) for _code, words in column.choices]


def add_choices(
    page: xlsxwriter.worksheet.Worksheet, lists: xlsxwriter.worksheet.Worksheet, place: int, column: Column
) -> None:
    """A drop-down fed from the hidden page; other words are warned of, not refused."""
    words = choices_of(column)
    if not words:
        return
    for row, one in enumerate(words):
        lists.write_string(row, place, one)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    source = f"='{lists.get_name()}'!${letter}$1:${letter}${len(words)}"
    page.data_validation(
        1, place, ROWS, place, {"validate": "list", "source": source, "error_type": "warning"}
    )


def note_of(column: Column) -> str:
    """What to know about a column, in a line."""
    told = [str(column.note)] if column.note else []
    if column.kind in DATES:
        told.append(_("写成 2026-01-31。"))
    if column.kind in {Kind.CODE, Kind.PHONE, Kind.ID_NUMBER}:
        told.append(_("这一列是文本格式，号码不会变样。"))
    return "".join(told)


def explain(book: xlsxwriter.Workbook, columns: Sequence[Column], example: Mapping[str, str]) -> None:
    """A page that says what each column takes; the example stands here, so that nobody imports it."""
    page = book.add_worksheet(_("填写说明"))
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 10)
    page.set_column(2, 3, 44)
    bold = book.add_format({"bold": True})
    for place, words in enumerate((_("列"), _("必填"), _("怎么填"), _("举例"))):
        page.write_string(0, place, words, bold)
    for row, column in enumerate(columns, start=1):
        words = "、".join(choices_of(column)[:20])
        page.write_string(row, 0, str(column.heading))
        page.write_string(row, 1, _("是") if column.required else "")
        page.write_string(row, 2, note_of(column) or words)
        page.write_string(row, 3, example.get(column.code, ""))
