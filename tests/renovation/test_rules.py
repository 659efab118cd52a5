"""What is asked about a renovation without any table."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from lianxin.renovation.rules.basis import may_fall
from lianxin.renovation.rules.counts import public_count
from lianxin.renovation.rules.words import labels_in

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30))


@pytest.mark.req("REN-01")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("赵某是钉子户，多次阻挠施工。", ["阻挠施工", "钉子户"]),
        ("钉 子-户", ["钉子户"]),
        ("他说菜园子种了二十年，要求移栽桂花。", []),
        ("施工受阻半天，原因是没有提前通知。", []),
    ],
)
def test_words_that_say_what_somebody_is_are_found(text: str, found: list[str]) -> None:
    assert labels_in(text) == found


@pytest.mark.req("REN-01", "XC-13")
@pytest.mark.property
@given(COUNTS, st.integers(5, 9))
def test_no_public_count_is_of_fewer_than_the_least_and_none_can_be_worked_out(
    by_kind: dict[str, int], least: int
) -> None:
    found = public_count(by_kind, least=least)
    total = sum(by_kind.values())
    if total < least:
        assert found.total is None
        assert not found.shown
        return
    assert found.total == total == sum(count for _, count in found.shown) + found.rest
    assert all(count >= least and by_kind[kind] == count for kind, count in found.shown)
    assert found.rest == 0 or found.rest >= least


@pytest.mark.req("REN-01")
def test_a_structure_falls_the_day_after_the_last_day_to_appeal() -> None:
    last = date(2026, 12, 31)
    assert not may_fall(agreed=False, remedy_until=last, today=last)
    assert may_fall(agreed=False, remedy_until=last, today=date(2027, 1, 1))
    assert may_fall(agreed=True, remedy_until=last, today=date(2026, 11, 1))
    assert not may_fall(agreed=False, remedy_until=None, today=date(2027, 1, 1))
