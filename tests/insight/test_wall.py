"""The wall: totals without anybody in them; what is too small for a wall isn't on it."""

import re

import pytest
from django.test import Client

from lianxin.insight.figures.wall import wall
from lianxin.kernel import clock
from tests.insight.busy import PHONES
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WHEN = at("2026-11-03 09:00")


@pytest.mark.req("XC-13")
def test_below_the_least_number_nothing_is_shown(town: Township) -> None:
    for place in range(4):
        town.accepted(town.file(when=WHEN, phone=PHONES[place]), when=WHEN)
    with clock.standing_at(NOW):
        shown = wall(by=town.leader, now=NOW)
        page = enter(Client(), town.leader).get("/leader/wall/").content.decode()
    assert [(tile.words, tile.few) for tile in shown.counts] == [
        ("", True),
        ("0", False),
        ("", True),
        ("", True),
    ]
    assert shown.topics == []
    assert re.findall(r"<dd>(.*?)</dd>", page)[:3] == ["不到 5", "0", "不到 5"]


@pytest.mark.req("XC-13", "CNT-03")
def test_a_rate_is_shown_only_where_both_its_sides_and_the_rest_are_many(town: Township) -> None:
    for place in range(12):
        matter = town.file(when=WHEN, phone=PHONES[place])
        if place < 6:
            town.go(matter, "reach", by=town.triage, when=WHEN, text="说好了。")
    with clock.standing_at(NOW):
        rates = {str(tile.label): tile for tile in wall(by=town.leader, now=NOW).rates}
    assert (rates["响应率"].words, rates["响应率"].few) == ("6/12 = 50.0 %", False)
    assert rates["解决率"].words == "—"
    for matter_of in range(2):  # ten of fourteen: four are left over
        town.file(when=WHEN, phone=PHONES[20 + matter_of])
    with clock.standing_at(NOW):
        few = {str(tile.label): tile for tile in wall(by=town.leader, now=NOW).rates}["响应率"]
    assert few.words == "6/14 = 42.9 %"
    for place in range(22, 26):
        town.go(
            town.file(when=WHEN, phone=PHONES[place]), "reach", by=town.triage, when=WHEN, text="说好了。"
        )
    with clock.standing_at(NOW):
        enough = {str(tile.label): tile for tile in wall(by=town.leader, now=NOW).rates}["响应率"]
    assert enough.words == "10/18 = 55.6 %"


def test_a_rate_all_but_few_of_which_were_in_time_is_hidden(town: Township) -> None:
    for place in range(12):
        matter = town.file(when=WHEN, phone=PHONES[place])
        if place:
            town.go(matter, "reach", by=town.triage, when=WHEN, text="说好了。")
    with clock.standing_at(NOW):
        rate = {str(tile.label): tile for tile in wall(by=town.leader, now=NOW).rates}["响应率"]
    assert (rate.words, rate.few) == ("", True)  # the one who waits could be told


def test_what_many_speak_of_is_there_with_how_many(town: Township) -> None:
    for place in range(6):
        town.accepted(town.file(when=WHEN, phone=PHONES[place]), when=WHEN)
    with clock.standing_at(NOW):
        page = enter(Client(), town.leader).get("/leader/wall/").content.decode()
    assert "供水 · 樟荫村" in page
    assert "6 人" in page
    assert "/matters/" not in page


@pytest.mark.parametrize("who", ["clerk", "triage", "water_handler"])
def test_only_who_overlooks_the_office_opens_it(town: Township, who: str) -> None:
    assert enter(Client(), getattr(town, who)).get("/leader/wall/").status_code == 403
