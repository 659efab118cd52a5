"""What a cell means: dates in every usual form, telephones, ID numbers a spreadsheet has broken."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lianxin.kernel.id_check import check_sign
from lianxin.kernel.sheets.cells import BadCell, moment, read
from lianxin.kernel.sheets.columns import Column, Kind
from tests.township import at

pytestmark = [pytest.mark.once, pytest.mark.req("E9")]

BROKEN = (
    "「证号」的 1.10101E+17 是被表格软件当成数字弄坏的号码，后几位已经丢了。"
    "请把这一列设成“文本”格式，照原件重新填写。"
)
ZEROS = "「证号」末三位是 000，多半是被表格软件当成数字弄坏了。请把这一列设成“文本”格式，照证件重新填写。"


def told(text: str, kind: Kind, heading: str, **more: Any) -> Any:
    """What a cell of such a column means."""
    return read(text, Column("x", heading, kind, **more))


def refusal(text: str, kind: Kind, heading: str, **more: Any) -> str:
    """Why it means nothing."""
    with pytest.raises(BadCell) as fault:
        told(text, kind, heading, **more)
    return str(fault.value)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026/1/31", "2026-01-31"),
        ("2026.1.31", "2026-01-31"),
        ("2026年1月31日", "2026-01-31"),
        ("２０２６年１月３１日", "2026-01-31"),
        ("20260131", "2026-01-31"),
        ("45291", "2023-12-31"),
        ("45291.5", "2023-12-31 12:00"),
        ("2026/1/31 9:05", "2026-01-31 09:05"),
        ("2026-01-31T09:05:06", "2026-01-31 09:05:06"),
        ("2026-01-31 09:05:06.123", "2026-01-31 09:05:06"),
        ("2026年1月31日 9时5分", "2026-01-31 09:05"),
        ("2026/1/31 下午3:20", "2026-01-31 15:20"),
        ("202601310905", "2026-01-31 09:05"),
        ("20260131 09:05:06", "2026-01-31 09:05:06"),
    ],
)
def test_a_date_is_read_in_every_usual_form(text: str, right: str) -> None:
    assert moment(text, "日期") == at(right)
    assert told(text, Kind.DATE, "日期") == date.fromisoformat(right[:10])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1月31日", "「日期」的「1月31日」没有写年份。请写成 2026-01-31。"),
        ("1/31", "「日期」的「1/31」没有写年份。请写成 2026-01-31。"),
        ("2026-02-30", "「日期」没有「2026-02-30」这一天，请核对。"),
        ("上个月", "「日期」的「上个月」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。"),
        ("26-1-31", "「日期」的「26-1-31」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。"),
        ("#N/A", "「日期」是表格里的错误值 #N/A，请改成真正的内容。"),
        ("#公式没有算出值", "「日期」的公式没有结果。请用 Excel 或 WPS 打开、保存一次再传。"),
    ],
)
def test_what_is_no_date_is_refused_by_name(text: str, said: str) -> None:
    assert refusal(text, Kind.DATE, "日期") == said


@pytest.mark.parametrize(
    "text",
    ["+86 199 0000 1111", "86-19900001111", "199-0000-1111", "１９９００００１１１１", "0086 19900001111"],
)
def test_a_telephone_is_read_without_what_stands_between_its_digits(text: str) -> None:
    assert told(text, Kind.PHONE, "电话") == "19900001111"


def test_what_is_no_telephone_is_refused_by_name() -> None:
    assert told("0999（123）4567", Kind.PHONE, "电话") == "09991234567"
    assert refusal("问支书", Kind.PHONE, "电话") == "「电话」的「问支书」不是电话号码，请改正或留空。"
    assert refusal("1.99E+10", Kind.PHONE, "电话").startswith(
        "「电话」的 1.99E+10 是被表格软件当成数字弄坏的号码"
    )


def test_an_id_number_is_read_in_one_spelling_and_refused_where_a_spreadsheet_broke_it() -> None:
    assert told("９９０１０１ 19900307 001x", Kind.ID_NUMBER, "证号") == "99010119900307001X"
    assert told("'99010119900307001X", Kind.ID_NUMBER, "证号") == "99010119900307001X"
    assert refusal("1.10101E+17", Kind.ID_NUMBER, "证号") == BROKEN
    assert refusal("110101199003071000", Kind.ID_NUMBER, "证号") == ZEROS


def test_an_honest_number_that_ends_in_three_noughts_is_taken() -> None:
    numbers = [f"990101199003{day:02}1000" for day in range(1, 29)]
    honest = next(number for number in numbers if check_sign(number[:-1]) == number[-1])
    assert told(honest, Kind.ID_NUMBER, "证号") == honest


def test_numbers_amounts_choices_and_yes_are_read_by_what_people_write() -> None:
    kinds = (("child", "子女"), ("spouse", "配偶"))
    assert told("1,200", Kind.WHOLE, "数") == 1200
    assert told("￥1,200.5元", Kind.MONEY, "钱") == Decimal("1200.50")
    assert (told("配 偶", Kind.CHOICE, "关系", choices=kinds), told("√", Kind.YES_NO, "在用")) == (
        "spouse",
        True,
    )
    assert (
        refusal("表亲", Kind.CHOICE, "关系", choices=kinds)
        == "「关系」的值「表亲」不认识。可以写：子女、配偶。"
    )
    assert refusal("", Kind.TEXT, "姓名", required=True) == "「姓名」是空的，请补上。"
    assert told("", Kind.DATE, "日期") is None
