"""Numbers, windows and people: who came, who speaks for many, who is called; each visit ends in one outcome."""

from typing import Any

import pytest

from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.intake.numbers import call_next, give
from lianxin.reception.models import Slot, Speaker, Visit
from lianxin.reception.queries.visits import ahead_of, at_window, counts_of, queue_of
from lianxin.reception.rules.visits import OUTCOMES, UNSETTLED, VisitState, next_number, speakers_wrong
from lianxin.reception.workflow import VISIT
from tests.reception.day import a_slot, come, ended, go, heard, market_day, turn
from tests.township import Township, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def refusal_of(deed: Any) -> str:
    """The sentence a deed is refused with."""
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.message


@pytest.mark.once
@pytest.mark.parametrize(
    ("taken", "numbers", "paper_from", "given"),
    [
        (set(), 3, None, 1),
        ({1, 2}, 3, None, 3),
        ({1, 2, 3}, 3, None, None),
        ({1, 3}, 5, None, 4),  # a number that was left out isn't given afterwards
        ({1, 2}, 5, 3, None),  # the rest lies on paper in the drawer
        ({4, 5}, 5, 3, 1),
    ],
)
def test_the_next_number(taken: set[int], numbers: int, paper_from: int | None, given: int | None) -> None:
    assert next_number(taken, numbers, paper_from) == given


@pytest.mark.once
@pytest.mark.req("RCP-04")
@pytest.mark.parametrize(
    ("persons", "speakers", "wrong"),
    [(4, 0, False), (5, 0, True), (5, 1, False), (12, 5, False), (12, 6, True), (2, 3, True)],
)
def test_a_group_has_one_to_five_speakers(persons: int, speakers: int, wrong: bool) -> None:
    assert speakers_wrong(persons, speakers) is wrong


@pytest.mark.once
def test_every_state_is_an_outcome_or_not_one() -> None:
    assert {*OUTCOMES, *UNSETTLED} == set(VisitState)
    assert {state.code for state in VISIT.states if state.end} == set(OUTCOMES)


@pytest.mark.req("RCP-08", "RCP-09")
def test_numbers_are_given_in_turn_and_no_name_is_needed(town: Township) -> None:
    slot = a_slot(town)
    first, second = come(town, slot), come(town, slot, name="林小满", needs=["seat"], private=True)
    assert (first.number, second.number) == (1, 2)
    assert (first.name, first.phone, first.phone_index) == ("", "", "")
    assert (second.name, second.needs, second.private) == ("林小满", ["seat"], True)
    assert ahead_of(second) == 1
    assert list(check()) == []


def test_the_same_form_twice_gives_one_number(town: Township) -> None:
    slot, sent = a_slot(town), uuid7()
    given = [give(slot, {"persons": 1}, by=town.clerk, client_id=sent) for _ in range(3)]
    assert {one.pk for one in given} == {Visit.objects.get().pk}


def test_after_the_last_number_there_is_none(town: Township) -> None:
    slot = a_slot(town, numbers=2)
    come(town, slot), come(town, slot)
    assert "号已经取完" in refusal_of(lambda: come(town, slot))
    assert Visit.objects.count() == 2


def test_a_slip_printed_before_is_taken_once(town: Township) -> None:
    slot = a_slot(town)
    assert come(town, slot, number=7).number == 7
    assert "7 号" in refusal_of(lambda: come(town, slot, number=7))
    assert "1 到 30 号" in refusal_of(lambda: come(town, slot, number=31))
    assert come(town, slot).number == 8


def test_numbers_are_given_on_the_day_of_what_was_posted(town: Township) -> None:
    kind = market_day(town)
    slot = a_slot(town, kind=kind, opened=False)
    assert come(town, slot).number == 1
    Slot.objects.filter(pk=slot.pk).update(day="2022-02-07")
    slot.refresh_from_db()
    assert "还不能取号" in refusal_of(lambda: come(town, slot))


def test_who_does_not_run_the_slot_gives_no_numbers(town: Township) -> None:
    slot = a_slot(town)
    assert "不由您接待" in refusal_of(lambda: come(town, slot, by=town.water_handler))
    assert come(town, slot, by=town.leader).number == 1  # in the slot, with no desk of their own


@pytest.mark.req("RCP-08")
def test_the_one_who_waited_longest_is_called_and_nobody_twice(town: Township) -> None:
    slot = a_slot(town)
    first, second = come(town, slot), come(town, slot)
    pressed = uuid7()
    called = [call_next(slot, 1, by=town.clerk, client_id=pressed) for _ in range(2)]
    assert [one.pk for one in called] == [first.pk, first.pk]
    assert called[0].calls == 1
    other = call_next(slot, 2, by=town.clerk, client_id=uuid7())
    assert (other.pk, other.window) == (second.pk, 2)
    go(first, "talk", by=town.clerk, window=1)
    ended(town, first, "told")
    assert "没有人在等" in refusal_of(lambda: call_next(slot, 1, by=town.clerk, client_id=uuid7()))


def test_a_window_has_one_visit_at_a_time(town: Township) -> None:
    slot = a_slot(town)
    first, second = come(town, slot), come(town, slot)
    go(first, "call", by=town.clerk, window=1)
    assert "1 号窗口还有 1 号" in refusal_of(lambda: go(second, "call", by=town.clerk, window=1))
    assert "只有 2 个窗口" in refusal_of(lambda: go(second, "call", by=town.clerk, window=3))
    go(first, "move_window", by=town.clerk, window=2)
    assert at_window(slot, 1) is None
    go(second, "call", by=town.clerk, window=1)
    assert "已经在这个窗口" in refusal_of(lambda: go(second, "move_window", by=town.clerk, window=1))
    assert "还有 1 号" in refusal_of(lambda: go(second, "move_window", by=town.clerk, window=2))


