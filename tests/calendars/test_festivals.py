"""Festivals, and the first day the office is open again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.china import china
from lianxin.calendars.festivals import festive, first_after_festival
from lianxin.calendars.local import read_local


@pytest.mark.req("SEV-02")
def test_the_spring_festival_of_2022_ends_on_the_seventh_of_february() -> None:
    busy = [day for day in days(date(2022, 1, 24), 28) if first_after_festival(china(), day)]
    assert busy == [date(2022, 2, 7)]


@pytest.mark.req("SEV-02")
def test_a_plain_weekend_is_no_festival() -> None:
    assert not festive(china(), date(2022, 2, 12))
    assert not first_after_festival(china(), date(2022, 2, 14))
    assert festive(china(), date(2022, 2, 2))


@pytest.mark.req("SEV-02")
def test_a_make_up_saturday_is_a_working_day_like_others() -> None:
    assert china().working(date(2022, 1, 29))
    assert not first_after_festival(china(), date(2022, 1, 29))


@pytest.mark.req("SEV-02")
def test_a_feast_of_this_place_counts_too() -> None:
    here = replace(china(), local=read_local("2022-02-16 | 全天 | 赶秋"))
    assert festive(here, date(2022, 2, 16))
    assert first_after_festival(here, date(2022, 2, 17))


@pytest.mark.req("SEV-02")
def test_before_a_year_is_published_its_fixed_days_are_festivals() -> None:
    assert first_after_festival(Calendar(), date(2030, 10, 4))


def days(first: date, many: int) -> list[date]:
    """So many days from the first on."""
    return [first + timedelta(days=n) for n in range(many)]
