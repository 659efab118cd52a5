"""联合调解: where parties are in dispute a mediator leads the talk, units write, and nobody is made to (J11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.models import Whistle, WhistleCall
from lianxin.kernel.models.event import Event
from lianxin.matters.act import offers
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.kernel.paper.reading import pages, squeezed
from tests.township import Township, at, enter

START = at("2026-11-02 09:00")
OPINION = "测绘图上的界线在墙外三十厘米，建议照图立桩。"


@pytest.fixture
def matter(town: Township) -> Matter:
    """A matter in the hands of the water station."""
    return town.working(town.file(when=START), when=START)


def called(town: Township, matter: Matter, **more: Any) -> None:
    """The water station calls the road office to a joint mediation."""
    said = {
        "kind": "mediation",
        "place": "村委会议室",
        "at": START + timedelta(hours=2),
        "purpose": "两家为排水沟的走向争了两年。",
        "units": [town.roads.pk],
        "mediator": "镇调委会调解员",
        "willing": True,
    }
    town.go(matter, "whistle", by=town.water_handler, when=START, **{**said, **more})


def minuted(town: Township, matter: Matter, outcome: str) -> None:
    """The minutes of the talk."""
    said = {"opinions": "两家同意照图走。", "outcome": outcome, "tasks": []}
    town.go(matter, "minute_whistle", by=town.water_handler, when=START + timedelta(hours=4), **said)


@pytest.mark.req("J11")
def test_nobody_is_mediated_against_their_will_and_a_mediator_leads(town: Township, matter: Matter) -> None:
    with pytest.raises(Refused, match="调解要双方自愿"):
        called(town, matter, willing=False)
    with pytest.raises(Refused, match="由谁主持"):
        called(town, matter, mediator=" ")
    assert Whistle.objects.count() == 0
    called(town, matter, kind="public", mediator="", willing=False)  # nothing of it is asked of another call
    assert "give_opinion" not in {move.code for move in offers(matter, town.roads_handler)}


@pytest.mark.req("J11", "F-96")
def test_units_give_their_opinions_in_writing_before_the_talk_ends(town: Township, matter: Matter) -> None:
    called(town, matter)
    with pytest.raises(Refused, match="村镇建设办还没有交书面意见"):
        minuted(town, matter, "agreed")
    town.go(matter, "give_opinion", by=town.roads_handler, when=START, opinion=OPINION)
    assert WhistleCall.objects.get().opinion == OPINION
    assert "测绘图" not in str(Event.objects.get(move="give_opinion").facts)
    with pytest.raises(Refused, match="请选调解的结果"):
        minuted(town, matter, "")
    minuted(town, matter, "agreed")
    browser = enter(Client(), town.water_handler)
    shown = browser.get(f"/matters/{matter.number}/").content.decode()
    for told in ("镇调委会调解员", OPINION, "谈成了，双方认可"):
        assert told in shown
    answer = browser.post(f"/matters/{matter.number}/whistle/{Whistle.objects.get().pk}/file/", {"as": "pdf"})
    paper = squeezed("".join(pages(bytes(answer.content))))
    for told in ("镇调委会调解员", OPINION, "谈成了，双方认可", "调解要双方自愿"):
        assert told in paper


@pytest.mark.req("J11")
def test_a_side_that_stops_the_talk_needs_nobodys_opinion(town: Township, matter: Matter) -> None:
    called(town, matter)
    minuted(town, matter, "stopped")
    assert Whistle.objects.get().outcome == "stopped"
    assert Event.objects.get(move="minute_whistle").facts["outcome"] == "stopped"


@pytest.mark.req("J11")
def test_the_form_of_the_minutes_asks_for_an_outcome_where_parties_are_in_dispute(
    town: Township, matter: Matter
) -> None:
    called(town, matter)
    browser = enter(Client(), town.water_handler)
    page = browser.get(f"/matters/{matter.number}/do/minute_whistle/").content.decode()
    assert "调解的结果" in page