def test_two_desks_call_the_same_number_and_one_is_told(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    seen = visit.version
    act(visit, "call", by=town.clerk, data={"window": 1}, client_id=uuid7(), version=seen)
    with pytest.raises(Refused) as refused:
        act(visit, "call", by=town.triage, data={"window": 2}, client_id=uuid7(), version=seen)
    assert refused.value.code == "stale"
    assert "窗口" in refused.value.message
    visit.refresh_from_db()
    assert (visit.window, visit.calls) == (1, 1)


def test_who_did_not_come_when_called_is_called_again(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    go(visit, "call", by=town.clerk, window=1)
    go(visit, "call", by=town.clerk, window=1)
    assert visit.calls == 2
    go(visit, "skip", by=town.clerk)
    assert (visit.state, visit.window) == ("skipped", None)
    go(visit, "call", by=town.clerk, window=2)
    assert (visit.state, visit.window, visit.calls) == ("called", 2, 3)
    go(visit, "leave", by=town.clerk)
    assert visit.state == "left"
    go(visit, "come_back", by=town.clerk)
    assert (visit.state, visit.settled_at) == ("waiting", None)


def test_nobody_is_called_before_the_slot_is_opened(town: Township) -> None:
    slot = a_slot(town, opened=False)
    visit = come(town, slot)
    assert "请先点“开始接待”" in refusal_of(lambda: go(visit, "call", by=town.clerk, window=1))


@pytest.mark.req("RCP-04")
def test_a_group_chooses_who_speaks_before_it_is_heard(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot, persons=12)
    go(visit, "call", by=town.clerk, window=1)
    said = refusal_of(lambda: go(visit, "talk", by=town.clerk, window=1))
    assert "推选 1 到 5 名代表" in said
    assert "请核对原文" in said
    many = [f"代表{one}" for one in range(6)]
    assert "最多 5 人" in refusal_of(lambda: go(visit, "note", by=town.clerk, persons=12, speakers=many))
    go(visit, "note", by=town.clerk, persons=12, speakers=many[:5])
    go(visit, "talk", by=town.clerk, window=1)
    assert visit.state == "talking"
    assert [one.name for one in Speaker.objects.filter(visit=visit)] == many[:5]


def test_who_spoke_before_stays_on_record_when_others_are_named(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot, persons=6, speakers=["甲", "乙"])
    go(visit, "note", by=town.clerk, persons=6, speakers=["乙", "丙"])
    standing = visit.speakers.filter(replaced_at=None).order_by("pk")
    assert [one.name for one in standing] == ["乙", "丙"]
    assert visit.speakers.count() == 4


def test_an_empty_telephone_stays_what_it_was(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot, phone="19900001111")
    index = visit.phone_index
    go(visit, "note", by=town.clerk, persons=2, name="林小满", phone="")
    assert (visit.phone, visit.phone_index, visit.persons) == ("19900001111", index, 2)


@pytest.mark.req("RCP-06", "INV-03")
def test_a_slot_ends_when_every_visit_has_an_outcome_and_they_add_up(town: Township) -> None:
    slot = a_slot(town)
    visits = [come(town, slot, persons=persons) for persons in (1, 3, 1, 1)]
    ended(town, heard(town, visits[0]), "opened")
    ended(town, heard(town, visits[1]), "told")
    go(visits[2], "leave", by=town.clerk)
    assert "还有 1 位来访人没有结果" in refusal_of(lambda: turn(slot, "end", by=town.triage))
    ended(town, heard(town, visits[3]), "passed_on", body="县水务局")
    counts = counts_of(Visit.objects.filter(slot=slot))
    assert (counts.visits, counts.persons, counts.groups, counts.matters) == (4, 6, 1, 1)
    assert dict(counts.outcomes) == dict.fromkeys(OUTCOMES, 0) | {
        "opened": 1,
        "told": 1,
        "left": 1,
        "passed_on": 1,
    }
    assert counts.balanced
    turn(slot, "end", by=town.triage)
    assert slot.state == "ended"
    assert "已经结束" in refusal_of(lambda: come(town, slot))


@pytest.mark.req("RCP-08")
def test_the_queue_says_how_long_each_has_waited(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    queue = queue_of(slot, by=town.clerk)
    assert [line.visit.pk for line in queue.waiting] == [visit.pk]
    assert queue.waiting[0].minutes == 0
    assert queue.counts.waiting == 1


def test_another_township_sees_none_of_it(town: Township) -> None:
    slot = a_slot(town)
    come(town, slot)
    elsewhere = type(town.hall).objects.create(
        name="别处服务中心", code="09", kind="office", area=town.village
    )
    stranger = actor(elsewhere, "窗口", "clerk")
    assert queue_of(slot, by=stranger).waiting == []
    assert queue_of(slot, by=town.water_handler).waiting == []


@pytest.mark.req("INV-01")
def test_the_log_alone_gives_every_visit_back(town: Township) -> None:
    slot = a_slot(town)
    visit = heard(town, come(town, slot, persons=2))
    ended(town, visit, "settled")
    go(come(town, slot), "leave", by=town.clerk)
    assert [one for one in check() if one.row_kind == "visit"] == []
