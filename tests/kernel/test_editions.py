"""Settings by edition: what is in force when and where, what a change leaves behind, and that it can be undone."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.kernel import clock, editions
from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.editions import Change, Setting
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.models.event import Event


def days_of(value: Any) -> int:
    """A number of days. Raises ValueError."""
    days = str(value.get("days"))
    if not days.isdecimal():
        raise ValueError("天数要填整数。")
    return int(days)


DAYS = editions.register(Setting("test.days", "天数", default={"days": 5}, read=days_of, per_area=True))
LONG = editions.register(Setting("test.long", "长表", default={"days": 1}, read=days_of, bulky=True))
TOWN, VILLAGE = "990901101", "990901101201"


def put(days: object, **more: Any) -> Edition:
    """A change of DAYS by the operator."""
    by = system(990901)
    return editions.change(DAYS, Change({"days": days}, **more), by=by, client_id=uuid7())


def test_until_somebody_changes_it_the_default_holds_under_its_own_edition(county: County) -> None:
    assert (editions.value_of(DAYS), editions.edition_name(DAYS)) == (5, "DEF-2026-12")


def test_a_change_holds_at_once_is_numbered_and_on_record(county: County) -> None:
    put(7)
    put(8)
    assert (editions.value_of(DAYS), editions.edition_name(DAYS)) == (8, "#2")
    told = Event.objects.filter(row_kind="edition").order_by("seq").values_list("move", "facts")
    facts = {"code": "test.days", "scope": "", "undoes": None}
    assert list(told) == [("settings.changed", facts | {"number": n}) for n in (1, 2)]


def test_what_was_in_force_earlier_can_still_be_asked(county: County) -> None:
    now = clock.now()
    with clock.standing_at(now - timedelta(days=9)):
        put(7)
    put(8)
    moments = [now - timedelta(days=10), now - timedelta(days=3), None]
    assert [editions.value_of(DAYS, at=at) for at in moments] == [5, 7, 8]


def test_a_change_for_later_waits_for_its_day(county: County) -> None:
    now = clock.now()
    put(7, effective=now + timedelta(days=3))
    put(6)
    assert [editions.value_of(DAYS), editions.value_of(DAYS, at=now + timedelta(days=4))] == [6, 7]
    with clock.standing_at(now + timedelta(days=4)):
        assert editions.value_of(DAYS) == 7


def test_the_nearest_area_has_the_word(county: County) -> None:
    put(7)
    put(3, scope=TOWN)
    put(2, scope=VILLAGE)
    asked = ["", "990901102", TOWN, "990901101202", VILLAGE, VILLAGE + "001"]
    assert [editions.value_of(DAYS, area=area) for area in asked] == [7, 7, 3, 3, 2, 2]


def test_an_undone_change_gives_back_what_was_there_and_stays_on_record(county: County) -> None:
    put(7)
    second = put(8)
    by = system(990901)
    third = editions.undo(second, by=by, client_id=uuid7())
    assert (editions.value_of(DAYS), third.number, third.undoes) == (7, 3, 2)
    editions.undo(Edition.objects.get(number=1), by=by, client_id=uuid7())
    assert editions.value_of(DAYS) == 5
    town = put(3, scope=TOWN)
    editions.undo(town, by=by, client_id=uuid7())
    assert editions.value_of(DAYS, area=TOWN) == 5


def test_the_same_change_sent_twice_is_made_once(county: County) -> None:
    sent = uuid7()
    rows = [editions.change(DAYS, Change({"days": 7}), by=system(990901), client_id=sent) for _ in range(2)]
    assert rows[0].pk == rows[1].pk
    assert Edition.objects.count() == 1


def test_a_value_that_makes_no_sense_is_refused_and_nothing_is_written(county: County) -> None:
    with pytest.raises(ValueError, match="天数要填整数"):
        put("viele")
    assert not Edition.objects.exists()
    assert not Event.objects.exists()


def test_all_small_settings_cost_one_query_for_a_piece_of_work_and_a_bulky_one_its_own(
    county: County, django_assert_num_queries: Any
) -> None:
    put(7)
    with in_county(county.code), django_assert_num_queries(1):
        assert [editions.value_of(DAYS) for _ in range(3)] == [7, 7, 7]
    with in_county(county.code), django_assert_num_queries(2):
        assert (editions.value_of(LONG), editions.value_of(DAYS), editions.value_of(LONG)) == (1, 7, 1)


def test_one_county_does_not_see_what_another_set(county: County) -> None:
    put(7)
    County.objects.create(code=990902, name="云汀县")
    with in_county(990902):
        assert editions.value_of(DAYS) == 5
    assert editions.value_of(DAYS) == 7
