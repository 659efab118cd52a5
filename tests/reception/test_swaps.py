"""Two leaders swap their slots by agreement of both, and the notice is posted anew."""

import pytest

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.notice import Notice
from lianxin.matters.act import act, offers, open_row
from lianxin.matters.queries import visible
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.models import Leave, Slot, SlotChange, Swap
from lianxin.reception.rules.slots import Part
from lianxin.reception.workflow import SWAP
from tests.reception.rota_of import MONDAY, Reception, reception
from tests.township import Township, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> object:
    """All of it on one Monday."""
    with clock.standing_at(MONDAY):
        yield


@pytest.fixture
def desk(town: Township) -> Reception:
    """The Wednesday reception with two posted slots."""
    return reception(town)


def two(desk: Reception) -> tuple[Slot, Slot]:
    """A slot of the first leader and one of the third."""
    slots = desk.plan("2022-02-16", leader=0, substitute=1), desk.plan("2022-02-23", leader=2, substitute=3)
    desk.publish(*slots)
    return slots


def ask(desk: Reception, first: Slot, second: Slot, by: int = 0) -> Swap:
    """The leader of the first asks the leader of the second."""
    data = {"mine": desk.person(first).pk, "theirs": desk.person(second).pk}
    row: Swap = open_row(SWAP, by=desk.leaders[by], data=data, client_id=uuid7())
    return row


def answer(row: Swap, move: str, desk: Reception, by: int) -> None:
    """What somebody says to it."""
    act(row, move, by=desk.leaders[by], data={}, client_id=uuid7(), version=row.version)
    row.refresh_from_db()


@pytest.mark.req("RCP-02")
def test_when_both_agree_they_swap_and_both_notices_are_posted_anew(desk: Reception) -> None:
    first, second = two(desk)
    row = ask(desk, first, second)
    assert desk.person(first).appointment_id == desk.key(desk.leaders[0])  # nothing before the other agrees
    with clock.standing_at(at("2022-02-08 10:00")):
        answer(row, "agree", desk, 2)
    assert desk.person(first).appointment_id == desk.key(desk.leaders[2])
    assert desk.person(second).appointment_id == desk.key(desk.leaders[0])
    changes = SlotChange.objects.order_by("slot").values_list("slot", "what", "was", "became")
    one, other = "书记员（便民服务中心 书记）", "人大主席员（便民服务中心 人大主席）"
    assert list(changes) == [(first.pk, "leader", one, other), (second.pk, "leader", other, one)]
    first.refresh_from_db()
    assert first.posted_at == at("2022-02-08 10:00")
    assert list(check()) == []


@pytest.mark.req("RCP-02")
def test_nobody_agrees_for_another_and_nobody_else_knows_of_it(desk: Reception) -> None:
    row = ask(desk, *two(desk))
    assert [move.code for move in offers(row, desk.leaders[0])] == ["withdraw"]
    assert [move.code for move in offers(row, desk.leaders[2])] == ["agree", "decline"]
    for by in (0, 1):
        with pytest.raises(Refused, match="不在您的岗位职责内"):
            answer(row, "agree", desk, by)
    seen = [visible(by, Swap).exists() for by in (desk.leaders[1], desk.town.resident, desk.town.triage)]
    assert seen == [False, False, True]


@pytest.mark.req("RCP-02")
def test_declined_or_withdrawn_everything_stays(desk: Reception) -> None:
    first, second = two(desk)
    answer(ask(desk, first, second), "decline", desk, 2)
    answer(ask(desk, first, second), "withdraw", desk, 0)
    assert desk.person(first).appointment_id == desk.key(desk.leaders[0])
    assert not SlotChange.objects.exists()
    told = Notice.objects.order_by("pk").values_list("letter", flat=True)
    assert list(told) == ["staff.swap_asked", "staff.swap_declined", "staff.swap_asked"]


@pytest.mark.req("RCP-02")
def test_only_ones_own_slot_can_be_offered(desk: Reception) -> None:
    first, second = two(desk)
    with pytest.raises(Refused, match="只能调换自己带班的场次"):
        ask(desk, first, second, by=1)
    data = {"mine": desk.person(first).pk, "theirs": 0}
    with pytest.raises(Refused, match="请选同一种接待里别人带班的一场"):
        open_row(SWAP, by=desk.leaders[0], data=data, client_id=uuid7())


@pytest.mark.req("RCP-02")
def test_who_is_away_or_already_in_the_other_slot_can_not_swap(desk: Reception) -> None:
    first = desk.plan("2022-02-16", leader=0, substitute=2)
    second = desk.plan("2022-02-23", leader=2, substitute=3)
    with pytest.raises(Refused, match="人大主席员在2022年2月16日那一场已经有任务"):
        ask(desk, first, second)
    third = desk.plan("2022-03-02", leader=3, substitute=1)
    row = ask(desk, first, third)
    person = desk.person(third).appointment.person
    Leave.objects.create(person=person, first="2022-02-16", last="2022-02-16", told_at=MONDAY)
    with pytest.raises(Refused, match="副乡长员在2022年2月16日请假，不能换到那一天"):
        answer(row, "agree", desk, 3)


@pytest.mark.req("RCP-02")
def test_nobody_is_swapped_who_was_put_in_since_it_was_asked(desk: Reception) -> None:
    first, second = two(desk)
    row = ask(desk, first, second)
    other = {"part": Part.LEADER, "appointment": desk.key(desk.leaders[3]), "instead": desk.person(first).pk}
    desk.go(first, "put", **other)
    with pytest.raises(Refused, match="那一场已经换了人"):
        answer(row, "agree", desk, 2)
    assert desk.person(second).appointment_id == desk.key(desk.leaders[2])


@pytest.mark.req("RCP-02")
def test_of_two_who_ask_for_one_slot_one_gets_it(desk: Reception) -> None:
    first, second = two(desk)
    third = desk.plan("2022-03-02", leader=1, substitute=3)
    rows = [ask(desk, first, second), ask(desk, third, second, by=1)]
    answer(rows[0], "agree", desk, 2)
    with pytest.raises(Refused, match="那一场已经换了人"):
        answer(rows[1], "agree", desk, 2)


@pytest.mark.req("RCP-02")
def test_a_slot_that_was_called_off_meanwhile_is_not_swapped(desk: Reception) -> None:
    first, second = two(desk)
    row = ask(desk, first, second)
    desk.go(second, "cancel", reason="停电")
    with pytest.raises(Refused, match="2022年2月23日那一场已经开始、结束或者取消"):
        answer(row, "agree", desk, 2)
