"""The leader's figures count exactly what their lists show."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from lianxin.appeals.figures.weekly import BANDS, days_of_age
from lianxin.calendars.china import china
from lianxin.calendars.limits import working_days_between
from lianxin.insight.figures import front
from tests.township import Township, at

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 1, 1), TODAY)


@given(DAYS)
def test_every_filing_day_has_one_age(day: date) -> None:
    start, end = at(f"{day} 09:00"), at(f"{TODAY} 10:00")
    aged = working_days_between(start, end, china())
    inside = []
    for low, high in BANDS:
        since, until = days_of_age(low, high, today=TODAY, calendar=china())
        if (since is None or since <= day) and (until is None or day <= until):
            inside.append((low, high))
    assert inside == [(low, high) for low, high in BANDS if low <= aged and (high is None or aged <= high)]


def test_the_figures_are_those_of_the_matters(town: Township) -> None:
    town.closed(town.file(when=at("2026-11-03 09:00")), when=at("2026-11-04 09:00"))
    town.file(when=at("2026-11-17 09:00"))
    town.working(town.file(when=at("2026-10-12 09:00")), when=at("2026-10-12 10:00"))
    shown = front(by=town.leader, now=at("2026-11-20 10:00"))
    assert (shown.new.count, shown.new_before.count, shown.open.count) == (1, 0, 2)
    assert [figure.count for figure in shown.ages] == [1, 0, 0, 1, 0]
    assert shown.overdue.count == 2
    assert sum(figure.count for figure in shown.ages) == shown.open.count
    assert shown.open.address == "/matters/?state=open"


def test_a_week_begins_on_monday_at_midnight_of_the_office(town: Township) -> None:
    town.file(when=at("2026-11-15 23:59"))
    town.file(when=at("2026-11-16 00:00"))
    shown = front(by=town.leader, now=at("2026-11-20 10:00"))
    assert (shown.new.count, shown.new_before.count) == (1, 1)


@pytest.mark.parametrize("who", ["water_handler", "clerk"])
def test_nobody_counts_what_they_may_not_see(town: Township, who: str) -> None:
    town.file(area=None)
    shown = front(by=getattr(town, who), now=at("2026-11-20 10:00") + timedelta(days=30))
    assert shown.open.count == 0
