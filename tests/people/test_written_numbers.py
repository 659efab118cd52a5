"""What in a text is somebody's telephone or ID number, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.id_check import check_sign
from lianxin.people.rules.written_numbers import id_numbers, landlines, mobiles, tidy_phone

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 29)
ID = "99090119560312" + "001"
VALID = ID + check_sign(ID)
WRONG = ID + ("1" if check_sign(ID) == "0" else "0")


def found(text: str) -> list[str]:
    """The numbers of people in a text, as written."""
    spans = [*id_numbers(text, today=TODAY), *mobiles(text), *landlines(text)]
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("请打19900001111。", ["19900001111"]),
        ("电话：199 0000 1111或199-0000-2222", ["199 0000 1111", "199-0000-2222"]),
        ("我１９９００００１１１１", ["１９９００００１１１１"]),
        ("+86 19900001111", ["+86 19900001111"]),
        ("微信同号8619900001111", ["8619900001111"]),
        ("tel19900001111", ["tel19900001111"[3:]]),
        ("19900001111/19900002222", ["19900001111", "19900002222"]),
        ("座机0912-5550123", ["0912-5550123"]),
        ("（0912）5550123", ["（0912）5550123"]),
        ("09125550123转2", ["09125550123"]),
        ("010-55501234", ["010-55501234"]),
        ("打电话5550123找我", ["5550123"]),
        (f"身份证{VALID}，", [VALID]),
        (f"{VALID[:6]} {VALID[6:14]} {VALID[14:]}", [f"{VALID[:6]} {VALID[6:14]} {VALID[14:]}"]),
        (f"{VALID}，19900001111", [VALID, "19900001111"]),
    ],
)
def test_numbers_of_people_are_found_however_written(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    "text",
    [
        "订单号19900001111没到",
        "工单编号：19900001111",
        "交易流水19900001111",
        "户号 19900001111",
        "欠款19900001111元",
        "共13800001234.50",
        "DD13800001234",
        "NO.13800001234",
        "2026-13800001234",
        "13800001234-2",
        "990901101201",  # the code of a village
        "合同编号990901195603120",
        "20261129093015",
        "打12345、95598、4008001234或110",
        "1234567890123456789",
        WRONG,
        "13 15 20 18 17 9",
        "长约12800000米",
        "0.0912345678",
        "2026年11月29日，3号楼2单元501",
        "补贴5550123元",
    ],
)
def test_order_numbers_amounts_and_codes_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text("0123456789 -.xX元号１", max_size=40))
def test_spans_lie_in_the_text_and_hold_a_number_of_full_length(text: str) -> None:
    for start, end in [*mobiles(text), *landlines(text)]:
        assert 0 <= start < end <= len(text)
        assert 7 <= len(tidy_phone(text[start:end])) <= 12
    for start, end in id_numbers(text, today=TODAY):
        assert sum(sign.isalnum() for sign in text[start:end]) == 18
