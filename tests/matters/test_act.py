"""The one writer: what it does whole, and what it refuses without a trace."""

from datetime import timedelta

import pytest

from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.numbering import void
from lianxin.matters.act import Ask, act, act_many, offers, open_row
from lianxin.matters.flows import flow_of
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Clock, Matter
from lianxin.matters.queries import is_task
from lianxin.matters.rebuild import check, missing_numbers
from lianxin.matters.refusals import Refused
from tests.township import Township, at


def moves_of(matter: Matter) -> list[str]:
    """The codes of what happened to a matter."""
    events = Event.objects.filter(row_kind="matter", row_id=matter.pk).order_by("seq")
    return list(events.values_list("move", flat=True))


@pytest.mark.req("INV-12")
def test_the_same_client_id_five_times_is_one_appeal_with_one_number(town: Township) -> None:
    client_id = uuid7()
    rows = [open_row(APPEAL, by=town.resident, data=town.words(), client_id=client_id) for _ in range(5)]
    assert {row.pk for row in rows} == {rows[0].pk}
    assert list(Matter.objects.values_list("number", flat=True)) == [rows[0].number]
    assert Event.objects.count() == 1


def test_an_appeal_walks_from_filing_to_closed_by_the_table(town: Township) -> None:
    matter = town.closed(town.file())
    assert matter.state == "closed"
    assert moves_of(matter) == [
        "register",
        "accept",
        "dispatch",
        "sign",
        "record",
        "finish",
        "approve",
        "call_back",
    ]
    assert matter.closed_at is not None
    assert matter.due_at is None
    assert matter.version == 8


@pytest.mark.req("INV-01")
def test_every_row_equals_what_its_events_give(town: Township) -> None:
    town.closed(town.file())
    town.closing(town.file())
    town.dispatched(town.file())
    assert list(check()) == []


@pytest.mark.parametrize("column", ["state", "version", "holder"])
def test_a_row_changed_behind_the_writers_back_is_found(town: Township, column: str) -> None:
    matter = town.dispatched(town.file())
    Matter.objects.filter(pk=matter.pk).update(
        **{"state": {"state": "closed"}, "version": {"version": 9}, "holder": {"holder": None}}[column]
    )
    assert [(found.row_id, found.what) for found in check()] == [(matter.pk, column)]


def test_a_clock_changed_behind_the_writers_back_is_found(town: Township) -> None:
    matter = town.dispatched(town.file())
    Clock.objects.filter(row_id=matter.pk, stopped=None).update(due=at("2030-01-01 00:00"))
    assert [(found.row_id, found.what) for found in check()] == [(matter.pk, "clocks")]


def test_a_move_the_table_lacks_here_is_refused_and_writes_nothing(town: Township) -> None:
    matter = town.file()
    with pytest.raises(Refused) as refusal:
        town.go(matter, "approve", by=town.reviewer)
    assert refusal.value.code == "not_in_table"
    assert refusal.value.message == "现在是「已登记」，不能做「同意办结」。请刷新页面，按页面上的按钮办理。"
    assert moves_of(matter) == ["register"]


def test_a_stranger_to_the_move_is_refused_and_nothing_is_written(town: Township) -> None:
    matter = town.dispatched(town.file())
    with pytest.raises(Refused) as refusal:
        town.go(matter, "sign", by=town.roads_handler)
    assert refusal.value.code == "not_allowed"
    matter.refresh_from_db()
    assert (matter.state, matter.version) == ("to_sign", 3)


def test_who_comes_second_is_told_who_was_first(town: Township) -> None:
    matter = town.file()
    stale = matter.version
    town.accepted(matter, when=at("2026-11-02 10:32"))
    with pytest.raises(Refused) as refusal:
        act(matter, "accept", by=town.triage, data={}, client_id=uuid7(), version=stale)
    assert refusal.value.code == "stale"
    assert refusal.value.message.startswith("便民服务中心 派单已于 11-02 10:32 先做了「受理」")


def test_a_click_sent_twice_makes_one_event(town: Township) -> None:
    matter = town.dispatched(town.file())
    matter.refresh_from_db()
    client_id, version = uuid7(), matter.version
    first = act(matter, "sign", by=town.water_handler, data={}, client_id=client_id, version=version)
    again = act(matter, "sign", by=town.water_handler, data={}, client_id=client_id, version=version)
    assert again.pk == first.pk
    assert moves_of(matter).count("sign") == 1


def test_the_buttons_are_the_writers_own_checks(town: Township) -> None:
    matter = town.closing(town.file())
    matter.refresh_from_db()
    tasks = {
        by: [move.code for move in offers(matter, getattr(town, by)) if is_task(move)]
        for by in ("reviewer", "water_handler", "leader")
    }
    assert tasks == {"reviewer": ["approve", "send_back"], "water_handler": [], "leader": []}


def test_leaving_a_state_stops_its_limit_and_the_next_one_starts(town: Township) -> None:
    matter = town.file(when=at("2026-11-02 09:00"))
    town.dispatched(matter, when=at("2026-11-02 10:00"))
    matter.refresh_from_db()
    clocks = running_clocks([matter])[matter.pk]
    assert [clock.limit for clock in clocks] == ["T3", "T2"]
    assert matter.due_at == at("2026-11-03 17:30")


def test_asking_to_close_stops_the_handling_clock_once_it_is_approved(town: Township) -> None:
    matter = town.file(when=at("2026-11-02 09:00"))
    town.closing(matter, when=at("2026-11-03 09:00"))
    town.go(matter, "approve", by=town.reviewer, when=at("2026-11-04 09:00"))
    handling = Clock.objects.get(row_id=matter.pk, limit="T6b")
    assert handling.stopped == at("2026-11-03 09:00")
    assert handling.due - handling.started == timedelta(days=7, hours=8, minutes=30)


@pytest.mark.req("INV-12")
def test_a_batch_opens_what_is_new_counts_what_is_known_and_names_what_it_refuses(town: Township) -> None:
    asks = [Ask(data=town.words(text=text)) for text in ["路灯不亮", "", "水压太低"]]
    first = act_many(APPEAL, "register", asks, by=town.triage)
    again = act_many(APPEAL, "register", asks, by=town.triage)
    assert ([row.title for row in first.done], first.known) == (["路灯不亮", "水压太低"], 0)
    assert {place: refusal.code for place, refusal in first.refused.items()} == {1: "guard"}
    assert (again.done, again.known) == ([], 2)
    assert list(check()) == []


def test_a_batch_of_signings_moves_each_row_once(town: Township) -> None:
    rows = [town.dispatched(town.file()) for _ in range(3)]
    asks = [Ask(data={}, row=row) for row in rows]
    outcome = act_many(APPEAL, "sign", asks, by=town.water_handler)
    assert [row.state for row in outcome.done] == ["working"] * 3
    assert act_many(APPEAL, "sign", asks, by=town.water_handler).known == 3
    assert list(check()) == []


def test_a_row_keeps_the_edition_it_began_with(town: Township) -> None:
    matter = town.file()
    assert (matter.edition, flow_of(matter)) == (APPEAL.edition, APPEAL)


@pytest.mark.req("INV-13")
def test_a_number_that_vanished_is_named_until_somebody_says_why(town: Township) -> None:
    kept, lost = town.file(), town.file()
    assert list(missing_numbers()) == []
    Matter.objects.filter(pk=lost.pk).delete()
    assert list(missing_numbers()) == [lost.number]
    void(lost.number, reason="试登记，已撤")
    assert list(missing_numbers()) == []
    assert kept.number < lost.number
