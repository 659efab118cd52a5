"""What may be seen of a phone, a name and an ID number."""

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.masking import COMPOUND_SURNAMES, mask_id, mask_name, mask_phone

SURNAMES = st.sampled_from(["王", "李", "𠮷", "欧阳", "司马", "爱新觉罗"])
GIVEN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4)


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("138 1234 1234", "138****1234"),
        ("+86-138-1234-1234", "138****1234"),
        ("８６１３８１２３４１２３４", "138****1234"),
        ("0912-8123456", "0912-*****56"),
        ("(010)81234567", "010-******67"),
        ("02181234567", "021-******67"),
        ("661234", "****34"),
        ("12345", "*****"),
        ("13812341234/0912-8123456", "*********************56"),
        ("", ""),
    ],
)
def test_a_phone_shows_its_ends_at_most(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.text(max_size=30))
def test_whatever_is_given_as_a_phone_shows_no_more_than_its_ends(phone: str) -> None:
    shown = mask_phone(phone)
    assert sum(letter != "*" for letter in shown) <= 7


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王芳", "王＊"),
        ("王小芳", "王＊"),
        ("王", "王＊"),
        ("欧阳明", "欧阳＊"),
        ("欧阳", "欧＊"),
        ("爱新觉罗明", "爱新觉罗＊"),
        ("阿依古丽·买买提", "阿＊"),
        ("迪丽热巴•艾山", "迪＊"),
        ("𠮷田明", "𠮷＊"),
        ("  李  明 ", "李＊"),
        ("John Smith", "J＊"),
        ("", ""),
    ],
)
def test_a_name_shows_the_surname(name: str, shown: str) -> None:
    assert mask_name(name) == shown


def test_a_name_on_paper_says_somebody() -> None:
    assert mask_name("欧阳小明", hidden="某") == "欧阳某"


@given(SURNAMES, GIVEN)
def test_how_long_a_given_name_is_stays_hidden(surname: str, given_name: str) -> None:
    if surname + given_name[0] not in COMPOUND_SURNAMES:
        assert mask_name(surname + given_name) == f"{surname}＊"


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("99090119900307123x", "990*************3X"),
        ("990901900307123", "990**********23"),
        ("G12345678", "*******78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_an_id_number_shows_three_and_two_at_most(number: str, shown: str) -> None:
    assert mask_id(number) == shown
