"""Clocks that stand still and go on, and moves the system makes when their time has come."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, given, settings, strategies as st

from lianxin.calendars.china import china
from lianxin.calendars.limits import due, passed
from lianxin.kernel import clock
from lianxin.kernel.jobs import Later
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.job import Job
from lianxin.kernel.worker import run_due, work_of
from lianxin.matters import flows
from lianxin.matters.chores import go_off
from lianxin.matters.flows import register
from lianxin.matters.limits import Light, Limit, in_force, light
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from lianxin.site.commands.rebuild import sentences
from tests.matters.trial import FLOW, KINDS, go, opened
from tests.township import Township, at

START = at("2022-01-28 09:00")  # a Friday; the next day is a make-up working day, then a week of festival


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial's table is known to the writer while the test runs."""
    monkeypatch.setattr(flows, "_flows", dict(flows._flows))
    register(FLOW)


def clocks(row: Matter) -> dict[str, Clock]:
    """The newest clock of each limit."""
    return {one.limit: one for one in Clock.objects.filter(row_kind="matter", row_id=row.pk).order_by("pk")}


def pass_time(until: datetime) -> int:
    """The worker works off what is due at this moment of the office."""
    with clock.standing_at(until):
        return run_due(now=clock.machine_time(until))


def moves_of(row: Matter) -> list[tuple[str, datetime]]:
    """What happened to a row and when."""
    events = Event.objects.filter(row_kind="matter", row_id=row.pk).order_by("seq")
    return list(events.values_list("move", "at"))


# -- standing still --


@pytest.mark.req("INV-11", "XC-08")
def test_a_pause_moves_each_kind_by_what_it_lasted_of_that_kind(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "ask", at("2022-01-28 11:00"))
    row.refresh_from_db()
    assert {one.paused for code, one in clocks(row).items() if code in KINDS} == {at("2022-01-28 11:00")}
    go(town, row, "answer", at("2022-02-08 10:00"))  # 4 working days, 11 days, 27 office hours, 263 hours
    found = clocks(row)
    assert {code: found[code].held for code in KINDS} == {"W5": 4, "N15": 11, "WH4": 27, "H24": 263, "WX": 27}
    assert {code: found[code].due for code in KINDS} == {
        "W5": at("2022-02-15 17:30"),
        "N15": at("2022-02-23 17:30"),
        "WH4": at("2022-02-08 12:00"),
        "H24": at("2022-02-09 08:00"),
        "WX": at("2022-02-08 11:30"),
    }
    assert found["W5"].original_due == at("2022-02-09 17:30")
    assert list(check()) == []


