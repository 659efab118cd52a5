"""What a talk comes to: a record that is read back, an appeal or one more contact of one, whole or not at all."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lianxin.appeals.models import Appeal, Appellant
from lianxin.kernel.actor import Role, Shunned
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from lianxin.reception.intake.talks import conclude, enter_paper
from lianxin.reception.models import SlotPerson, Talk, Visit
from lianxin.reception.queries.talks import may_be_known, told_at, usual_hearer
from lianxin.reception.queries.visits import label_of
from lianxin.wording.queries import learnt
from tests.reception.day import ASKED, a_slot, come, ended, heard, held_by, record, today_at
from tests.township import Township, actor, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture(autouse=True)
def untaught() -> None:
    """Nothing learnt from another test."""
    learnt.forget()


def refusal_of(town: Township, visit: Visit, outcome: str, **more: Any) -> str:
    """Why this outcome isn't taken; then nothing of it is kept."""
    before = (Matter.objects.count(), Talk.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as refused:
        ended(town, visit, outcome, **more)
    assert (Matter.objects.count(), Talk.objects.count(), Event.objects.count()) == before
    visit.refresh_from_db()
    assert visit.state == "talking"
    return refused.value.message


@pytest.mark.req("RCP-05", "RCP-06")
def test_an_appeal_is_opened_and_its_source_is_the_slot(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town), name="林小满", phone="19900001111"))
    evidence = ["水费单复印件 1 页"]
    promise = {"promised": "换掉漏水的接头", "promised_unit": town.water.pk, "promised_on": visit.slot.day}
    ended(town, visit, "opened", evidence=evidence, area=town.village.pk, **promise)
    matter = Matter.objects.get()
    assert (visit.refresh_from_db(), visit.state, visit.matter_id) == (None, "opened", matter.pk)
    appeal = Appeal.objects.get()
    assert (appeal.text, appeal.source, appeal.external_number) == (ASKED, "reception", label_of(visit))
    assert Contact.objects.get().channel == "visit"
    assert Contact.objects.get().at == visit.talked_at
    assert Appellant.objects.get().name == "林小满"
    talk = Talk.objects.get()
    assert (talk.evidence, talk.promised_unit, talk.signing) == (evidence, town.water, "signed")
    assert talk.recorder_id == town.clerk.account
    facts = Event.objects.get(row_kind="visit", move="opened").facts
    assert facts == {"matter": matter.pk}


def test_the_same_form_twice_opens_one_appeal(town: Township) -> None:
    visit, sent = heard(town, come(town, a_slot(town))), uuid7()
    for _time in range(3):
        conclude(visit, record("opened"), by=town.clerk, client_id=sent, version=visit.version)
    assert (Matter.objects.count(), Talk.objects.count()) == (1, 1)
    assert Event.objects.filter(row_kind="visit", move="opened").count() == 1


