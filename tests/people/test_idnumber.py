"""The ID number: GB 11643 as a pure rule, each fault called by its name."""

from datetime import date

import pytest
from hypothesis import assume, given, strategies as st

from lianxin.people.rules import idnumber

TODAY = date(2026, 11, 20)
# Areas 99xxxx are nobody's, so these numbers belong to nobody.
STANDARD = "11010519491231002X"  # the sample of GB 11643-1999 itself
SERIALS = st.integers(0, 999)
DAYS = st.dates(date(1900, 1, 1), TODAY)


def number_of(born: date, serial: int) -> str:
    """A number of the reserved area 990901."""
    first = f"990901{born:%Y%m%d}{serial:03d}"
    return first + idnumber.check_sign(first)


def test_the_sample_of_the_standard_holds_with_a_small_x_and_wide_digits_too() -> None:
    assert idnumber.check_sign(STANDARD[:-1]) == "X"
    for typed in (
        STANDARD,
        STANDARD.lower(),
        " 110105 19491231 002x ",
        "１１０１０５１９４９１２３１００２Ｘ",
    ):
        assert idnumber.id_fault(idnumber.tidy_id(typed), today=TODAY) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("110105491231002", "15 位的老号码"),
        ("1101051949123100", "现在是 16 位"),
        ("11010519491231O02X", "前 17 位只能是数字"),
        ("11010519491231002A", "最后一位只能是数字或 X"),
        ("11010519490231002X", "不是一个出生日期"),
        (number_of(date(2026, 11, 21), 1), "不是一个出生日期"),
        ("110105194912310021", "校验位对不上"),
    ],
)
def test_each_fault_is_called_by_its_name(number: str, said: str) -> None:
    assert said in (idnumber.id_fault(number, today=TODAY) or "")


@given(DAYS, SERIALS)
def test_a_right_number_holds_and_says_birth_date_and_sex(born: date, serial: int) -> None:
    number = number_of(born, serial)
    assert idnumber.id_fault(number, today=TODAY) is None
    assert idnumber.born_by_id(number) == born
    assert idnumber.sex_by_id(number) == ("male" if serial % 2 else "female")


@given(DAYS, SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born: date, serial: int, place: int, more: int) -> None:
    number = number_of(born, serial)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert idnumber.id_fault(wrong, today=TODAY) is not None


@given(DAYS, SERIALS, st.integers(0, 15))
def test_two_neighbours_changed_over_are_always_noticed(born: date, serial: int, place: int) -> None:
    number = number_of(born, serial)
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert idnumber.id_fault(wrong, today=TODAY) is not None
