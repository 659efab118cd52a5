"""What isn't ours: rejected by two persons, or handed on and asked about; the resident is told where to go."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.appeals import choices
from lianxin.appeals.models import Appeal, Referral, Rejection
from lianxin.kernel import clock, editions
from lianxin.kernel.actor import Role
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.notice import Notice
from lianxin.matters.queries import open_states, today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY, at_once, running, state_of, told
from tests.township import Township, actor, at, enter

# -- 不予受理 --


@pytest.mark.req("INV-07")
def test_a_rejection_takes_two_persons_and_tells_where_to_go(town: Township) -> None:
    second = actor(town.hall, "派单二", Role.TRIAGE, Role.REVIEWER)
    matter = town.reject_asked(town.file())
    with pytest.raises(Refused) as refusal:
        town.go(matter, "reject", by=town.triage)
    assert refusal.value.code == "not_allowed"
    assert state_of(matter) == "reject_asked"
    town.go(matter, "reject", by=second)
    assert (state_of(matter), matter.state in open_states()) == ("rejected", False)
    kept = Rejection.objects.get()
    assert (kept.reason, kept.edition, kept.phone, kept.agreed) == ("court", "2026-12", "12368", True)
    assert (kept.proposed_by, kept.decided_by) == (town.triage.account, second.account)
    assert told(matter)[-1] == "rejected"
    assert list(check()) == []


def test_a_second_person_may_disagree_and_the_limit_has_run_on(town: Township) -> None:
    matter = town.reject_asked(town.file(when=MONDAY), when=at("2026-11-02 09:30"))
    assert running(matter)["T2a"] == at("2026-11-02 14:30")
    town.go(matter, "keep", by=town.reviewer, when=at("2026-11-02 10:00"), reason="水管是集体的，归我们。")
    assert state_of(matter) == "registered"
    assert running(matter)["T2a"] == at("2026-11-02 14:30")
    assert Rejection.objects.get().agreed is False
    town.reject_asked(matter)
    assert state_of(matter) == "reject_asked"


def test_a_reason_that_is_not_on_the_list_is_none(town: Township) -> None:
    matter = town.file()
    with pytest.raises(Refused, match="从清单里选"):
        town.go(matter, "propose_reject", by=town.triage, reason="no_time", words="没空")
    assert not Rejection.objects.exists()


def test_the_office_keeps_a_list_of_its_own_and_old_proposals_keep_their_words(town: Township) -> None:
    first = town.reject_asked(town.file())
    own = [{"code": "court", "words": "已在青禾县法院立案", "body": "青禾县法院", "phone": "0912-5550001"}]
    editions.change(choices.REASONS, Change(own), by=town.administrator, client_id=uuid7())
    town.reject_asked(town.file())
    kept = list(Rejection.objects.order_by("pk").values_list("edition", "body"))
    assert kept == [("2026-12", "人民法院（诉讼）、仲裁委员会、行政复议机关"), ("#1", "青禾县法院")]
    assert first.pk is not None


def test_a_complaint_is_not_made_a_question_by_one_person(town: Township) -> None:
    matter = town.file(type="complaint")
    said = {"type": "enquiry", "category": town.category.pk, "area": None, "urgency": "ordinary"}
    with pytest.raises(Refused, match="不能一个人改成咨询"):
        town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "allow_enquiry", by=town.triage, reason="只是问收费标准")
    with pytest.raises(Refused, match="不能一个人改成咨询"):
        town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "allow_enquiry", by=town.reviewer, reason="只是问收费标准")
    town.go(matter, "accept", by=town.triage, **said)
    assert (state_of(matter), Appeal.objects.get(matter=matter).type) == ("to_dispatch", "enquiry")


@pytest.mark.parametrize("milder", ["help", "complaint", "suggestion", "praise"])
def test_an_accusation_is_not_made_anything_milder(town: Township, milder: str) -> None:
    matter = town.file(type="report")
    said = {"type": milder, "category": town.category.pk, "area": None, "urgency": "ordinary"}
    with pytest.raises(Refused, match="举报不能改成别的类型"):
        town.go(matter, "accept", by=town.triage, **said)
    assert Appeal.objects.get(matter=matter).type == "report"


# -- 转出 --


def test_what_was_handed_on_comes_back_to_the_desk_on_its_day_until_the_result_is_written(
    town: Township,
) -> None:
    matter = town.accepted(town.file(when=MONDAY), when=MONDAY)
    said = {"body": "县水务局", "reference": "水函 12 号", "basis": "县级管网", "phone": "0912-5550009"}
    day = at("2026-11-16 08:30")
    town.go(matter, "refer", by=town.triage, when=MONDAY, remind_at=day, **said)
    assert (state_of(matter), matter.due_at, running(matter)) == ("referred", None, {})
    assert told(matter)[-1] == "referred"
    piles = [task.state.code for task in today(by=town.triage)]
    at_once(at("2026-11-16 08:29"))
    assert "to_ask" not in piles
    at_once(day)
    pile = next(task for task in today(by=town.triage) if task.state.code == "to_ask")
    assert ([row.pk for row in pile.rows], pile.moves[0].code) == ([matter.pk], "record_result")
    assert Notice.objects.filter(letter="staff.to_ask", account_id=town.triage.account).count() == 1
    assert not [task for task in today(by=town.water_handler) if task.state.code == "to_ask"]
    town.go(matter, "record_result", by=town.clerk, text="县水务局已换管。")
    assert "to_ask" not in [task.state.code for task in today(by=town.triage)]
    assert (Referral.objects.get().result, told(matter)[-1]) == ("县水务局已换管。", "news")
    assert list(check()) == []


def test_the_day_to_ask_lies_ahead(town: Township) -> None:
    matter = town.accepted(town.file(when=MONDAY), when=MONDAY)
    with pytest.raises(Refused, match="要在今天以后"):
        town.go(matter, "refer", by=town.triage, when=MONDAY, body="县水务局", basis="管网", remind_at=MONDAY)
    assert not Referral.objects.exists()


def test_an_accusation_may_be_handed_on_though_never_dispatched(town: Township) -> None:
    matter = town.file(type="report")
    said = {"type": "report", "category": town.category.pk, "area": None, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, **said)
    to = {"body": "县纪委监委", "basis": "监察法", "phone": "12388"}
    town.go(matter, "refer", by=town.triage, remind_at=clock.now() + timedelta(days=3), **to)
    assert state_of(matter) == "referred"


# -- pages --


def test_the_notice_says_why_and_where_to_go_and_only_those_who_may_know_see_it(
    town: Township, client: Client, settings
) -> None:
    settings.COUNTY = town.county
    matter = town.rejected(town.file())
    address = f"/notice/{matter.number}/"
    assert client.get(address).status_code == 404
    page = enter(Client(), town.triage).get(address).content.decode()
    for words in ("不予受理告知书", "双方已在法院立案。", "人民法院", "12368", "F-99 2026-12", matter.number):
        assert words in page
    assert enter(Client(), town.roads_handler).get(address).status_code == 404
    plain = town.file()
    assert enter(Client(), town.triage).get(f"/notice/{plain.number}/").status_code == 404


@pytest.mark.parametrize("who", ["reviewer", "triage"])
def test_a_proposal_waits_for_the_second_person_only(town: Township, who: str) -> None:
    town.reject_asked(town.file())
    piles = {task.state.code for task in today(by=getattr(town, who))}
    assert ("reject_asked" in piles) is (who == "reviewer")
