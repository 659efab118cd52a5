"""The list behind 接触 (次): as many lines as the number says, of the same matters, for the same reader."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from lianxin.insight.figures.monday import Monday, monday, query
from lianxin.insight.figures.weeks import Week
from lianxin.insight.queries.contacts import spoken
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters import paging
from tests.people.neighbours import other_village
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WEEK = Week(at("2026-11-02 00:00").date())


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    """The leader at a browser on Monday morning."""
    with clock.standing_at(NOW):
        yield enter(Client(), town.leader)


def page_of(by: Actor) -> Monday:
    return monday(WEEK, by=by, now=NOW)


def numbers(body: str) -> list[str]:
    """The matters of the lines, in order."""
    return re.findall(r'<a href="/matters/([0-9-]+)/">', body)


@pytest.mark.req("XC-01")
def test_each_time_is_a_line_and_what_is_in_no_figure_is_in_no_line(town: Township, leader: Client) -> None:
    often, quiet = town.file(when=at("2026-11-03 09:00")), town.file(when=at("2026-10-20 09:00"))
    for day in ("2026-11-04", "2026-11-05"):
        town.go(often, "contact", by=town.triage, when=at(f"{day} 10:00"), channel="phone", words="还在漏。")
    town.voided(town.file(when=at("2026-11-03 11:00")), when=at("2026-11-03 12:00"))
    town.merged(town.file(when=at("2026-11-03 11:00")), often, when=at("2026-11-03 12:00"))
    town.file(type="report", text="反映某人的作风。", when=at("2026-11-03 13:00"))
    places = page_of(town.leader).places
    assert (places.contacts, places.villages[0].contacts) == (3, 3)
    for address in (places.contacts_address, places.villages[0].contacts_address):
        body = leader.get(address).content.decode()
        assert numbers(body) == [often.number] * 3
        assert "共 3 次" in body
        assert body.count("电话</td>") == 2
    assert places.contacts_address.replace("&", "&amp;") in leader.get("/leader/monday/").content.decode()
    assert quiet.number not in body


def test_who_leads_elsewhere_finds_none_of_it_and_who_leads_nothing_no_list(
    town: Township, leader: Client
) -> None:
    town.file(when=at("2026-11-03 09:00"))
    elsewhere = other_village(town)
    address = page_of(town.leader).places.contacts_address
    assert "共 1 次" in leader.get(address).content.decode()
    narrow = replace(town.leader, scopes=(elsewhere.code,))
    assert page_of(narrow).places.contacts == 0
    assert list(spoken(query("spoken_of", WEEK), by=narrow, now=NOW)) == []
    assert enter(Client(), town.water_handler).get(address).status_code == 403
    assert leader.get(address.replace("spoken_of", "new")).status_code == 404
    assert leader.get("/leader/contacts/").status_code == 404


def test_many_are_turned_over_page_by_page_and_none_comes_twice(
    town: Township, leader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    rows = [town.file(when=at("2026-11-03 09:00")) for _ in range(5)]
    address, seen = page_of(town.leader).places.contacts_address, list[str]()
    while address:
        body = leader.get(address).content.decode()
        seen += numbers(body)
        further = re.search(r'href="([^"]+)" rel="next"', body)
        address = "/leader/contacts/" + further[1].replace("&amp;", "&") if further else ""
    assert seen == [row.number for row in reversed(rows)]
