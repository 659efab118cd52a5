"""On which days a kind of reception is held."""

from datetime import date, timedelta

import pytest

from lianxin.calendars.china import china
from lianxin.reception.rules.days import Days, burdened, latest_posting

SEVEN = Days()
MARKET = Days("每周三")


@pytest.mark.req("RCP-03")
def test_a_working_day_kind_is_held_on_the_first_day_after_the_festival_and_not_in_it() -> None:
    assert SEVEN.held(date(2022, 2, 7), china())
    assert not SEVEN.held(date(2022, 2, 2), china())
    assert Days(on_rest_days=True).held(date(2022, 2, 2), china())


@pytest.mark.req("RCP-03", "INV-18")
def test_a_make_up_saturday_is_a_working_day_slot() -> None:
    assert SEVEN.held(date(2022, 1, 29), china())
    assert not SEVEN.held(date(2022, 2, 12), china())
    assert not MARKET.held(date(2022, 1, 29), china())


@pytest.mark.req("RCP-01")
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("每周三", [5, 12, 19, 26]),
        ("每5天，从2022-01-03起", [3, 8, 13, 18, 23, 28]),
        ("农历逢三、六、九", [1, 5, 8, 11, 15, 18, 21, 25, 28, 31]),
    ],
)
def test_market_days_of_each_kind_of_rule(words: str, days: list[int]) -> None:
    kind = Days(words, on_rest_days=True)
    found = kind.between(date(2022, 1, 1), date(2022, 1, 31), china())
    assert [day.day for day in found] == days


@pytest.mark.req("RCP-03")
def test_a_market_wednesday_in_a_festival_is_named_as_left_out() -> None:
    first, last = date(2022, 1, 26), date(2022, 2, 9)
    assert MARKET.between(first, last, china()) == [date(2022, 1, 26), date(2022, 2, 9)]
    assert MARKET.left_out(first, last, china()) == [date(2022, 2, 2)]
    assert SEVEN.left_out(first, last, china()) == []


@pytest.mark.req("RCP-11")
def test_a_temporary_point_has_a_first_and_a_last_day() -> None:
    point = Days(since=date(2022, 3, 2), until=date(2022, 3, 4))
    found = point.between(date(2022, 2, 25), date(2022, 3, 10), china())
    assert found == [date(2022, 3, 2), date(2022, 3, 3), date(2022, 3, 4)]


@pytest.mark.req("RCP-01")
def test_a_rule_nobody_can_read_says_how_to_write_one() -> None:
    with pytest.raises(ValueError, match="看不懂“赶集的时候”。可以这样写"):
        Days("赶集的时候").held(date(2022, 1, 5), china())


@pytest.mark.req("RCP-02")
def test_two_working_days_ahead_are_counted_by_the_calendar() -> None:
    assert latest_posting(date(2022, 2, 16), 2, china()) == date(2022, 2, 14)
    assert latest_posting(date(2022, 2, 7), 2, china()) == date(2022, 1, 29)
    assert latest_posting(date(2022, 2, 8), 0, china()) == date(2022, 2, 8)


@pytest.mark.req("SEV-02")
def test_festivals_and_the_day_after_are_the_days_that_go_round() -> None:
    found = [date(2022, 1, 28) + timedelta(days=n) for n in range(13)]
    assert [day.day for day in found if burdened(day, china())] == [31, 1, 2, 3, 4, 5, 6, 7]
