"""A reception point at the site: where it is, what was brought there, what still needs a theme (RCP-11, SEV-05)."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.reception.models import Kind, Slot, Visit
from lianxin.renovation.queries import points
from lianxin.renovation.queries.points import by_day, not_linked
from tests.renovation.conftest import Works
from tests.township import at, enter

POINT = {
    "place": "小区东门岗亭旁",
    "since": date(2026, 11, 3),
    "until": date(2030, 11, 30),
    "starts": time(7),
    "ends": time(8, 30),
    "on_rest_days": True,
}


def slot_on(works: Works, day: int) -> Slot:
    """The reception of one day at the point."""
    kind = Kind.objects.get()
    row: Slot = Slot.objects.create(
        kind=kind,
        area=works.row.area,
        holder=works.row.holder,
        state="open",
        edition="2026-12",
        day=date(2026, 11, day),
        starts_at=at(f"2026-11-{day:02} 07:00"),
        ends_at=at(f"2026-11-{day:02} 08:30"),
        place=kind.place,
        numbers=30,
    )
    return row


def visit(slot: Slot, number: int, matter: Matter | None = None, persons: int = 1, **more: Any) -> Visit:
    """Somebody came to it."""
    row: Visit = Visit.objects.create(
        slot=slot,
        number=number,
        area=slot.area,
        holder=slot.holder,
        state="opened" if matter else "told",
        edition="2026-12",
        taken_at=slot.starts_at,
        recorded_at=slot.starts_at,
        persons=persons,
        matter=matter,
        **more,
    )
    return row


@pytest.mark.req("RCP-11", "SEV-05")
def test_a_point_is_a_kind_of_reception_with_a_period_and_everybody_reads_where(works: Works) -> None:
    works.posted()
    works.go("open_point", **POINT)
    kind = Kind.objects.get()
    assert (kind.unit_id, kind.area_id, kind.since, kind.until, kind.starts, kind.on_rest_days) == (
        works.row.holder_id,
        works.row.area_id,
        POINT["since"],
        POINT["until"],
        time(7),
        True,
    )
    shown = Client().get(f"/projects/{works.row.pk}/").content.decode()
    for said in ("现场接待点", "小区东门岗亭旁", "每天 07:00 到 08:30", "承诺板"):
        assert said in shown
    works.go("open_point", **{**POINT, "place": "西门"})
    assert Kind.objects.count() == 2


@pytest.mark.req("RCP-11", "SEV-05")
def test_a_point_that_has_ended_is_not_shown_any_more(works: Works) -> None:
    works.posted()
    works.go("open_point", **{**POINT, "until": date(2026, 11, 4), "since": date(2026, 11, 3)})
    Kind.objects.update(since=date(2020, 1, 1), until=date(2020, 1, 2))
    assert "小区东门岗亭旁" not in Client().get(f"/projects/{works.row.pk}/").content.decode()


@pytest.mark.req("RCP-11")
def test_each_day_is_summed_up_by_theme_and_the_themes_add_up(works: Works) -> None:
    works.posted()
    works.go("open_point", **POINT)
    third, fourth = slot_on(works, 3), slot_on(works, 4)
    visit(third, 1, works.objected("garden"))
    visit(third, 2, works.objected("garden"), persons=4)
    visit(third, 3, works.objected("noise"))
    visit(third, 4)
    loose = works.town.file(text="接待点上说的另一件事。")
    visit(fourth, 1, loose)
    days = by_day(works.row, by=works.town.clerk)
    assert [(one.day.day, one.visits, one.persons) for one in days] == [(4, 1, 1), (3, 4, 7)]
    assert [(str(theme), count) for theme, count in days[1].themes] == [
        ("菜园子、花木要没了", 2),
        ("施工噪声、扬尘、出行", 1),
        ("没有立项，或者还没有归类", 1),
    ]
    assert all(sum(count for _, count in one.themes) == one.visits for one in days)
    assert not_linked(works.row, by=works.town.triage) == [loose]
    desk = enter(Client(), works.town.triage)
    shown = desk.get(f"/desk/projects/{works.row.pk}/").content.decode()
    assert "现场接待点每天的情况" in shown
    assert loose.number in shown
    works.go("link", by=works.town.triage, number=loose.number, about="other")
    assert not_linked(works.row, by=works.town.triage) == []
    assert "现场接待点每天的情况" not in Client().get(f"/projects/{works.row.pk}/").content.decode()


@pytest.mark.req("RCP-11")
def test_who_may_not_know_of_the_visits_is_told_of_none(works: Works) -> None:
    works.posted()
    works.go("open_point", **POINT)
    visit(slot_on(works, 3), 1)
    assert by_day(works.row, by=works.town.roads_handler) == []


@pytest.mark.req("RCP-11")
def test_the_kind_of_a_point_has_its_beginning_on_record_as_every_other(works: Works) -> None:
    works.posted()
    opened = works.go("open_point", **POINT)
    kind = Kind.objects.get()
    (begun,) = Event.objects.filter(row_kind="kind", row_id=kind.pk)
    assert (begun.move, begun.actor_id, begun.at) == ("reception.add_kind", opened.actor_id, opened.at)
    assert (opened.row_kind, opened.move) == ("project", "open_point")


def test_of_a_long_time_only_the_days_that_are_shown_are_read(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.posted()
    works.go("open_point", **POINT)
    third, fourth = slot_on(works, 3), slot_on(works, 4)
    visit(third, 1, works.objected("garden"))
    late = works.objected("noise")
    visit(fourth, 1, late)
    monkeypatch.setattr(points, "MOST_DAYS", 1)
    asked: list[set[int]] = []
    monkeypatch.setattr(points, "themes_of", lambda matters: asked.append(matters) or {})
    assert [one.day.day for one in by_day(works.row, by=works.town.clerk)] == [4]
    assert asked == [{late.pk}]
