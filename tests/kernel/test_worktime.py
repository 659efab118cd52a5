"""The calendar in force: what was uploaded over what came with the software, hours by area and by day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.calendars.arrangement import read_arrangement
from lianxin.calendars.china import china
from lianxin.calendars.limits import due
from lianxin.kernel import clock, editions
from lianxin.kernel.actor import system
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.timetables import HOURS, LOCAL, MARKETS, YEARS, markets_of, value_from
from lianxin.kernel.worktime import calendar_in_force, differs_by_area, missing_year, supposing
from tests.township import at

pytestmark = pytest.mark.req("XC-08")

TOWN, VILLAGE = "990901101", "990901101201"
NOW = at("2026-11-20 09:00")


def put(setting: Any, value: Any, *, when: datetime = NOW, **more: Any) -> Edition:
    """A change by the operator."""
    with clock.standing_at(when):
        return editions.change(setting, Change(value, **more), by=system(990901), client_id=uuid7())


def year(number: int, text: str) -> Any:
    return value_from(read_arrangement(text, year=number))


def spans(words: str) -> dict[str, str]:
    return {"spans": words}


def test_until_somebody_sets_anything_the_published_years_hold(county: County) -> None:
    assert calendar_in_force() is china()
    assert calendar_in_force(VILLAGE) is china()
    with all_counties("a doctor asks for no county in particular"):
        assert calendar_in_force() is china()


def test_an_uploaded_year_is_published_and_names_its_edition(county: County) -> None:
    put(YEARS[2027], year(2027, "2027-01-04,off"))
    known = calendar_in_force().years[2027]
    assert (known.off, known.made_up, known.edition) == ({date(2027, 1, 4)}, frozenset(), "calendar.2027#1")
    assert calendar_in_force().years[2026] is china().years[2026]
    with in_county(990902):
        assert 2027 not in calendar_in_force().years


def test_a_notice_that_reaches_into_december_corrects_that_year_too(county: County) -> None:
    put(YEARS[2027], year(2027, "2026-12-31,off\n2026-12-27,work\n2027-01-01,off"))
    calendar = calendar_in_force()
    assert [calendar.working(date(2026, 12, day)) for day in (27, 28, 31)] == [True, True, False]
    assert calendar.years[2026].source == china().years[2026].source
    assert not calendar.working(date(2026, 10, 1))


def test_a_neighbour_that_is_not_published_stays_provisional(county: County) -> None:
    put(YEARS[2028], year(2028, "2027-12-31,off\n2028-01-01,off"))
    assert set(calendar_in_force().years) - set(china().years) == {2028}


def test_the_nearest_area_has_its_own_hours_and_local_days(county: County) -> None:
    put(HOURS, spans("09:00-17:00"))
    put(HOURS, spans("08:00-12:00"), scope=TOWN)
    put(LOCAL, {"lines": "2026-12-02 | 全天 | 赶集"}, scope=VILLAGE)
    closing = [
        calendar_in_force(area).closing(date(2026, 12, 1)) for area in ("", "990901102", TOWN, VILLAGE)
    ]
    assert [f"{moment:%H}" for moment in closing] == ["17", "17", "12", "12"]
    assert [calendar_in_force(area).working(date(2026, 12, 2)) for area in (TOWN, VILLAGE)] == [True, False]
    assert differs_by_area()


def test_hours_decided_for_later_hold_from_their_day(county: County) -> None:
    put(HOURS, spans("08:00-12:00, 15:00-18:00"), effective=at("2026-12-01 00:00"))
    with clock.standing_at(NOW):
        ends = [due("W", n, at("2026-11-27 09:00"), calendar_in_force()) for n in (1, 2)]
        assert ends == [at("2026-11-30 17:30"), at("2026-12-01 18:00")]
    assert not differs_by_area()


def test_days_gone_by_are_counted_by_the_hours_they_had_when_asked_whole(county: County) -> None:
    put(HOURS, spans("08:30-10:30"), when=at("2026-11-09 08:00"))
    put(HOURS, spans("08:30-16:30"), when=at("2026-11-18 08:00"))
    with clock.standing_at(NOW):
        assert calendar_in_force().closing(date(2026, 11, 10)) == at("2026-11-10 16:30")
        whole = calendar_in_force(whole=True)
        assert whole.closing(date(2026, 11, 6)) == at("2026-11-06 17:30")
        assert whole.closing(date(2026, 11, 10)) == at("2026-11-10 10:30")
        assert whole.closing(date(2026, 11, 18)) == at("2026-11-18 16:30")
        assert due("WH", 3, at("2026-11-16 08:30"), whole) == at("2026-11-17 09:30")


def test_what_was_known_at_a_moment_can_be_asked(county: County) -> None:
    put(YEARS[2027], year(2027, "2027-01-04,off"))
    put(YEARS[2027], year(2027, "2027-01-05,off"), when=NOW + timedelta(days=2))
    known = [calendar_in_force(at=NOW + timedelta(days=n)).years.get(2027) for n in (-1, 1, 3)]
    assert [year and set(year.off) for year in known] == [None, {date(2027, 1, 4)}, {date(2027, 1, 5)}]


def test_what_is_only_supposed_leaves_no_trace(county: County) -> None:
    put(HOURS, spans("09:00-17:00"))
    with clock.standing_at(NOW + timedelta(days=1)):
        before = calendar_in_force()
        with supposing(HOURS, spans("09:00-11:00"), scope=TOWN):
            assert f"{calendar_in_force(VILLAGE).closing(date(2026, 12, 1)):%H}" == "11"
            assert f"{calendar_in_force().closing(date(2026, 12, 1)):%H}" == "17"
        assert calendar_in_force(VILLAGE) == before == calendar_in_force()
    assert Edition.objects.count() == 1


def test_all_of_a_request_reads_the_calendar_with_one_query(county: County) -> None:
    put(YEARS[2027], year(2027, "2027-01-04,off"))
    put(LOCAL, {"lines": "每周三 | 下午 | 赶集"}, scope=TOWN)
    editions.forget()
    with (
        clock.standing_at(NOW + timedelta(days=1)),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        first = calendar_in_force(VILLAGE)
        assert calendar_in_force(VILLAGE) is first
        calendar_in_force()
        markets_of(VILLAGE)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("day", "missing"), [("2026-11-01", None), ("2026-11-02", 2027), ("2027-03-01", 2027)]
)
def test_a_missing_year_is_known_sixty_days_ahead(county: County, day: str, missing: int | None) -> None:
    assert missing_year(date.fromisoformat(day)) == missing
    put(YEARS[2027], year(2027, "2027-01-04,off"))
    with clock.standing_at(NOW + timedelta(days=1)):
        assert missing_year(date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (HOURS, {"spans": "早八晚五"}, "不是一段时间"),
        (LOCAL, {"lines": "哪天歇就哪天歇"}, "第 1 行"),
        (MARKETS, {"lines": "逢场天 | 街上"}, "第 1 行：看不懂"),
        (MARKETS, "农历逢三", "一行一条"),
    ],
)
def test_a_value_that_can_not_be_read_is_never_kept(
    county: County, setting: Any, value: Any, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        put(setting, value)
    assert not Edition.objects.exists()
