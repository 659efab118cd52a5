"""Coverage, refusals, the order of a road: the pure rules of door rounds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from lianxin.rounds.rules.doors import (
    Coverage,
    Result,
    moment_of,
    per_hundred,
    route_key,
    themes_left,
    united,
)
from lianxin.rounds.rules.entries import Unreadable, read_batch, read_entry
from lianxin.rounds.terms import themes_from

DAY = date(2026, 11, 20)


@pytest.mark.req("KNK-01")
def test_coverage_leaves_out_where_nobody_lives_and_what_does_not_exist() -> None:
    counted = Coverage(30, {"visited": 24, "not_met": 2, "refused": 1, "vacant": 2, "missing": 1})
    assert (counted.visited, counted.due, counted.open) == (24, 27, 0)
    assert str(counted.rate) == "24/27 = 88.9 %"


def test_coverage_of_nothing_is_no_rate() -> None:
    assert str(Coverage(0, {}).rate).endswith("—")


@pytest.mark.req("INV-03")
@given(st.dictionaries(st.sampled_from([*Result.values, "to_visit"]), st.integers(0, 50)))
def test_doors_are_the_sum_of_their_results(by_result: dict[str, int]) -> None:
    counted = Coverage(sum(by_result.values()), by_result)
    assert counted.sums
    assert counted.open == by_result.get("to_visit", 0)
    assert 0 <= counted.visited <= counted.due or counted.due == 0


def test_needs_per_hundred_doors() -> None:
    assert per_hundred(5, 40) == "5/40 = 12.5"
    assert per_hundred(5, 0) == "—"


@pytest.mark.req("KNK-04")
@pytest.mark.parametrize(
    ("days_ago", "left"), [(0, ["02"]), (89, ["02"]), (90, ["01", "02"]), (200, ["01", "02"])]
)
def test_a_refused_theme_comes_back_after_ninety_days(days_ago: int, left: list[str]) -> None:
    refused = {"01": DAY - timedelta(days=days_ago)}
    assert themes_left(["01", "02"], refused, safety=(), today=DAY, days=90) == left


@pytest.mark.req("KNK-04")
def test_safety_is_brought_to_who_refused_it() -> None:
    assert themes_left(["04"], {"04": DAY}, safety={"04"}, today=DAY, days=90) == ["04"]


@pytest.mark.req("KNK-05")
def test_several_campaigns_are_one_list_of_themes() -> None:
    assert united(["02", "01"], ["01", "03"]) == ["02", "01", "03"]


def test_house_numbers_are_numbers() -> None:
    typed = ["井边10号", "井边2号", "坝上1号", "井边2号之1"]
    assert sorted(typed, key=route_key) == ["井边2号", "井边2号之1", "井边10号", "坝上1号"]


def test_a_telephone_that_is_fast_says_nothing_of_the_future() -> None:
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert moment_of(now + timedelta(hours=3), now) == now
    assert moment_of(now - timedelta(hours=3), now) == now - timedelta(hours=3)
    assert moment_of(None, now) == now


def test_themes_are_read_a_line_each() -> None:
    read = themes_from("01 政策宣讲\n\n04 用电安全 | 安全\n05 Flood | safety")
    assert [(one.code, one.name, one.safety) for one in read] == [
        ("01", "政策宣讲", False),
        ("04", "用电安全", True),
        ("05", "Flood", True),
    ]


@pytest.mark.parametrize(("text", "said"), [("政策", "第 1 行"), ("01 甲\n01 乙", "第 2 行"), ("", "至少")])
def test_a_theme_that_cannot_be_read_names_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        themes_from(text)


@pytest.mark.req("XC-05")
@pytest.mark.parametrize("sent", [None, [], {}, {"entries": 3}, {"entries": [1] * 101}])
def test_what_is_no_message_of_ours_is_refused_whole(sent: object) -> None:
    with pytest.raises(Unreadable):
        read_batch(sent)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        {},
        {"client_id": "x", "kind": "door", "door": 1},
        {"client_id": "0192f7a0-0000-7000-8000-000000000001", "kind": "dance", "door": 1},
        {"client_id": "0192f7a0-0000-7000-8000-000000000001", "kind": "door", "door": 2**70},
        {"client_id": "0192f7a0-0000-7000-8000-000000000001", "kind": "door", "door": -1},
        {"client_id": "0192f7a0-0000-7000-8000-000000000001", "kind": "door", "door": [1]},
    ],
)
def test_an_entry_that_cannot_be_read_is_refused_by_itself(sent: object) -> None:
    with pytest.raises(Unreadable):
        read_entry(sent)


@pytest.mark.parametrize("when", ["", None, "gestern", "2026-13-01T00:00:00Z", "2026-11-20T08:00:00", 7])
def test_a_clock_that_cannot_be_read_is_no_clock(when: object) -> None:
    sent = {"client_id": "0192f7a0-0000-7000-8000-000000000001", "kind": "door", "door": 1, "device_at": when}
    assert read_entry(sent).device_at is None
