"""立一件当场办结: settled at the talk, numbered, counted, sampled for a callback (DSP-01)."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals import choices
from lianxin.appeals.forms.triage import AT_ONCE
from lianxin.appeals.models import Appeal, Appellant, Reply
from lianxin.kernel import clock, editions
from lianxin.kernel.editions import Change
from lianxin.kernel.figures.registry import Query
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.reception.figures.visits import told
from lianxin.reception.models import Talk, Visit
from lianxin.reception.queries.visits import counts_of, label_of
from lianxin.wording.queries import learnt
from tests.reception.day import a_slot, come, ended, heard, typed
from tests.township import Township, enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]

ANSWER = "当场给他看了缴费单，多收的已经退到他卡上，有疑问打供水站的电话。"


@pytest.fixture(autouse=True)
def untaught() -> None:
    """Nothing learnt from another test."""
    learnt.forget()


def draw(town: Township, percent: int) -> None:
    """How many of the content are called back all the same."""
    editions.change(
        choices.TRIAGE, Change({"sample_percent": percent}), by=town.administrator, client_id=uuid7()
    )


def sent(visit: Visit, **more: Any) -> dict[str, Any]:
    """The talk as a browser sends it, with the tick."""
    settled = {"numbered": "on", "settled_as": "resolved", "confirmed": "yes", "type": "enquiry"}
    said = {**typed("settled", told=ANSWER), **settled, **more}
    return {**said, "client_id": str(uuid7()), "version": visit.version}


def at_the_talk(town: Township, **more: Any) -> Visit:
    """Somebody sits there."""
    return heard(town, come(town, a_slot(town), **more))


def text(client: Client, address: str) -> str:
    """A page, without line breaks."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.req("DSP-01", "RCP-05", "RCP-06")
def test_it_is_numbered_answered_and_closed_in_one_sitting_with_a_receipt(town: Township) -> None:
    draw(town, 0)
    visit = at_the_talk(town, name="林小满", phone="19900001111")
    clerk = enter(Client(), town.clerk)
    form = sent(visit)
    for _time in range(2):
        assert clerk.post(f"/reception/visits/{visit.pk}/talk/", form).status_code == 302
    matter = Matter.objects.get()
    assert (matter.state, matter.appeal.outcome, Reply.objects.get().text) == ("closed", "resolved", ANSWER)
    assert (matter.appeal.source, matter.appeal.external_number) == ("reception", label_of(visit))
    assert Appellant.objects.get().name == "林小满"
    visit.refresh_from_db()
    assert (visit.state, visit.matter_id, Talk.objects.count()) == ("settled", matter.pk, 1)
    counts = counts_of(Visit.objects.filter(slot=visit.slot))
    assert (counts.matters, counts.balanced) == (1, True)
    assert list(Event.objects.filter(row_kind="visit", move="settled").values_list("facts", flat=True)) == [
        {"matter": matter.pk}
    ]
    page = text(clerk, f"/reception/visits/{visit.pk}/")
    assert matter.number in page
    assert f"/receipt/{matter.number}/" in page
    assert "来自接待：" in text(clerk, f"/matters/{matter.number}/")
    whole = Query("visits", clock.today(), clock.today())
    for asked in (whole, replace(whole, part=("slot", str(visit.slot_id)))):
        figures = told(asked, by=town.triage, now=clock.now())
        assert (figures["reception_opened"].words, figures["reception_done"].words) == (
            "1件",
            "1/1 = 100.0 %",
        )
    assert list(check()) == []


@pytest.mark.req("DSP-01")
@pytest.mark.parametrize(
    ("percent", "confirmed", "state"), [(0, "yes", "closed"), (100, "yes", "callback"), (0, "no", "callback")]
)
def test_who_was_not_content_and_some_of_the_content_are_called_back(
    town: Township, percent: int, confirmed: str, state: str
) -> None:
    draw(town, percent)
    visit = at_the_talk(town)
    clerk = enter(Client(), town.clerk)
    assert (
        clerk.post(f"/reception/visits/{visit.pk}/talk/", sent(visit, confirmed=confirmed)).status_code == 302
    )
    assert Matter.objects.get().state == state


@pytest.mark.req("DSP-01")
def test_without_the_tick_nothing_is_opened(town: Township) -> None:
    visit = at_the_talk(town)
    clerk = enter(Client(), town.clerk)
    form = sent(visit)
    del form["numbered"]
    assert clerk.post(f"/reception/visits/{visit.pk}/talk/", form).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.matter_id, Matter.objects.count()) == ("settled", None, 0)


@pytest.mark.req("DSP-01")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"outcome": "told"}, "只有结果是“当场办结”才这样立"),
        ({"type": "complaint"}, "投诉、举报不能当场办结，请选“立项交办”"),
        ({"type": "help"}, "求助要派单去办"),
        ({"type": "help", "at_once": [code for code, _label in AT_ONCE][:3]}, "求助要派单去办"),
        ({"settled_as": ""}, "请选办理结果"),
        ({"confirmed": ""}, "请问一句认可不认可"),
        ({"told": "退了。"}, "答复太短"),
        ({"name": ""}, "实名反映请填姓名"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    town: Township, more: dict[str, Any], sentence: str
) -> None:
    visit = at_the_talk(town)
    answer = enter(Client(), town.clerk).post(f"/reception/visits/{visit.pk}/talk/", sent(visit, **more))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.state, Matter.objects.count(), Talk.objects.count()) == ("talking", 0, 0)


@pytest.mark.req("DSP-01")
def test_a_plea_that_meets_all_four_is_settled_and_who_stays_unknown_is_forgotten(town: Township) -> None:
    visit = at_the_talk(town, name="林小满", phone="19900001111")
    more = {"type": "help", "at_once": [code for code, _label in AT_ONCE], "identity": "anonymous"}
    answer = enter(Client(), town.clerk).post(f"/reception/visits/{visit.pk}/talk/", sent(visit, **more))
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert (visit.name, visit.phone) == ("", "")
    assert Appeal.objects.get().finished_by == town.clerk.account


def test_who_may_not_answer_an_appeal_is_not_offered_it(town: Township) -> None:
    visit = at_the_talk(town)
    address = f"/reception/visits/{visit.pk}/talk/"
    assert "立一件当场办结" in text(enter(Client(), town.clerk), address)
    leader = enter(Client(), town.leader)
    assert "立一件当场办结" not in text(leader, address)
    ended(town, visit, "settled", by=town.leader)
    assert Visit.objects.get().state == "settled"
