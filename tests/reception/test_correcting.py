"""更正结果: a wrong outcome of a visit is put right, kept with what it was, and the counts follow (RCP-06, INV-03)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.appeals.models import Appeal, Appellant
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.erasing import forget_visits
from lianxin.reception.intake.talks import correct
from lianxin.reception.models import OutcomeChange, Talk, Visit
from lianxin.reception.queries.visits import counts_of, label_of, outcome_changes
from lianxin.wording.queries import learnt
from tests.reception.day import ASKED, a_slot, come, ended, go, heard, turn
from tests.township import Township, enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture(autouse=True)
def untaught() -> None:
    """Nothing learnt from another test."""
    learnt.forget()


def over(town: Township, outcome: str, **more: Any) -> Visit:
    """A visit that ended so."""
    visit = ended(town, heard(town, come(town, a_slot(town))), outcome, **more)
    visit.refresh_from_db()
    return visit


def put_right(town: Township, visit: Visit, outcome: str, *, by: Actor | None = None, **more: Any) -> Visit:
    """更正结果, as the form cleans it."""
    visit.refresh_from_db()
    said = {"outcome": outcome, "reason": "点错了", "body": "", "again_in": None, "again_on": None, **more}
    return correct(visit, said, by=by or town.clerk, client_id=uuid7(), version=visit.version)


def refusal_of(town: Township, visit: Visit, outcome: str, **more: Any) -> str:
    """Why it can't be put right so; then nothing of it is kept."""
    before = (visit.state, Matter.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as refused:
        put_right(town, visit, outcome, **more)
    visit.refresh_from_db()
    assert (visit.state, Matter.objects.count(), Event.objects.count()) == before
    assert not OutcomeChange.objects.exists()
    return refused.value.message


def text(client: Client, address: str) -> str:
    """A page, without line breaks."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


WHO = {"type": "help", "urgency": "ordinary", "identity": "named", "name": "林小满", "phone": "19900001111"}


@pytest.mark.req("RCP-06", "INV-03")
def test_what_it_was_is_kept_and_the_counts_follow(town: Township) -> None:
    day = clock.today() + timedelta(days=7)
    visit = over(town, "booked", again_on=day)
    put_right(town, visit, "passed_on", body="县水务局")
    assert (visit.refresh_from_db(), visit.state, visit.body, visit.again_on) == (
        None,
        "passed_on",
        "县水务局",
        None,
    )
    counts = counts_of(Visit.objects.filter(slot=visit.slot))
    assert counts.balanced
    assert {state.value: times for state, times in counts.outcomes if times} == {"passed_on": 1}
    put_right(town, visit, "settled")
    visit.refresh_from_db()
    assert (visit.state, visit.body) == ("settled", "")
    first, second = outcome_changes(visit)
    assert (first.was, first.became, first.reason) == (
        f"预约再谈（{day.year}年{day.month}月{day.day}日）",
        "转出",
        "点错了",
    )
    assert (second.was, second.became) == ("转出（县水务局）", "当场办结")
    events = Event.objects.filter(row_kind="visit", move="correct").order_by("seq")
    assert [(one.source, one.target) for one in events] == [("booked", "passed_on"), ("passed_on", "settled")]
    assert "点错了" not in str([one.facts for one in events])
    assert OutcomeChange.objects.first().changed_by == town.clerk.account
    assert list(check()) == []


@pytest.mark.req("RCP-06", "INV-03")
def test_who_stands_as_gone_and_was_heard_is_written_down_after_the_slot_is_over(town: Township) -> None:
    slot = a_slot(town)
    visit = go(come(town, slot), "leave", by=town.clerk)
    clerk, page = enter(Client(), town.clerk), f"/reception/visits/{visit.pk}/"
    assert "其实谈过，补记" not in text(clerk, page)
    turn(slot, "end", by=town.triage)
    shown = text(clerk, page)
    assert "其实谈过，补记" in shown
    assert "又来了" not in shown
    said = {"reason": "谈完忘了记，先点了未等到", "version": visit.version}
    early = visit.taken_at - timedelta(minutes=2)
    before = clerk.post(f"{page}do/heard/", {**said, "talked_at": f"{timezone.localtime(early):%H:%M}"})
    assert before.status_code == 409
    assert "接谈的时间要在取号" in before.content.decode()
    at = f"{timezone.localtime(visit.taken_at):%H:%M}"
    assert clerk.post(f"{page}do/heard/", {**said, "talked_at": at}).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.settled_at) == ("talking", None)
    ended(town, visit, "told")
    visit.refresh_from_db()
    counts = counts_of(Visit.objects.filter(slot=slot))
    assert counts.balanced
    assert {state.value: times for state, times in counts.outcomes if times} == {"told": 1}
    (change,) = outcome_changes(visit)
    assert (change.was, change.became, change.reason) == ("未等到", "接谈中", "谈完忘了记，先点了未等到")
    assert list(check()) == []


def test_once_the_slot_is_over_nobody_comes_back_and_before_nobody_was_heard_unnoticed(
    town: Township,
) -> None:
    slot = a_slot(town)
    visit = go(come(town, slot), "leave", by=town.clerk)
    said = {"talked_at": clock.now(), "reason": "点错了"}
    with pytest.raises(Refused, match="这一场还没有结束"):
        go(visit, "heard", by=town.clerk, **said)
    turn(slot, "end", by=town.triage)
    with pytest.raises(Refused, match="这一场已经结束"):
        go(visit, "come_back", by=town.clerk)
    with pytest.raises(Refused, match="接谈的时间要在取号"):
        go(visit, "heard", by=town.clerk, talked_at=clock.now() + timedelta(hours=1), reason="点错了")


@pytest.mark.req("RCP-06", "RCP-05")
def test_what_should_have_become_an_appeal_becomes_one_by_its_record(town: Township) -> None:
    visit = over(town, "told", asked=f"{ASKED}请打 19900003333。")
    put_right(town, visit, "opened", area=town.village.pk, **WHO)
    appeal = Appeal.objects.get()
    assert appeal.text == f"{ASKED}请打 〔电话①〕。"
    assert (appeal.source, appeal.external_number) == ("reception", label_of(visit))
    assert appeal.matter.filed_at == visit.talked_at
    assert Appellant.objects.get().name == "林小满"
    visit.refresh_from_db()
    assert (visit.state, visit.matter_id) == ("opened", appeal.matter_id)
    assert counts_of(Visit.objects.filter(slot=visit.slot)).matters == 1


@pytest.mark.req("RCP-06", "XC-01", "XC-02")
def test_what_was_said_before_is_joined_and_who_stays_unknown_is_forgotten(town: Township) -> None:
    known = town.file()
    visit = heard(town, come(town, a_slot(town), name="林小满", phone="19900001111"))
    ended(town, visit, "settled")
    put_right(town, visit, "joined", join=known.number, identity="anonymous")
    visit.refresh_from_db()
    assert (visit.state, visit.matter_id, visit.name, visit.phone) == ("joined", known.pk, "", "")
    assert [one.channel for one in Contact.objects.order_by("pk")] == ["web", "visit"]


@pytest.mark.req("RCP-06")
@pytest.mark.parametrize("outcome", ["opened", "joined"])
def test_where_an_appeal_stands_one_is_told_what_to_do_instead(town: Township, outcome: str) -> None:
    known = town.file()
    visit = over(town, outcome, join=known.number)
    words = "已经立项或并入，结果不在这里改。那件事登错了的，请到它的页面点“更正”或“申请作废”"
    for other in ("settled", "opened"):
        assert words in refusal_of(town, visit, other, **WHO)
    clerk = enter(Client(), town.clerk)
    page = text(clerk, f"/reception/visits/{visit.pk}/")
    assert words in page
    assert f"/reception/visits/{visit.pk}/correct/" not in page
    answer = clerk.get(f"/reception/visits/{visit.pk}/correct/", follow=True)
    assert answer.redirect_chain == [(f"/reception/visits/{visit.pk}/", 302)]


@pytest.mark.req("RCP-06")
@pytest.mark.parametrize(
    ("outcome", "more", "sentence"),
    [
        ("told", {}, "现在的结果就是“告知途径”"),
        ("passed_on", {}, "请写转给了哪个单位"),
        ("booked", {}, "请选下次哪一场再谈"),
        ("joined", {"join": "101-2026-999999-1"}, "没有找到这件事的编号"),
    ],
)
def test_the_right_outcome_has_what_it_has_to_have(
    town: Township, outcome: str, more: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal_of(town, over(town, "told"), outcome, **more)


@pytest.mark.req("RCP-05", "RCP-06")
def test_an_answer_that_was_not_written_down_may_be_and_one_that_was_stays(town: Township) -> None:
    visit = over(town, "passed_on", told="", body="县水务局")
    assert "请记下当场怎么答复的" in refusal_of(town, visit, "settled")
    put_right(town, visit, "settled", told="当场给他看了缴费单，打 19900003333 也行。")
    assert Talk.objects.get().told == "当场给他看了缴费单，打 〔电话①〕 也行。"
    put_right(town, visit, "told", told="别的话。")
    assert Talk.objects.get().told.startswith("当场给他看了缴费单")


def sent(visit: Visit, outcome: str, **more: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    visit.refresh_from_db()
    said = {"outcome": outcome, "type": "help", "urgency": "ordinary", "identity": "named"}
    return {**said, "client_id": str(uuid7()), "version": visit.version, **more}


@pytest.mark.req("RCP-06", "INV-12")
def test_it_is_done_on_a_page_of_its_own_once_by_who_runs_the_slot(town: Township) -> None:
    visit = over(town, "told", body="")
    address = f"/reception/visits/{visit.pk}/correct/"
    assert enter(Client(), town.water_handler).get(address).status_code == 404
    for hand in (town.clerk, town.triage, town.leader):  # the unit's, the desk's, who led it
        assert address in text(enter(Client(), hand), f"/reception/visits/{visit.pk}/")
    desk = enter(Client(), town.triage)
    page = text(desk, address)
    assert "现在是“告知途径”" in page
    wrong = desk.post(address, sent(visit, "passed_on", body="县水务局"))
    assert wrong.status_code == 422
    assert "请写一句为什么改" in wrong.content.decode()
    assert "县水务局" in wrong.content.decode()
    form = sent(visit, "passed_on", body="县水务局", reason="要转给县里，电话 19900003333")
    for _time in range(2):
        assert desk.post(address, form).status_code == 302
    assert Event.objects.filter(move="correct").count() == 1
    shown = text(desk, f"/reception/visits/{visit.pk}/")
    assert "告知途径 → 转出：要转给县里，电话 〔电话〕" in shown
    late = {**form, "client_id": str(uuid7()), "outcome": "settled"}
    assert "先做了" in desk.post(address, late).content.decode()


def test_of_a_visit_without_an_outcome_there_is_nothing_to_put_right(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    answer = enter(Client(), town.clerk).get(f"/reception/visits/{visit.pk}/correct/")
    assert answer.status_code == 404


@pytest.mark.req("INV-20")
def test_the_reason_goes_with_the_words_of_the_visit(town: Township) -> None:
    visit = over(town, "told")
    put_right(town, visit, "settled", reason="他后来说家里的事不提了。")
    forget_visits(clock.now() + timedelta(days=1))
    assert OutcomeChange.objects.get().reason == ERASED
    with pytest.raises(Refused, match="接谈记录已按规定删除，不能照它立项"):
        put_right(town, visit, "opened", area=town.village.pk, **WHO)
    assert not Matter.objects.exists()
