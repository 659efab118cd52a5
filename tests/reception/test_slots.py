"""A slot from the book to its end: posted ahead, altered in the open, held or covered."""

from datetime import time

import pytest
from django.db import IntegrityError

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.notice import Notice
from lianxin.matters.act import offers
from lianxin.matters.queries import visible
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.moving import move_slot
from lianxin.reception.models import Leave, Slot, SlotChange, SlotPerson
from lianxin.reception.queries.slots import persons_of
from lianxin.reception.rules.slots import AbsentFor, Part
from tests.reception.rota_of import MONDAY, Reception, reception
from tests.township import Township, at

pytestmark = pytest.mark.django_db
WEDNESDAY = "2022-02-16"


@pytest.fixture
def desk(town: Township) -> Reception:
    """The Wednesday reception."""
    return reception(town)


@pytest.fixture(autouse=True)
def monday() -> object:
    """All of it on a Monday, nine days before the slot."""
    with clock.standing_at(MONDAY):
        yield


@pytest.mark.req("RCP-01")
def test_a_slot_is_planned_with_what_its_kind_says(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    assert (slot.state, slot.place, slot.numbers) == ("planned", "便民服务中心一楼", 30)
    assert (slot.starts_at, slot.ends_at) == (at("2022-02-16 09:00"), at("2022-02-16 12:00"))
    assert [one.part for one in persons_of(slot)] == ["leader", "substitute"]
    assert list(check()) == []


@pytest.mark.req("RCP-01")
def test_a_slot_without_a_substitute_or_with_one_person_twice_is_refused(desk: Reception) -> None:
    with pytest.raises(Refused, match="请选一位替补"):
        desk.plan(WEDNESDAY, persons=[("leader", desk.key(desk.leaders[0]))])
    with pytest.raises(Refused, match="一个人在一场里只能担任一样"):
        desk.plan(WEDNESDAY, leader=0, substitute=0)
    assert not Slot.objects.exists()


@pytest.mark.req("RCP-01")
def test_who_is_on_leave_is_not_put_in(desk: Reception) -> None:
    away = desk.leaders[0]
    person = desk.plan("2022-02-09").persons.get(part=Part.LEADER).appointment.person
    Leave.objects.create(person=person, first="2022-02-14", last="2022-02-18", told_at=MONDAY)
    with pytest.raises(Refused, match="书记员在2022年2月16日请假，请换一位"):
        desk.plan(WEDNESDAY)
    slot = desk.plan(WEDNESDAY, leader=1, substitute=2)
    with pytest.raises(Refused, match="书记员在2022年2月16日请假"):
        desk.go(slot, "put", part=Part.DEPUTY, appointment=desk.key(away), instead=None)


@pytest.mark.req("RCP-10")
def test_the_recorder_does_not_belong_to_the_unit_that_is_spoken_of(desk: Reception) -> None:
    water = desk.key(desk.town.water_handler)
    persons = [
        ("leader", desk.key(desk.leaders[0])),
        ("substitute", desk.key(desk.leaders[1])),
        ("recorder", water),
    ]
    with pytest.raises(Refused, match="不能当记录"):
        desk.plan(WEDNESDAY, persons=persons, invited=desk.town.water.pk)
    slot = desk.plan(WEDNESDAY, invited=desk.town.water.pk)
    with pytest.raises(Refused, match="不能当记录"):
        desk.go(slot, "put", part=Part.RECORDER, appointment=water, instead=None)
    desk.go(slot, "put", part=Part.RECORDER, appointment=desk.key(desk.recorder), instead=None)


@pytest.mark.req("RCP-02")
def test_it_is_posted_two_working_days_ahead_or_late_with_a_reason(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    with pytest.raises(Refused, match="要提前 2 个工作日、最迟2022年2月14日公示"):
        desk.go(slot, "publish", when=at("2022-02-15 08:00"))
    desk.go(slot, "publish_late", when=at("2022-02-15 08:00"), reason="原定领导临时出差")
    assert (slot.state, slot.late, slot.late_reason) == ("published", True, "原定领导临时出差")
    other = desk.plan("2022-02-23")
    desk.go(other, "publish", when=at("2022-02-21 17:00"))
    assert (other.state, other.late, other.published_at) == ("published", False, at("2022-02-21 17:00"))


@pytest.mark.req("RCP-02")
def test_what_is_altered_after_it_was_posted_stands_on_the_notice_anew(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    alter = {"place": "镇政府门厅", "theme": "", "invited": None, "numbers": 20, "windows": 1}
    times = {"starts": time(9), "ends": time(12), "paper_from": None}
    desk.go(slot, "alter", **alter, **times)
    assert not SlotChange.objects.exists()  # nobody had read the old plan yet
    desk.publish(slot)
    posted = slot.posted_at
    with clock.standing_at(at("2022-02-08 10:00")):
        desk.go(slot, "alter", **{**alter, "place": "一楼大厅"}, **{**times, "starts": time(8)})
        desk.go(
            slot,
            "put",
            part=Part.LEADER,
            appointment=desk.key(desk.leaders[2]),
            instead=desk.person(slot).pk,
        )
    changes = SlotChange.objects.order_by("pk").values_list("what", "was", "became")
    assert list(changes) == [
        ("time", "2022年2月16日 09:00–12:00", "2022年2月16日 08:00–12:00"),
        ("place", "镇政府门厅", "一楼大厅"),
        ("leader", "书记员（便民服务中心 书记）", "人大主席员（便民服务中心 人大主席）"),
    ]
    assert slot.posted_at > posted


@pytest.mark.req("RCP-02")
def test_who_is_put_in_is_told(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.go(slot, "put", part=Part.DEPUTY, appointment=desk.key(desk.leaders[3]), instead=None)
    notice = Notice.objects.get(letter="staff.reception_put_in")
    assert (notice.account_id, notice.row_kind, notice.row_id) == (
        desk.leaders[3].account,
        "slot",
        slot.pk,
    )


@pytest.mark.req("RCP-01")
def test_only_who_arranges_plans_and_posts(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    codes = [move.code for move in offers(slot, desk.leaders[0])]
    assert codes == ["stay_away"]
    with pytest.raises(Refused, match="不在您的岗位职责内"):
        desk.go(slot, "publish", by=desk.town.water_handler)
    with pytest.raises(Refused, match="不在您的岗位职责内"):
        desk.go(slot, "publish", by=desk.leaders[0])


@pytest.mark.req("RCP-02")
def test_before_it_is_posted_residents_know_of_no_slot(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    assert not visible(desk.town.resident, Slot).exists()
    assert visible(desk.leaders[1], Slot).get() == slot
    desk.publish(slot)
    assert visible(desk.town.resident, Slot).get() == slot


@pytest.mark.req("RCP-02")
def test_it_is_signed_in_to_opened_and_ended_on_its_day(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    leader = desk.person(slot)
    for move in ("sign_in", "open"):
        with pytest.raises(Refused, match="这一场排在2022年2月16日，当天才能办"):
            desk.go(slot, move, by=desk.leaders[0], persons_here=[leader.pk])
    day = at("2022-02-16 08:55")
    desk.go(slot, "sign_in", by=desk.leaders[0], when=day, persons_here=[leader.pk])
    desk.go(slot, "open", by=desk.leaders[0], when=day)
    desk.go(slot, "end", when=at("2022-02-16 12:05"))
    leader.refresh_from_db()
    assert (slot.state, leader.came_at) == ("ended", day)
    assert list(check()) == []


@pytest.mark.req("RCP-06")
def test_it_does_not_end_while_a_visit_has_no_outcome(
    desk: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    desk.go(slot, "open", when=at("2022-02-16 09:00"))
    monkeypatch.setattr("lianxin.reception.actions.slots.unsettled", lambda slot: 2)
    with pytest.raises(Refused, match="还有 2 位来访人没有结果"):
        desk.go(slot, "end", when=at("2022-02-16 12:00"))


@pytest.mark.req("RCP-02")
def test_a_leader_who_does_not_come_says_why_and_the_substitute_is_told(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    leader = desk.person(slot)
    desk.go(slot, "stay_away", by=desk.leaders[0], person=leader.pk, absent_for=AbsentFor.MEETING)
    leader.refresh_from_db()
    assert leader.absent_for == "meeting"
    assert Notice.objects.get().account_id == desk.leaders[1].account


@pytest.mark.req("RCP-02")
def test_put_off_it_is_planned_and_posted_anew_and_the_old_day_says_so(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    said = {"day": at("2022-02-17 00:00").date(), "starts": time(9), "ends": time(12)}
    data = {**said, "place": "一楼大厅", "reason": "会议室停电"}
    sent = {"by": desk.town.triage, "data": data, "client_id": uuid7(), "version": slot.version}
    for _time in range(2):
        move_slot(slot, "move", **sent)
    slot.refresh_from_db()
    fresh = slot.moved_to
    assert fresh is not None
    assert (slot.state, slot.reason, fresh.state, fresh.place) == (
        "cancelled",
        "会议室停电",
        "published",
        "一楼大厅",
    )
    assert SlotPerson.objects.filter(slot=fresh).count() == 2
    assert Slot.objects.count() == 2


@pytest.mark.req("RCP-02")
def test_of_two_slots_at_one_time_the_second_is_refused_by_a_sentence_and_by_the_table(
    desk: Reception,
) -> None:
    slot = desk.plan(WEDNESDAY)
    with pytest.raises(Refused, match="这个时间已经排了一场"):
        desk.plan(WEDNESDAY)
    with pytest.raises(IntegrityError):
        Slot.objects.filter(pk=desk.plan("2022-02-23").pk).update(starts_at=slot.starts_at)


@pytest.mark.req("RCP-01")
def test_a_plan_is_for_days_to_come_and_for_kinds_in_use(desk: Reception) -> None:
    with pytest.raises(Refused, match="2022年2月2日已经过去"):
        desk.plan("2022-02-02")
    desk.kind.active = False
    desk.kind.save()
    with pytest.raises(Refused, match="已停用"):
        desk.plan(WEDNESDAY)


@pytest.mark.req("RCP-02")
def test_events_hold_no_words(desk: Reception) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    desk.go(slot, "cancel", reason="领导外出")
    told = [facts for facts in Event.objects.order_by("seq").values_list("facts", flat=True) if facts]
    assert told == [{"day": "2022-02-16", "holder": desk.town.hall.pk}]
