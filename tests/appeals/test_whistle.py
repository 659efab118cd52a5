"""吹哨: who is called, who comes, what the minutes make of it (F-96), and who rates whom (J6, J7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.models import SubOrder, Whistle, WhistleCall
from lianxin.kernel import notices
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import state_of
from tests.kernel.paper.reading import pages, squeezed
from tests.township import Township, actor, at, enter

START = at("2026-11-02 09:00")


@pytest.fixture
def hall_handler(town: Township) -> Actor:
    """Somebody who handles at the hall."""
    return actor(town.hall, "应急", Role.HANDLER)


def blown(town: Township, **more: Any) -> Matter:
    """A matter about which the water station called the road office and the hall to the well."""
    matter = town.working(town.file(when=START), when=START)
    said = {
        "kind": "emergency",
        "place": "樟荫村水井边",
        "at": START + timedelta(hours=2),
        "purpose": "路面塌了一块，一起看怎么围挡。",
        "units": [town.roads.pk, town.hall.pk],
    }
    town.go(matter, "whistle", by=town.water_handler, when=START, **{**said, **more})
    matter.refresh_from_db()
    return matter


def minuted(town: Township, matter: Matter) -> None:
    """The minutes give the road office a task."""
    call = WhistleCall.objects.get(unit=town.roads)
    task = {"call": call.pk, "task": "当天围挡，三天内回填。", "due": at("2026-11-05 17:30")}
    said = {"opinions": "先围挡，再查管线。", "tasks": [task]}
    town.go(matter, "minute_whistle", by=town.water_handler, when=START + timedelta(hours=3), **said)


@pytest.mark.req("J6")
def test_units_are_called_to_a_place_and_know_no_more_than_that(town: Township, hall_handler: Actor) -> None:
    matter = blown(town)
    assert state_of(matter) == "working"
    assert [one.letter for one in notices.unread(town.roads_handler)] == ["staff.whistle"]
    shown = enter(Client(), town.roads_handler).get(f"/matters/{matter.number}/").content.decode()
    for told in ("应急处置", "樟荫村水井边", "一起看怎么围挡", "水井边的水管漏了三天"):
        assert told in shown
    assert "199****" not in shown
    facts = Event.objects.get(move="whistle").facts
    assert facts["units"] == [town.roads.pk, town.hall.pk]
    assert "围挡" not in str(facts)


@pytest.mark.req("J6")
def test_who_does_not_come_says_why_and_who_comes_signs_in(town: Township, hall_handler: Actor) -> None:
    matter = blown(town)
    with pytest.raises(Refused, match="不到的请写理由"):
        town.go(matter, "answer_whistle", by=hall_handler, reply="not", words=" ")
    town.go(matter, "answer_whistle", by=hall_handler, reply="not", words="车辆都在外面。")
    town.go(matter, "answer_whistle", by=town.roads_handler, reply="come")
    roads, hall = WhistleCall.objects.get(unit=town.roads), WhistleCall.objects.get(unit=town.hall)
    assert (roads.reply, hall.reply, hall.words) == ("come", "not", "车辆都在外面。")
    with pytest.raises(Refused) as refusal:
        town.go(matter, "answer_whistle", by=hall_handler, reply="come")
    assert refusal.value.code == "not_allowed"
    when = START + timedelta(hours=2)
    town.go(matter, "arrive", by=town.roads_handler, when=when, calls=[roads.pk, hall.pk])
    roads.refresh_from_db()
    hall.refresh_from_db()
    assert (roads.arrived_at, hall.arrived_at) == (when, None)  # for oneself alone
    town.go(matter, "arrive", by=town.water_handler, when=when, calls=[hall.pk])
    hall.refresh_from_db()
    assert hall.arrived_at == when


@pytest.mark.req("J6", "F-96")
def test_the_minutes_become_tasks_with_owner_and_day(town: Township, hall_handler: Actor) -> None:
    matter = blown(town)
    call = WhistleCall.objects.get(unit=town.roads)
    for due, sentence in ((None, "什么时候前办好"), (at("2026-11-09 09:00"), "最迟 2026年11月6日 17:30 前")):
        said = {"opinions": "围挡。", "tasks": [{"call": call.pk, "task": "围挡。", "due": due}]}
        with pytest.raises(Refused, match=sentence):
            town.go(matter, "minute_whistle", by=town.water_handler, when=START, **said)
    minuted(town, matter)
    order = SubOrder.objects.get()
    assert (order.unit, order.demand) == (town.roads, "当天围挡，三天内回填。")
    assert order.due_at == at("2026-11-05 17:30")
    assert state_of(matter) == "joint"
    assert list(check()) == []


@pytest.mark.req("J6")
def test_one_call_after_the_other(town: Township, hall_handler: Actor) -> None:
    matter = blown(town)
    again = {"kind": "public", "place": "村委会", "purpose": "再看。", "units": [town.roads.pk]}
    later = START + timedelta(hours=4)
    with pytest.raises(Refused, match="还没有写会商纪要"):
        town.go(matter, "whistle", by=town.water_handler, when=START, at=later, **again)
    minuted(town, matter)
    town.go(matter, "whistle", by=town.water_handler, when=later, at=later, **again)
    assert Whistle.objects.count() == 2


@pytest.mark.req("J6")
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"units": []}, "请选要叫哪些单位"),
        ({"at": START - timedelta(days=1)}, "集合时间已经过了"),
    ],
)
def test_a_call_names_whom_and_when(town: Township, wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        blown(town, **wrong)
    with pytest.raises(Refused, match="不用选自己"):
        blown(town, units=[town.water.pk])


@pytest.mark.req("F-96", "FRM-08")
def test_the_paper_names_units_arrival_opinions_and_tasks_and_nobody_who_spoke(
    town: Township, hall_handler: Actor
) -> None:
    matter = blown(town)
    town.go(matter, "answer_whistle", by=hall_handler, reply="send", words="派应急岗来。")
    call = WhistleCall.objects.get(unit=town.hall)
    town.go(matter, "arrive", by=town.water_handler, when=START + timedelta(hours=2), calls=[call.pk])
    minuted(town, matter)
    address = f"/matters/{matter.number}/whistle/{Whistle.objects.get().pk}/"
    lead = enter(Client(), town.water_handler)
    shown = lead.get(address).content.decode()
    file = lead.post(f"{address}file/", {"as": "pdf"})
    paper = squeezed("".join(pages(bytes(file.content))))
    for told in (
        "村镇建设办",
        "便民服务中心",
        "派应急岗来。",
        "先围挡，再查管线。",
        "当天围挡，三天内回填。",
    ):
        assert told in shown
        assert told in paper
    assert "2026年11月5日" in paper
    assert [word for word in ("林小满", "199") if word in shown + paper] == []
    assert PrintLog.objects.get().form == "F-96"
    assert enter(Client(), hall_handler).get(address).status_code == 200


@pytest.mark.req("J7")
def test_neither_side_sees_the_others_score_before_both_are_in(town: Township, hall_handler: Actor) -> None:
    matter = blown(town)
    minuted(town, matter)
    lead, called = enter(Client(), town.water_handler), enter(Client(), town.roads_handler)

    def shown(by: Client) -> str:
        return by.get(f"/matters/{matter.number}/").content.decode()

    town.go(matter, "rate_called", by=town.water_handler, unit=town.roads.pk, score=4)
    for browser in (lead, called):
        assert "互评：" not in shown(browser)
        assert "一方已评，等另一方" in shown(browser)
    with pytest.raises(Refused) as refusal:
        town.go(matter, "rate_caller", by=town.water_handler, score=5)
    assert refusal.value.code == "not_allowed"
    town.go(matter, "rate_caller", by=town.roads_handler, score=5)
    for browser in (lead, called):
        assert "互评：给它 4 分，它给 5 分（满分 5）" in shown(browser)
    with pytest.raises(Refused):
        town.go(matter, "rate_caller", by=town.roads_handler, score=1)


def test_a_call_goes_by_the_pages(town: Township, hall_handler: Actor) -> None:
    matter = town.working(town.file())
    lead, roads = enter(Client(), town.water_handler), enter(Client(), town.roads_handler)

    def do(by: Client, move: str, **said: Any) -> int:
        matter.refresh_from_db()
        answer = by.post(f"/matters/{matter.number}/do/{move}/", {"version": matter.version, **said})
        return answer.status_code

    form = lead.get(f"/matters/{matter.number}/do/whistle/")
    said = {
        "kind": "public",
        "place": "水井边",
        "at": form.context["form"].initial["at"],
        "purpose": "一起看。",
    }
    assert do(lead, "whistle", units=[town.roads.pk, town.hall.pk], **said) == 302
    assert do(roads, "answer_whistle", reply="come") == 302
    call = WhistleCall.objects.get(unit=town.roads)
    assert do(roads, "arrive", calls=[call.pk]) == 302
    page = lead.get(f"/matters/{matter.number}/do/minute_whistle/")
    due = page.context["form"].fields[f"due_{call.pk}"].initial
    tasks = {f"task_{call.pk}": "围挡。", f"due_{call.pk}": f"{due:%Y-%m-%dT%H:%M}"}
    assert do(lead, "minute_whistle", opinions="先围挡。", **tasks) == 302
    assert state_of(matter) == "joint"
    assert do(lead, "rate_called", unit=town.roads.pk, score="5") == 302
    assert do(roads, "rate_caller", score="4") == 302
