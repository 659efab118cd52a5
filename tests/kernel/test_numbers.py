"""Counts have units, rates have both their numbers, and what is at least stays at least."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.figures.claims import against, own_parts
from lianxin.kernel.figures.numbers import Count, MixedUnits, Rate, Unit, places, share
from lianxin.kernel.models.figure import ClaimedFigure

pytestmark = pytest.mark.once
SMALL = st.integers(0, 20_000)


def at_least(value: int) -> Count:
    return Count(value, Unit.MATTER, at_least=True)


def exactly(value: int) -> Count:
    return Count(value, Unit.MATTER)


def claim(**more: object) -> ClaimedFigure:
    return ClaimedFigure(name="代办", unit=Unit.MATTER, **more)


@pytest.mark.req("CNT-01")
def test_what_is_counted_in_different_units_is_never_added_compared_or_divided() -> None:
    warm, sincere = Count(80, Unit.MATTER, at_least=True), Count(120, Unit.DISPUTE, at_least=True)
    with pytest.raises(MixedUnits):
        warm + sincere
    with pytest.raises(MixedUnits):
        sum([warm, sincere])
    with pytest.raises(MixedUnits):
        sum([warm], start=5)
    with pytest.raises(MixedUnits):
        Rate(Count(35, Unit.CALL), Count(30, Unit.MATTER))
    with pytest.raises(MixedUnits):
        against(claim(numerator=3), Count(3, Unit.PERSON), None)
    assert sum([Count(7, Unit.EVENT), Count(5, Unit.EVENT)]) == Count(12, Unit.EVENT)


@pytest.mark.req("CNT-01")
def test_the_nine_units_read_as_the_office_says_them() -> None:
    assert "".join(str(unit.label) for unit in Unit) == "件起条人人次户次通项"


@pytest.mark.req("CNT-02")
def test_a_rate_over_a_lower_bound_is_a_bound_the_other_way() -> None:
    assert str(Count(60, Unit.SUGGESTION, at_least=True)) == "60余条"
    assert str(Rate(exactly(38), at_least(60))) == "38/≥60 ≤ 63.3 %"
    assert str(Rate(at_least(38), exactly(60))) == "≥38/60 ≥ 63.3 %"
    assert (str(Rate(at_least(38), at_least(60))), Rate(at_least(38), at_least(60)).percent) == (
        "≥38/≥60",
        "—",
    )
    assert (at_least(50) + exactly(120)) == at_least(170)


@pytest.mark.req("CNT-03")
@given(SMALL, st.integers(1, 20_000))
def test_a_percentage_prints_both_numbers_and_is_rounded_half_up(n: int, d: int) -> None:
    exact = Fraction(n * 1000, d)
    tenths = int(exact) + (exact - int(exact) >= Fraction(1, 2))
    assert str(share(n, d)) == f"{n}/{d} = {tenths // 10}.{tenths % 10} %"


@pytest.mark.req("CNT-03")
def test_half_a_tenth_goes_up() -> None:
    assert str(share(1, 2000)) == "1/2000 = 0.1 %"
    assert str(share(3, 2000)) == "3/2000 = 0.2 %"  # as a float it is 0.15 % and would be cut


@pytest.mark.req("CNT-07")
def test_without_a_denominator_there_is_a_dash_and_with_a_small_one_the_counts_alone() -> None:
    assert (str(share(0, 0)), share(0, 0).told(10), share(0, 0).percent) == ("—", "—", "—")
    assert share(3, 9).told(10) == "3/9"
    assert share(3, 10).told(10) == "3/10 = 30.0 %"


@pytest.mark.req("CNT-07")
def test_a_small_denominator_has_no_place_among_the_others() -> None:
    rates = [share(9, 9), share(9, 10), share(18, 20), share(10, 20), share(0, 0)]
    assert places(rates, least=10) == [None, 1, 1, 3, None]
    assert places(rates, least=9) == [1, 2, 2, 4, None]


@pytest.mark.req("INV-04")
@pytest.mark.parametrize(
    ("said", "reckoned", "difference"),
    [
        (
            claim(numerator=4770, denominator=6192, percent=780),
            "4770/6192 = 77.0 %",
            "报的是 78 %，按 4770/6192 算是 77.0 %，差 1.0 个百分点",
        ),
        (claim(numerator=4770, denominator=6192, percent=770), "4770/6192 = 77.0 %", ""),
        (
            claim(numerator=4770, denominator=6192, percent=771, percent_places=1),
            "4770/6192 = 77.0 %",
            "报的是 77.1 %，按 4770/6192 算是 77.0 %，差 0.1 个百分点",
        ),
        (claim(numerator=644, denominator=655, percent=980), "644/655 = 98.3 %", ""),
        (claim(numerator=28, denominator=30), "28/30 = 93.3 %", ""),
        (claim(numerator=38, denominator=60, below_at_least=True), "38/≥60 ≤ 63.3 %", ""),
        (
            claim(numerator=38, denominator=60, below_at_least=True, percent=650),
            "38/≥60 ≤ 63.3 %",
            "报的是 65 %，按 38/≥60 算是 ≤63.3 %，差 1.7 个百分点",
        ),
        (claim(numerator=38, denominator=60, below_at_least=True, percent=600), "38/≥60 ≤ 63.3 %", ""),
    ],
)
def test_the_figures_of_the_articles_reckon_to_what_they_are(
    said: ClaimedFigure, reckoned: str, difference: str
) -> None:
    beside = own_parts(said)
    assert beside is not None
    assert (beside.reckoned, beside.difference) == (reckoned, difference)


def test_a_claimed_count_is_held_against_the_counted_one() -> None:
    def said(value: int, *, rest: bool = False) -> str:
        return against(claim(numerator=value, at_least=rest), exactly(28), None)[0].difference

    assert (said(28), said(30), said(26)) == ("", "报的比算的多 2件", "报的比算的少 2件")
    assert (said(26, rest=True), said(30, rest=True)) == ("", "报的比算的多 2件")
