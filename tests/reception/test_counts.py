"""People, visits and matters are three numbers; callbacks are not matters; each has the list it is counted from."""

import re
from typing import Any

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.frozen import freeze, recount
from lianxin.kernel.figures.numbers import MixedUnits
from lianxin.kernel.figures.registry import NUMERATOR, Query
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.reception.figures.visits import FIGURES, outcomes, told
from lianxin.reception.models import Slot, Visit
from tests.reception.day import a_slot, come, ended, go, heard
from tests.township import Township, actor, enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def asked(code: str = "visits", **more: Any) -> Query:
    """A figure of today."""
    return Query(code, clock.today(), clock.today(), **more)


def words(by: Actor, query: Query | None = None) -> dict[str, str]:
    """All figures of today in words."""
    return {code: one.words for code, one in told(query or asked(), by=by, now=clock.now()).items()}


def a_day(town: Township) -> Slot:
    """Five visits by twelve people: two appeals, one joined, one told, one who left; callbacks on one."""
    slot = a_slot(town)
    first, second, third, fourth = four(town, slot)
    ended(town, first, "opened")
    ended(town, second, "opened", asked="通组路塌了一段，车过不去。", phone="19900002222")
    ended(town, third, "joined", join=Matter.objects.order_by("pk")[0].number)
    ended(town, fourth, "told")
    go(come(town, slot), "leave", by=town.clerk)
    return slot


def four(town: Township, slot: Slot) -> list[Visit]:
    """Four who sit at a window of their own."""
    Slot.objects.filter(pk=slot.pk).update(windows=4)
    slot.refresh_from_db()
    sizes = ((1, []), (6, ["甲"]), (1, []), (3, []))
    visits = [come(town, slot, persons=persons, speakers=names) for persons, names in sizes]
    return [heard(town, visit, window=place) for place, visit in enumerate(visits, start=1)]


def closed(town: Township, matter: Matter, *, attempts: int = 1) -> None:
    """Dispatched, done, and called back so many times."""
    town.answered(matter)
    for _one in range(attempts - 1):
        town.go(matter, "call_back", by=town.caller, reached=False)
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes", satisfied=5)


@pytest.mark.req("RCP-04", "RCP-06", "RCP-07", "INV-03", "INV-04")
def test_persons_visits_matters_and_callbacks_are_counted_apart(town: Township) -> None:
    a_day(town)
    first, second = Matter.objects.order_by("pk")
    closed(town, first, attempts=3)
    town.go(town.answered(second), "call_back", by=town.caller, reached=False)  # tried, nobody answered
    assert words(town.triage) == {
        "visits": "5次",
        "visitors": "12人",
        "reception_opened": "2件",
        "reception_done": "1/2 = 50.0 %",
        "reception_called_back": "1件",
        "reception_calls": "4次",
    }
    by_outcome = outcomes(asked(), by=town.triage, now=clock.now())
    assert {str(state): one.n for state, one in by_outcome if one.n} == {
        "opened": 2,
        "joined": 1,
        "told": 1,
        "left": 1,
    }
    assert sum(one.n for _state, one in by_outcome) == 5
    with pytest.raises(MixedUnits):
        sum(one.number for one in told(asked(), by=town.triage, now=clock.now()).values())


@pytest.mark.req("RCP-06")
def test_the_matters_of_a_slot_are_a_list(town: Township) -> None:
    slot = a_day(town)
    other = a_slot(town)
    ended(town, heard(town, come(town, other)), "opened", asked="路灯不亮。", phone="19900003333")
    query = asked("reception_opened", part=("slot", str(slot.pk)))
    rows = query.rows(NUMERATOR, by=town.triage, now=clock.now())
    assert rows.count() == 2
    page = enter(Client(), town.triage).get(query.address()).content.decode()
    numbers = set(rows.values_list("number", flat=True))
    assert set(re.findall(r"/matters/([\d-]+)/", page)) == numbers
    page = enter(Client(), town.triage).get(f"/reception/counts/?slot={slot.pk}").content.decode()
    assert "2件" in page
    assert "12人" in page


def test_every_number_opens_the_list_it_is(town: Township) -> None:
    a_day(town)
    client = enter(Client(), town.triage)
    page = client.get("/reception/counts/").content.decode()
    links = {found.replace("&amp;", "&") for found in re.findall(r'href="([^"]*figure=[^"]*)"', page)}
    assert len(links) >= len(FIGURES) + 5
    assert {client.get(link).status_code for link in links} == {200}
    assert client.get("/reception/visits/").status_code == 404
    assert client.get("/reception/callbacks/?figure=visits").status_code == 404


def test_a_frozen_number_of_people_says_who_came_since(town: Township) -> None:
    slot = a_slot(town)
    come(town, slot, persons=3)
    frozen = freeze(asked("visitors"), by=town.triage, client_id=uuid7())
    assert frozen.numerator == 3
    same = recount(frozen, by=town.triage, now=clock.now())
    assert same is not None
    assert same.same
    go(Visit.objects.get(), "note", by=town.clerk, persons=5, speakers=["甲"])
    again = recount(frozen, by=town.triage, now=clock.now())
    assert again is not None
    assert (again.numerator, len(again.changes)) == (5, 2)


@pytest.mark.req("INV-08")
def test_an_accusation_enters_no_number(town: Township) -> None:
    actor(town.roads, "纪检", "discipline")
    visit = heard(town, come(town, a_slot(town)))
    ended(town, visit, "opened", type="report", about=town.water.pk, asked="供水站某人收了钱。")
    assert words(town.triage)["reception_opened"] == "0件"
    assert words(town.triage)["reception_done"] == "—"


def test_another_unit_counts_nothing_of_it(town: Township) -> None:
    a_day(town)
    assert words(town.water_handler)["visits"] == "0次"
