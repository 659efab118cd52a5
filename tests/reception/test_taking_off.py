"""撤人: somebody is taken off a slot, with a reason, and nobody put in their place (RCP-01, RCP-02)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.notice import Notice
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.taking_off import take_off
from lianxin.reception.models import Slot, SlotChange, Talk, Visit
from lianxin.reception.prints.plan import plan_paper
from lianxin.reception.queries.slots import posted_between
from lianxin.reception.rules.slots import Part
from tests.reception.rota_of import MONDAY, Reception, reception
from tests.township import Township, at, enter

WEDNESDAY = "2022-02-16"
WHY = "重复安排了"


@pytest.fixture
def desk(town: Township) -> Reception:
    """The Wednesday reception."""
    return reception(town)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """All of it on a Monday, nine days before the slot."""
    with clock.standing_at(MONDAY):
        yield


def with_deputy(desk: Reception, deputy: int = 2) -> Slot:
    """A slot in the book with somebody beside the leader."""
    slot = desk.plan(WEDNESDAY)
    desk.go(slot, "put", part=Part.DEPUTY, appointment=desk.key(desk.leaders[deputy]), instead=None)
    return slot


def off(desk: Reception, slot: Slot, person: int, *, by: Actor | None = None, **how: Any) -> Event:
    """Take somebody off."""
    slot.refresh_from_db()
    sent = {"client_id": uuid7(), "version": slot.version, **how}
    event = take_off(
        slot, "take_off", by=by or desk.town.triage, data={"person": person, "reason": WHY}, **sent
    )
    slot.refresh_from_db()
    return event


def text(client: Client, address: str) -> str:
    """A page, without line breaks."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.req("RCP-02")
def test_after_it_was_posted_the_notice_says_who_no_longer_comes_and_why(
    desk: Reception, client: Client
) -> None:
    slot = with_deputy(desk)
    desk.publish(slot)
    posted, deputy = slot.posted_at, desk.person(slot, Part.DEPUTY)
    Notice.objects.all().delete()
    with clock.standing_at(at("2022-02-08 10:00")):
        off(desk, slot, deputy.pk)
    assert [one.part for one in slot.persons.order_by("pk")] == ["leader", "substitute"]
    assert slot.posted_at > posted
    told = "撤下人员：人大主席员（便民服务中心 人大主席） → 不再安排：重复安排了"
    assert told in text(client, "/reception/")
    paper = plan_paper(desk.kind, posted_between(desk.kind, slot.day, slot.day), slot.day, slot.day)
    assert told in str(paper.data["slots"])
    notice = Notice.objects.get()
    assert (notice.letter, notice.account_id) == ("staff.reception_taken_off", desk.leaders[2].account)
    facts = Event.objects.get(move="take_off").facts
    assert (facts["person"], facts["appointment"]) == (deputy.pk, deputy.appointment_id)
    assert WHY not in str(facts)
    assert list(check()) == []


@pytest.mark.req("RCP-02")
def test_before_it_was_posted_the_reason_is_kept_for_the_desk_and_never_posted(
    desk: Reception, client: Client
) -> None:
    slot = with_deputy(desk)
    off(desk, slot, desk.person(slot, Part.DEPUTY).pk)
    assert SlotChange.objects.get().became == "不再安排：重复安排了"
    assert slot.posted_at is None
    with clock.standing_at(at("2022-02-08 10:00")):
        desk.publish(slot)
    public = text(client, "/reception/")
    assert "2022年2月16日" in public
    assert WHY not in public
    assert "有变更" not in public
    page = text(enter(Client(), desk.town.triage), f"/reception/slots/{slot.pk}/")
    assert "不再安排：重复安排了" in page
    assert "公示以前" in page


@pytest.mark.req("RCP-01")
def test_the_leader_and_the_last_substitute_are_replaced_not_taken_off(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    with pytest.raises(Refused, match="不能只撤。请用“换人”，在“换下谁”里选原来的领导"):
        off(desk, slot, desk.person(slot).pk)
    last = desk.person(slot, Part.SUBSTITUTE)
    with pytest.raises(Refused, match="要留一位。请用“换人”换上别人；或者先加一位替补，再撤"):
        off(desk, slot, last.pk)
    desk.go(slot, "put", part=Part.SUBSTITUTE, appointment=desk.key(desk.leaders[2]), instead=None)
    off(desk, slot, last.pk)
    assert desk.person(slot, Part.SUBSTITUTE).appointment_id == desk.key(desk.leaders[2])
    with pytest.raises(Refused, match="已经不在这一场里"):
        off(desk, slot, last.pk)


@pytest.mark.req("RCP-05")
def test_who_came_or_heard_somebody_stays_on_record(desk: Reception) -> None:
    slot = with_deputy(desk)
    desk.publish(slot)
    deputy = desk.person(slot, Part.DEPUTY)
    day = at("2022-02-16 09:00")
    desk.go(slot, "open", when=day)
    visit = Visit.objects.create(
        slot=slot, number=1, taken="desk", taken_at=day, recorded_at=day, state="told", edition="2026-12"
    )
    talk = Talk.objects.create(
        visit=visit, at=day, written_at=day, heard_by=deputy, asked="路灯", signing="signed"
    )
    instead = {"appointment": desk.key(desk.leaders[3]), "instead": deputy.pk}
    with pytest.raises(Refused, match="接谈记录上写着由人大主席员接谈，不能换下"):
        desk.go(slot, "put", when=day, part=Part.DEPUTY, **instead)
    with pytest.raises(Refused, match="人大主席员已经到场接待，要留在记录里，不能撤"):
        off(desk, slot, deputy.pk)
    talk.delete()
    desk.go(slot, "sign_in", when=day, persons_here=[deputy.pk])
    with pytest.raises(Refused, match="签错了到的，请先点“来不了”"):
        off(desk, slot, deputy.pk)
    desk.go(slot, "stay_away", person=deputy.pk, absent_for="meeting")
    off(desk, slot, deputy.pk)
    assert not slot.persons.filter(pk=deputy.pk).exists()


@pytest.mark.req("RCP-01", "INV-12")
def test_it_is_done_on_the_page_of_the_slot_once_and_only_by_who_arranges_it(desk: Reception) -> None:
    slot = with_deputy(desk)
    address = f"/reception/slots/{slot.pk}/do/take_off/"
    browser = enter(Client(), desk.town.triage)
    assert "撤人" in text(browser, f"/reception/slots/{slot.pk}/")
    sent = desk.form(slot, person=desk.person(slot, Part.DEPUTY).pk)
    wrong = browser.post(address, sent)
    assert wrong.status_code == 422
    assert "请写为什么撤" in wrong.content.decode()
    with pytest.raises(Refused, match="不在您的岗位职责内"):
        off(desk, slot, sent["person"], by=desk.leaders[0])
    for _time in range(2):
        assert browser.post(address, {**sent, "reason": WHY}).status_code == 302
    assert Event.objects.filter(move="take_off").count() == 1
