"""Amounts in capitals and days on paper: said as banks and courts say them, whatever the amount."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.paper.amounts import DIGITS, in_capitals, in_digits
from lianxin.kernel.paper.days import day_words, limit_words, moment_words

pytestmark = pytest.mark.once
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
CENTS = st.integers(min_value=0, max_value=10**14 - 1)


def read_capitals(words: str) -> Decimal:
    """What capitals say, read from left to right by another way than they are written."""
    yuan, _, rest = words.removesuffix("整").rpartition("元")
    total = group = digit = 0
    for sign in yuan:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in PLACES:
            group, digit = group + digit * PLACES[sign], 0
        else:
            total, group, digit = total + (group + digit) * {"万": 10**4, "亿": 10**8}[sign], 0, 0
    cents = 0
    for sign in rest:
        if sign in DIGITS:
            digit_of_rest = DIGITS.index(sign)
        else:
            cents += digit_of_rest * {"角": 10, "分": 1}[sign]
    return Decimal(total + group + digit) + Decimal(cents) / 100


@pytest.mark.req("FRM-06")
@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("10050.05", "壹万零伍拾元零伍分"),
        ("20000", "贰万元整"),
        ("0.30", "叁角"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("1.20", "壹元贰角"),
        ("1010.10", "壹仟零壹拾元壹角"),
        ("100000000", "壹亿元整"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("100000.01", "壹拾万元零壹分"),
        ("9999999999.99", "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_are_written_as_banks_write_them(amount: str, words: str) -> None:
    assert in_capitals(amount) == words


@pytest.mark.req("FRM-06")
@given(CENTS)
def test_capitals_read_back_give_the_amount_to_the_cent(cents: int) -> None:
    amount = Decimal(cents) / 100
    words = in_capitals(amount)
    assert read_capitals(words) == amount
    assert "零零" not in words
    assert not words.startswith("零") or words == "零元整"
    assert words.endswith("整") == (cents % 100 == 0)


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000"])
def test_amounts_no_paper_can_say_are_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"an amount is from 0 to below"):
        in_capitals(amount)


def test_digits_stand_beside_capitals() -> None:
    assert in_digits("10050.05") == "10,050.05 元"


@pytest.mark.req("FRM-07")
def test_days_are_written_out_and_limits_with_their_weekday() -> None:
    assert day_words(date(2022, 2, 7)) == "2022年2月7日"
    assert limit_words(date(2022, 2, 7)) == "2022年2月7日（星期一）"
    # By the office's clock, eight hours ahead: there it is the next day already.
    late = datetime(2022, 2, 6, 17, 5, tzinfo=UTC)
    assert moment_words(late) == "2022年2月7日 01:05"
    assert limit_words(late) == "2022年2月7日（星期一） 01:05"
    assert (day_words(None), moment_words(None), limit_words(None)) == ("", "", "")