def test_two_who_end_the_same_talk_open_one_appeal(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    seen = visit.version
    conclude(visit, record("opened"), by=town.clerk, client_id=uuid7(), version=seen)
    with pytest.raises(Refused) as refused:
        conclude(visit, record("opened"), by=town.triage, client_id=uuid7(), version=seen)
    assert refused.value.code == "stale"
    assert Matter.objects.count() == 1


@pytest.mark.req("XC-01")
def test_the_same_road_every_wednesday_is_one_appeal_with_two_contacts(town: Township) -> None:
    before = town.file()
    visit = heard(town, come(town, a_slot(town)))
    ended(town, visit, "joined", join=before.number)
    assert Matter.objects.get() == before
    assert [one.channel for one in Contact.objects.order_by("pk")] == ["web", "visit"]
    visit.refresh_from_db()
    assert (visit.state, visit.matter_id) == ("joined", before.pk)


def test_a_number_that_is_not_there_joins_nothing(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    assert "没有找到这件事的编号" in refusal_of(town, visit, "joined", join="103-2026-999999-1")


@pytest.mark.req("XC-01", "RCP-05")
def test_what_says_the_same_or_has_the_same_telephone_is_shown_while_one_types(town: Township) -> None:
    mine = town.file(phone="19900002222")
    found = may_be_known("", "19900002222", by=town.clerk)
    assert [(one.row.pk, one.why) for one in found] == [(mine.pk, "同一个电话")]
    (said,) = may_be_known(ASKED, "", by=town.clerk)
    assert said.row.pk == mine.pk
    assert "都说到" in said.why or "同一个地方" in said.why
    assert may_be_known(ASKED, "19900002222", by=town.water_handler) == []


@pytest.mark.req("RCP-05")
@pytest.mark.parametrize(
    ("outcome", "more", "sentence"),
    [
        ("told", {"asked": " "}, "请记下来访人反映的事"),
        ("told", {"told": ""}, "请记下当场怎么答复的"),
        ("settled", {"told": ""}, "请记下当场怎么答复的"),
        ("told", {"promised": "修好"}, "答应了什么，要写全三样"),
        ("told", {"read_back": False}, "请先把记录念给来访人听"),
        ("told", {"signing": "refused"}, "来访人不愿签字的，请写一句他怎么说"),
        ("passed_on", {}, "请写转给了哪个单位"),
        ("booked", {}, "请选下次哪一场再谈"),
        ("booked", {"again_on": date(2020, 11, 4)}, "请选下次哪一场再谈"),
    ],
)
def test_what_is_missing_is_asked_for(
    town: Township, outcome: str, more: dict[str, Any], sentence: str
) -> None:
    visit = heard(town, come(town, a_slot(town)))
    assert sentence in refusal_of(town, visit, outcome, **more)


def test_a_promise_of_yesterday_is_none(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    day = visit.slot.day.replace(year=2020)
    promise = {"promised": "修好", "promised_unit": town.water.pk, "promised_on": day}
    assert "不能早于接待那天" in refusal_of(town, visit, "told", **promise)


@pytest.mark.req("RCP-05")
def test_who_will_not_sign_is_heard_all_the_same(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    note = {"signing": "refused", "read_back": False, "signing_note": "他说不识字，怕写错。"}
    ended(town, visit, "opened", **note)
    talk = Talk.objects.get()
    assert (talk.signing, talk.signing_note) == ("refused", "他说不识字，怕写错。")


@pytest.mark.req("RCP-10")
def test_nobody_of_the_unit_complained_about_writes_it_down(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    said = refusal_of(town, visit, "opened", about=town.hall.pk, type="complaint")
    assert "请换一位别的单位的人" in said
    outsider = actor(town.roads, "驻点", Role.CLERK)
    SlotPerson.objects.create(slot=visit.slot, appointment_id=held_by(outsider), part="recorder")
    ended(town, visit, "opened", by=outsider, about=town.hall.pk, type="complaint")
    assert Talk.objects.get().about == town.hall
    # … and from then on nobody of it reads the record.
    assert list(visible(town.clerk, Visit)) == []
    assert list(visible(outsider, Visit)) == [visit]


@pytest.mark.req("RCP-09", "XC-02")
def test_who_stays_unknown_is_forgotten_here_too(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town), name="林小满", phone="19900001111", speakers=["林小满"]))
    ended(town, visit, "opened", identity="anonymous", name="", phone="")
    visit.refresh_from_db()
    assert (visit.name, visit.phone, visit.phone_index) == ("", "", "")
    assert [one.name for one in visit.speakers.all()] == [""]


@pytest.mark.req("INV-08")
def test_an_accusation_leaves_no_word_with_the_reception(town: Township) -> None:
    actor(town.roads, "纪检", Role.DISCIPLINE)
    visit = heard(town, come(town, a_slot(town), name="林小满", phone="19900001111"))
    ended(town, visit, "opened", type="report", about=town.water.pk, asked="供水站某人收了钱不办事。")
    visit.refresh_from_db()
    assert visit.state == "opened"
    assert (visit.name, visit.phone, Talk.objects.count()) == ("", "", 0)
    assert list(visible(town.clerk, Matter)) == []
    assert list(visible(town.leader, Matter)) == []


def test_the_record_of_what_one_may_not_know_of_is_not_shown(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    ended(town, visit, "opened")
    visit.refresh_from_db()
    assert told_at(visit, by=town.clerk) is not None
    Appellant.objects.update(phone_index=blind_index("19900009999", "phone"))
    shunning = actor(town.roads, "分管", Role.LEADER)
    blind = replace(shunning, shuns=Shunned(phones=frozenset({blind_index("19900009999", "phone")})))
    assert told_at(visit, by=blind) is None


def test_numbers_in_the_words_are_sealed_and_shown_masked(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town)))
    ended(town, visit, "told", asked="打他电话 19900003333 没人接。")
    assert "19900003333" not in Talk.objects.get().asked
    told = told_at(visit, by=town.clerk)
    assert told is not None
    assert "199****3333" in told.talk.asked


def test_the_leader_hears_unless_they_do_not_come(town: Township) -> None:
    slot = a_slot(town)
    leader, substitute = (SlotPerson.objects.get(part=part) for part in ("leader", "substitute"))
    assert usual_hearer(slot) == leader
    leader.absent_for = "meeting"
    leader.save()
    assert usual_hearer(slot) == substitute
    visit = heard(town, come(town, slot))
    ended(town, visit, "told", heard_by=None)
    told = told_at(visit, by=town.clerk)
    assert told is not None
    assert told.heard_by == ""


@pytest.mark.req("FRM-04", "RCP-08")
def test_ten_minutes_without_network_are_entered_from_paper_afterwards(town: Township) -> None:
    slot = a_slot(town)
    said = record("opened", number=28, persons=2, taken_at=today_at(0, 6), talked_at=today_at(0, 9))
    sent = uuid7()
    visits = [enter_paper(slot, said, by=town.clerk, client_id=sent) for _time in range(2)]
    assert {one.pk for one in visits} == {Visit.objects.get().pk}
    visit = Visit.objects.get()
    assert (visit.taken, visit.taken_at, visit.talked_at) == ("paper", today_at(0, 6), today_at(0, 9))
    assert visit.recorded_at > visit.taken_at
    assert Matter.objects.get().filed_at == today_at(0, 9)
    gone = enter_paper(
        slot,
        {"gone": True, "number": 29, "persons": 1, "taken_at": today_at(0, 7)},
        by=town.clerk,
        client_id=uuid7(),
    )
    assert (gone.state, gone.settled_at) == ("left", today_at(0, 7))


def test_a_sheet_typed_twice_by_two_is_one_visit(town: Township) -> None:
    slot = a_slot(town)
    said = record(
        "told", number=28, persons=1, taken_at=today_at(0, 6), talked_at=None, paper_number="2026-00017"
    )
    enter_paper(slot, said, by=town.clerk, client_id=uuid7())
    with pytest.raises(Refused, match=r"28 号 .*已经登记过"):
        enter_paper(slot, said, by=town.triage, client_id=uuid7())
    with pytest.raises(Refused, match="已经登在 28 号上"):
        enter_paper(slot, {**said, "number": 29}, by=town.triage, client_id=uuid7())
    assert (Visit.objects.count(), Talk.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"taken_at": at("2020-11-04 08:00")}, "纸上的日期不是这一场的"),
        ({"taken_at": at("2026-11-04 23:59")}, "不能晚于现在"),
        ({"persons": 7}, "推选 1 到 5 名代表"),
        ({"number": 99}, "1 到 30 号"),
    ],
)
def test_what_is_wrong_on_paper_is_said(town: Township, more: dict[str, Any], sentence: str) -> None:
    said = record("told", number=28, persons=1, taken_at=today_at(0, 6), talked_at=None)
    with pytest.raises(Refused, match=sentence):
        enter_paper(a_slot(town), {**said, **more}, by=town.clerk, client_id=uuid7())
    assert Visit.objects.count() == 0


def test_an_outcome_that_fails_leaves_no_number_from_paper(town: Township) -> None:
    said = record("passed_on", number=28, persons=1, taken_at=today_at(0, 6), talked_at=None)
    with pytest.raises(Refused, match="转给了哪个单位"):
        enter_paper(a_slot(town), said, by=town.clerk, client_id=uuid7())
    assert (Visit.objects.count(), Talk.objects.count()) == (0, 0)
