"""Where the rail leads: only where one may go, and always saying where one is."""

import pytest

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import anyone, holds
from lianxin.web import nav

NOBODY = Actor(account=None, county=1)
TRIAGE = Actor(account=1, county=1, roles=frozenset({Role.TRIAGE}))


@pytest.fixture(autouse=True)
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries and no others."""
    monkeypatch.setattr(nav, "_entries", {})
    nav.register(
        nav.Entry("全部事项", "matters", holds(Role.TRIAGE), order=30),
        nav.Entry("今天", "today", holds(Role.TRIAGE), order=10),
        nav.Entry("甄别", "triage", holds(Role.TRIAGE), order=20),
        nav.Entry("隐私", "privacy", anyone, place=nav.Place.FOOT),
    )


def test_everybody_sees_only_where_they_may_go_in_the_order_given() -> None:
    assert [link.label for link in nav.links(nav.Place.RAIL, TRIAGE, "/")] == ["今天", "甄别", "全部事项"]
    assert nav.links(nav.Place.RAIL, NOBODY, "/") == []
    assert [link.label for link in nav.links(nav.Place.FOOT, NOBODY, "/")] == ["隐私"]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/desk/", ["今天"]), ("/desk/triage/", ["甄别"]), ("/matters/1-2/", ["全部事项"]), ("/me/", [])],
)
def test_the_nearest_entry_is_the_current_one(path: str, current: list[str]) -> None:
    assert [link.label for link in nav.links(nav.Place.RAIL, TRIAGE, path) if link.current] == current


def test_the_rail_is_divided_by_kinds_of_work_and_an_empty_kind_is_not_there() -> None:
    listening, appeals = nav.Heading.LISTENING, nav.Heading.APPEALS
    nav.register(
        nav.Entry("接待台", "reception_desks", holds(Role.TRIAGE), order=5, under=listening),
        nav.Entry("登记一件", "desk_new", holds(Role.TRIAGE), order=99, under=appeals),
        nav.Entry("谁看过", "looks", holds(Role.AUDITOR), under=nav.Heading.WATCH),
    )
    shown = [
        (group.heading, [link.label for link in group.links]) for group in nav.groups(TRIAGE, "/reception/")
    ]
    assert shown == [
        (nav.Heading.FIRST, ["今天", "甄别", "全部事项"]),
        (appeals, ["登记一件"]),
        (listening, ["接待台"]),
    ]


def test_registering_twice_does_no_harm() -> None:
    nav.register(nav.Entry("今天我要办的", "today", holds(Role.TRIAGE), order=10))
    labels = [link.label for link in nav.links(nav.Place.RAIL, TRIAGE, "/")]
    assert labels == ["今天我要办的", "甄别", "全部事项"]
