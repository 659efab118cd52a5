"""What waits with whom in renovations: with who keeps the project, however many others lie around it (责任单位)."""

from datetime import date

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.matters.waiting import Waiting, waiting_for
from lianxin.renovation import panels
from lianxin.renovation.models import Project, SitePromise
from lianxin.renovation.queries.projects import in_charge, kept_projects
from tests.appeals.reaching import ACTORS
from tests.renovation.conftest import Works, planned
from tests.township import Township, at, enter

LATER = at("2026-11-20 09:00")


def told(works: Works, who: str) -> list[Waiting]:
    """What waits for this post."""
    with clock.standing_at(LATER):
        found = list(waiting_for(getattr(works.town, who)))
    return [one for one in found if "/projects/" in one.address]


@pytest.mark.req("REN-02")
def test_a_late_promise_waits_with_who_keeps_the_project_and_with_nobody_else(works: Works) -> None:
    works.working()
    works.go("promise", what="补种桂花", by_whom="施工单位", due_on=date(2026, 11, 30))
    SitePromise.objects.update(due_on=date(2026, 11, 10))
    assert [str(one.label) for one in told(works, "clerk")] == ["承诺过了日子：补种桂花（樟荫小区管网改造）"]
    for who in ("roads_handler", "water_handler", "leader", "reviewer", "auditor"):
        assert told(works, who) == [], who
    Project.objects.update(holder=works.town.roads)
    assert len(told(works, "roads_handler")) == 1


def test_of_many_around_it_ones_own_is_not_cut_off(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "MOST", 2)
    mine = works.row
    others = [planned(works.town, name=f"别处的改造{number}") for number in range(2)]
    assert max(one.pk for one in others) > mine.pk  # the latest come first
    Project.objects.update(state="posted", posted_until=date(2026, 11, 8))
    Project.objects.filter(pk=mine.pk).update(holder=works.town.roads)
    assert [one.address for one in told(works, "roads_handler")] == [f"/desk/projects/{mine.pk}/"]
    assert len(told(works, "clerk")) == 2


def test_asked_of_one_or_of_all_the_answer_is_the_same(town: Township) -> None:
    planned(town)
    planned(town, unit=town.roads.pk)
    nowhere = planned(town)
    Project.objects.filter(pk=nowhere.pk).update(area=None, holder=None)
    rows = list(Project.objects.select_related("area"))
    for who in ACTORS:
        by = getattr(town, who)
        assert set(kept_projects(by)) == {row for row in rows if in_charge(by, row)}, who


def test_the_desk_shows_what_waits(works: Works) -> None:
    Project.objects.update(state="posted", posted_until=date(2026, 11, 8))
    with clock.standing_at(LATER):
        shown = enter(Client(), works.town.clerk).get("/desk/").content.decode()
    assert "公示期满，去看一看、拍一张：樟荫小区管网改造" in shown