@pytest.mark.property
@pytest.mark.req("INV-11")
def test_any_pauses_move_every_limit_by_exactly_their_sum(town: Township) -> None:
    seconds = st.integers(1, 400_000)
    states = st.sampled_from(["ask", "wait"])

    @settings(max_examples=settings.default.max_examples // 4, phases=[Phase.reuse, Phase.generate])
    @given(began=st.integers(0, 2_000_000), spells=st.lists(st.tuples(seconds, seconds, states), max_size=4))
    def try_it(began: int, spells: list[tuple[int, int, str]]) -> None:
        spot = transaction.savepoint()
        pauses_add_up(town, START + timedelta(minutes=began), spells)
        transaction.savepoint_rollback(spot)

    try_it()


def pauses_add_up(town: Township, began: datetime, spells: list[tuple[int, int, str]]) -> None:
    """Some pauses one after the other, each so many seconds ahead and so long."""
    row, now, pauses = opened(town, began), began, []
    for ahead, still, state in spells:
        paused = now + timedelta(seconds=ahead)
        now = paused + timedelta(seconds=still)
        go(town, row, state, paused)
        go(town, row, "answer", now)
        pauses.append((paused, now))
    for one in clocks(row).values():
        if one.limit in KINDS:
            still_for = sum(passed(one.kind, *pause, china()) for pause in pauses)
            assert one.due == due(one.kind, one.amount + still_for, began, china())
            assert moved_by(one) == pytest.approx(still_for, abs=1e-9)
            assert one.original_due == due(*KINDS[one.limit], began, china())
    assert list(check()) == []


def moved_by(one: Clock) -> float:
    """By how much of its own kind a due time lies later than at first; days of nature before they roll over."""
    if one.kind != "N":
        return passed(one.kind, one.original_due, one.due, china())
    raw = timezone.localdate(one.started) + timedelta(days=one.amount)
    last = timezone.localdate(one.due)
    days = range((last - raw).days + 1)
    fitting = [n for n in days if china().on_or_after(raw + timedelta(days=n)) == last]
    return one.held if one.held in fitting else -1


def test_what_stands_still_is_neither_late_nor_what_the_matter_is_due_by(town: Township) -> None:
    row = opened(town, START)
    assert row.due_at == clocks(row)["WX"].due
    go(town, row, "wait", START + timedelta(hours=1))
    row.refresh_from_db()
    assert row.due_at is None
    assert light(row.filed_at, FLOW.limit("W5"), now=at("2030-01-01 09:00"), paused=True) == Light.PAUSED


def test_a_state_that_pauses_may_have_a_limit_of_its_own(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "ask", START)
    row.refresh_from_db()
    assert (clocks(row)["N9"].paused, row.due_at) == (None, clocks(row)["N9"].due)
    go(town, row, "answer", START + timedelta(days=3))
    assert clocks(row)["N9"].stopped == START + timedelta(days=3)


def test_from_one_pause_into_another_the_first_clocks_stand_still_on(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "ask", START)
    go(town, row, "wait", START + timedelta(hours=5))
    go(town, row, "answer", START + timedelta(hours=30))
    assert (clocks(row)["H24"].held, clocks(row)["N9"].stopped) == (30, START + timedelta(hours=5))
    assert list(check()) == []


def test_a_clock_that_is_stopped_while_it_stands_is_given_the_time_it_stood(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "ask", START + timedelta(hours=2))
    go(town, row, "close", START + timedelta(hours=90))
    ended = clocks(row)["H24"]
    assert (ended.held, ended.paused, ended.due) == (88, None, START + timedelta(hours=112))
    assert list(check()) == []


@pytest.mark.req("INV-01")
@pytest.mark.parametrize("column", ["paused", "due"])
def test_a_pause_changed_behind_the_writers_back_is_found(town: Township, column: str) -> None:
    row = opened(town, START)
    go(town, row, "ask", START)
    Clock.objects.filter(row_id=row.pk, limit="W5").update(**{column: at("2030-01-01 00:00")})
    assert list(sentences()) == [f"matter {row.pk}: clocks 与记录不符"]


def test_a_clock_of_an_edition_that_kept_no_kind_is_paused_by_its_limit(town: Township) -> None:
    row = opened(town, START)
    Clock.objects.filter(row_id=row.pk).update(kind="", amount=0)
    go(town, row, "wait", START)
    go(town, row, "answer", START + timedelta(hours=10))
    assert clocks(row)["H24"].due == START + timedelta(hours=34)


# -- moves of the system --


def test_a_timer_makes_its_move_once_when_its_limit_has_run(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    assert pass_time(at("2022-01-29 17:29")) == 0
    assert pass_time(at("2022-01-29 17:30")) == 1
    assert moves_of(row)[2:] == [("urge", at("2022-01-29 17:30"))]
    assert pass_time(at("2022-01-30 17:30")) == 1
    row.refresh_from_db()
    assert (row.state, moves_of(row)[-1][0]) == ("counted", "count")
    assert list(check()) == []


@pytest.mark.req("INV-12")
def test_a_timer_that_runs_twice_moves_once(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    pass_time(at("2022-01-29 17:30"))
    Job.objects.filter(key__contains=":urge:").update(status="waiting", attempts=0)
    pass_time(at("2022-01-29 18:30"))
    assert [move for move, _ in moves_of(row)] == ["open", "send", "urge"]
    assert Job.objects.filter(key__contains=":urge:", status="done").count() == 1


def test_what_has_moved_on_is_left_alone(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    kept = list(Job.objects.filter(kind="matters.timer"))
    go(town, row, "sign", START)
    assert not Job.objects.filter(kind="matters.timer").exists()
    Job.objects.bulk_create(kept)  # as when a worker had taken them up already
    assert pass_time(at("2022-03-01 09:00")) == 2
    assert [move for move, _ in moves_of(row)] == ["open", "send", "sign"]
    assert Job.objects.filter(status="dead").count() == 0


def test_who_comes_back_to_a_state_is_timed_anew(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    pass_time(at("2022-01-29 17:30"))
    go(town, row, "sign", at("2022-01-29 18:00"))
    go(town, row, "send", at("2022-02-07 09:00"))
    assert pass_time(at("2022-02-08 17:30")) == 1
    assert [move for move, _ in moves_of(row)] == ["open", "send", "urge", "sign", "send", "urge"]


def test_an_act_that_stays_leaves_the_timers_as_they_are(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    before = list(Job.objects.order_by("key").values_list("key", "due_at", "payload"))
    go(town, row, "touch", START + timedelta(hours=1))
    assert list(Job.objects.order_by("key").values_list("key", "due_at", "payload")) == before


def test_reminders_are_timers_and_the_last_one_ends_it(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "ask", at("2022-03-01 09:00"))
    for day in range(1, 11):
        pass_time(at("2022-03-01 17:30") + timedelta(days=day))
    assert moves_of(row)[2:] == [
        ("remind", at("2022-03-04 17:30")),
        ("remind", at("2022-03-07 17:30")),  # the 7th: six days
        ("lapse", at("2022-03-10 17:30")),
    ]
    row.refresh_from_db()
    assert row.state == "over"


def test_a_timer_repeats_until_the_row_has_left(town: Township) -> None:
    row = opened(town, at("2022-02-28 09:00"))
    go(town, row, "send", at("2022-02-28 09:00"))
    for day in range(1, 7):
        pass_time(at("2022-02-28 17:30") + timedelta(days=day))
    nudges = [when for move, when in moves_of(row) if move == "nudge"]
    assert nudges == [
        at("2022-03-03 17:30"),
        at("2022-03-04 17:30"),
    ]  # counted as signed on the 2nd; a weekend
    go(town, row, "sign", at("2022-03-06 18:00"))
    pass_time(at("2022-03-20 17:30"))
    assert [when for move, when in moves_of(row) if move == "nudge"] == nudges


def test_a_move_that_a_guard_holds_back_is_tried_again_the_next_day(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    Matter.objects.filter(pk=row.pk).update(title="等等")
    pass_time(at("2022-01-30 17:30"))
    row.refresh_from_db()
    assert row.state == "signing"
    Matter.objects.filter(pk=row.pk).update(title="好了")
    pass_time(at("2022-01-31 17:29"))
    assert Matter.objects.get(pk=row.pk).state == "signing"
    pass_time(at("2022-01-31 17:30"))
    assert Matter.objects.get(pk=row.pk).state == "counted"


def test_a_day_that_somebody_named_is_a_timer_and_none_named_is_none(town: Township) -> None:
    first, second = opened(town, START), opened(town, START)
    go(town, first, "wait", START, remind_at=at("2022-02-15 09:00"))
    go(town, second, "wait", START)
    assert pass_time(at("2022-02-15 09:00")) == 1
    assert [[move for move, _ in moves_of(row)] for row in (first, second)] == [
        ["open", "wait", "news"],
        ["open", "wait"],
    ]


def test_a_timer_goes_by_its_clock_when_that_was_moved(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    Clock.objects.filter(row_id=row.pk, limit="W1").update(amount=3, due=at("2022-02-07 17:30"))
    pass_time(at("2022-01-29 17:30"))
    assert [move for move, _ in moves_of(row)] == ["open", "send"]
    assert Job.objects.get(key__contains=":urge:").due_at == at("2022-02-07 17:30")


def test_in_a_demo_timers_go_by_the_offices_clock(town: Township, own_clock: None) -> None:
    clock.shift(timedelta(days=-1000))
    row = opened(town, START)
    go(town, row, "send", START)
    assert Job.objects.get(key__contains=":urge:").due_at == at("2022-01-29 17:30") + timedelta(days=1000)
    assert pass_time(at("2022-01-29 17:30")) == 1
    assert moves_of(row)[-1] == ("urge", at("2022-01-29 17:30"))


@pytest.fixture
def own_clock() -> Iterator[None]:
    """The process lives in real time again afterwards."""
    yield
    clock.shift(timedelta())


def test_a_timer_set_too_early_by_the_machine_waits_for_the_office(town: Township) -> None:
    row = opened(town, START)
    go(town, row, "send", START)
    job = Job.objects.get(key__contains=":urge:")
    with clock.standing_at(START), pytest.raises(Later) as later:
        go_off(work_of(job, START))
    assert later.value.at == at("2022-01-29 17:30")


# -- which limit --


def limit(code: str, amount: float, **more: object) -> Limit:
    """A limit of so many working days."""
    return Limit(code, code, "W", amount, yellow=8, red=2, edition="e", **more)  # type: ignore[arg-type]


def test_the_narrowest_limit_in_force_wins() -> None:
    table = [
        limit("T6b", 5),
        limit("T6b", 4, urgency="urgent"),
        limit("T6b", 3, category="02"),
        limit("T6b", 2, category="0201"),
        limit("T6b", 1, category="0201", since=at("2026-12-01 00:00").date()),
    ]

    def days(category: str, urgency: str, on: str = "2026-11-30") -> float | None:
        found = in_force(table, "T6b", category=category, urgency=urgency, on=at(f"{on} 00:00").date())
        return found.amount if found else None

    assert days("", "ordinary") == 5
    assert days("01", "urgent") == 4
    assert days("0205", "urgent") == 3
    assert days("0201", "urgent") == 2
    assert days("0201", "ordinary", on="2026-12-01") == 1
    assert in_force(table, "T7", category="", urgency="ordinary", on=at("2026-11-30 00:00").date()) is None


@pytest.mark.parametrize(
    ("left", "shown"), [(6, Light.GREEN), (5, Light.YELLOW), (2, Light.RED), (-1, Light.RED)]
)
def test_lights_may_be_shares_of_the_whole(left: float, shown: Light) -> None:
    rule = Limit("T", "T", "H", 10, yellow=0.5, red=0.2, edition="e")
    due = START + timedelta(hours=10)
    assert light(due, rule, now=due - timedelta(hours=left), started=START) == shown
