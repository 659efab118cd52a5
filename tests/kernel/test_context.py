"""The county of the work at hand is said, never guessed."""

from threading import Thread

import pytest

from lianxin.kernel.context import (
    NoCounty,
    WrongCounty,
    all_counties,
    county_or_all,
    crossing,
    current_county,
    in_county,
)

HERE, THERE = 990901, 990902


def test_without_a_county_nothing_is_current() -> None:
    with pytest.raises(NoCounty):
        current_county()
    with pytest.raises(NoCounty):
        county_or_all()
    assert crossing() is None


def test_counties_nest_and_come_back() -> None:
    with in_county(HERE):
        with in_county(THERE):
            assert current_county() == county_or_all() == THERE
        assert current_county() == HERE
    with pytest.raises(NoCounty):
        current_county()


def test_a_county_ends_with_an_error_too() -> None:
    with pytest.raises(KeyError), in_county(HERE):
        raise KeyError
    with pytest.raises(NoCounty):
        current_county()


def test_all_counties_need_words_and_have_no_current_one() -> None:
    with pytest.raises(ValueError, match="say why"), all_counties("  "):
        pass
    with all_counties("the province's monthly count"):
        assert county_or_all() is None
        assert crossing() == "the province's monthly count"
        with pytest.raises(NoCounty):
            current_county()
        with in_county(HERE):
            assert crossing() is None
            assert county_or_all() == HERE


@pytest.mark.parametrize("code", [0, 99999, 1000000, -990901])
def test_a_county_code_has_six_digits(code: int) -> None:
    with pytest.raises(ValueError, match="six digits"), in_county(code):
        pass


def test_another_thread_starts_without_a_county() -> None:
    seen: list[str] = []

    def work() -> None:
        try:
            current_county()
        except NoCounty as refusal:
            seen.append(str(refusal))

    with in_county(HERE):
        thread = Thread(target=work)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_a_wrong_county_is_caught_where_a_missing_one_is() -> None:
    assert issubclass(WrongCounty, NoCounty)
