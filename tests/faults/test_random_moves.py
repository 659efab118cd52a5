"""Whatever anybody tries in whatever order, the writer does what the table says and the log tells all of it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate
from hypothesis import seed, settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lianxin.appeals.figures import Scope, balance
from lianxin.appeals.limits import HANDLING, RATINGS
from lianxin.appeals.models import Correction, Extension, Suspension
from lianxin.appeals.workflow import APPEAL
from lianxin.calendars.china import china
from lianxin.calendars.limits import before
from lianxin.kernel import numbering
from lianxin.kernel.actor import Actor, Role, resident
from lianxin.kernel.audit import verify
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.number import NumberSeries
from lianxin.matters.act import Ask, act, act_many, open_row
from lianxin.matters.models import Clock, Matter, Urgency
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.faults.answers import TYPES, VALUES, typed
from tests.faults.at_once_counted import counted_at_once
from tests.faults.office_model import ON_THE_WAY, OVER, SOURCES, Modelled, terms
from tests.township import Township, actor, at

COUNTED = (
    *("kernel_event", "kernel_message", "kernel_job", "kernel_searchrow", "matters_matter", "matters_clock"),
    *("matters_contact", "appeals_appeal", "appeals_appellant", "appeals_order", "appeals_handling"),
    *("appeals_reply", "appeals_callback", "appeals_correction", "matters_relation", "kernel_notice"),
    *("appeals_inforequest", "appeals_rejection", "appeals_referral", "appeals_suborder"),
    *("appeals_return", "appeals_adjudication", "appeals_dutyproposal"),
    *("appeals_suspension", "appeals_extension", "appeals_news", "appeals_proxy", "appeals_badrating"),
    "appeals_works",
    *("appeals_supervision", "appeals_instruction", "appeals_upwardrequest"),
)
COUNTS = [f"SELECT count(*), '{table}' FROM {table} WHERE county_id = %s" for table in COUNTED]
SUMS = [
    "SELECT coalesce(sum(version), 0), 'versions' FROM matters_matter WHERE county_id = %s",
    "SELECT coalesce(sum(last), 0), 'numbers' FROM kernel_numberseries WHERE county_id = %s",
]
PEOPLE = (
    *("clerk", "triage", "water_handler", "roads_handler", "reviewer", "caller", "leader"),
    *("administrator", "system", "everything_at_water", "everything_at_hall", "resident", "holder"),
)
MOVES = (*SOURCES, "register", "backfill", "no_such_move")
MOST = 4  # matters at a time: few, so that they get far
SHARES = 4  # of the stories: every core has some to try, none waits for one that tries them all
people = st.sampled_from(PEOPLE)
moves = st.sampled_from(MOVES)
hours = st.integers(0, 40)
picks = st.integers(0, 999)
steps = st.lists(st.tuples(picks, typed, hours), min_size=1, max_size=6)


class Desks(RuleBasedStateMachine):
    """A township where everybody may try everything; `model` says what must come of it."""

    matters: Bundle[UUID] = Bundle("matters")
    acts: Bundle[tuple[UUID, UUID, str, int]] = Bundle("acts")

    def __init__(self, town: Township, everybody: Mapping[str, Actor]) -> None:
        super().__init__()
        self.town, self.everybody = town, everybody
        self.now = at("2026-11-02 09:00")
        self.model: dict[UUID, Modelled] = {}
        self.by_key: dict[int, Modelled] = {}
        self.before = transaction.savepoint()

    def teardown(self) -> None:
        """In the end the log gives every row, and every number is in use; then all is undone."""
        try:
            self.look_back()
        finally:
            transaction.savepoint_rollback(self.before)

    def look_back(self) -> None:
        """INV-01, INV-02, INV-13, INV-14, the chain, and nothing beyond what was let through."""
        self.balance_holds()
        first = min(at for one in self.model.values() for at, _from, _to in one.path)
        counted_at_once(first, self.now + timedelta(hours=1), by=self.everybody["system"])
        assert verify("events").ok
        assert list(check()) == []
        assert Event.objects.count() == sum(one.version for one in self.model.values())
        numbers = [numbering.parse(number) for number in Matter.objects.values_list("number", flat=True)]
        for series, year in numbering.series_in_use():
            used = sorted(one.serial for one in numbers if one and one.series == series)
            assert used == list(range(1, len(used) + 1))
            assert numbering.gaps(series, year) == []
            assert NumberSeries.objects.get(series=series, year=year).last == len(used)
        assert len(numbers) == len(self.model)

    def balance_holds(self) -> None:
        """Of any period, area and unit the balance is even, and its terms are those of the stories."""
        times = sorted(at for one in self.model.values() for at, _from, _to in one.path)
        cuts = [times[0], times[len(times) // 2], self.now + timedelta(hours=1)]
        counts = {pk: one for pk, one in self.by_key.items() if one.type != "report"}  # in no figure
        for start, end in pairwise(cuts):
            told = balance(Scope(self.everybody["system"]), start, end)
            counted = {**told.terms, "start": told.start, "end": told.end}
            assert counted == terms(counts, start, end)
            assert told.even
        scope = {"area": self.town.village.code} if len(times) % 2 else {"unit": self.town.water.pk}
        assert balance(Scope(self.everybody["system"], **scope), cuts[1], cuts[2]).even

    # -- what people do --

    @initialize(target=matters)
    def open_two(self) -> Any:
        """There is always something on the desk."""
        return multiple(self.file("help", "19900001111", 0), self.file("enquiry", "", 0))

    @precondition(lambda self: len(self.model) < MOST)
    @rule(
        target=matters, kind=st.sampled_from(TYPES), phone=st.sampled_from(["", "19900001111"]), hours=hours
    )
    def file(self, kind: str, phone: str, hours: int) -> UUID:
        """Somebody files."""
        self.now += timedelta(hours=hours)
        # The lot that decides who is called back is drawn from it: the same story must draw the same lot.
        key = uuid5(NAMESPACE_URL, f"filed {len(self.model)}")
        row = self.town_files(key, type=kind, phone=phone)
        self.model[key] = self.by_key[row.pk] = Modelled(
            row.pk, int(key), kind, bool(phone), self.now, self.by_key
        )
        self.compare(key)
        return key

    @rule(key=matters, text=st.sampled_from(["还是那件事", "", " \n"]))
    def file_again(self, key: UUID, text: str) -> None:
        """The same form comes again: the same row, nothing new (INV-12). An empty one costs no number."""
        before = self.counts()
        assert self.town_files(key, text=text).pk == self.model[key].pk
        if not text.strip():
            with pytest.raises(Refused, match="请写下要反映的事情"):
                self.town_files(uuid7(), text=text)
        assert self.counts() == before

    @rule(target=acts, key=matters, steps=steps)
    def go_on(self, key: UUID, steps: list[tuple[int, dict[str, Any], int]]) -> Any:
        """Some moves that somebody may make, one after the other."""
        return multiple(*filter(None, (self.step(key, *step) for step in steps)))

    @rule(target=acts, steps=steps)
    def go_on_with_the_last(self, steps: list[tuple[int, dict[str, Any], int]]) -> Any:
        """The same with what was moved last and isn't over: one story gets far."""
        open_now = [key for key, row in self.model.items() if row.state not in OVER]
        last = max(open_now, key=lambda key: self.model[key].moved_at, default=None)
        return multiple() if last is None else self.go_on(last, steps)

    def step(self, key: UUID, pick: int, said: dict[str, Any], hours: int) -> Any:
        """One of the moves that may be made now, by one of those who may make it."""
        self.now += timedelta(hours=hours)
        row = self.model[key]
        data = self.typed_for(row, said)
        able = {
            move: who
            for move in SOURCES
            if (who := [one for one in PEOPLE if not row.refusal(move, self.who(one, row), data, self.now)])
        }
        if not able:
            return None
        # What leads on is drawn more often than what may be done besides, so that stories get far.
        drawn = [move for move in able for _ in range(ON_THE_WAY.get(move, 1))]
        move = drawn[pick % len(drawn)]
        return self.try_to(key, move, able[move][pick % len(able[move])], said, slip=0)

    @rule(key=matters, pick=picks, said=typed, barrier=st.sampled_from(["not_allowed", "guard"]))
    def overreach(self, key: UUID, pick: int, said: dict[str, Any], barrier: str) -> None:
        """A move of this state by one of those who must not, often the very one who did the work; or one held back."""
        row = self.model[key]
        data = self.typed_for(row, said)
        barred = [
            (move, who)
            for move in SOURCES
            for who in PEOPLE
            if row.refusal(move, self.who(who, row), data, self.now) == barrier
        ]
        if barred:
            own = [one for one in barred if one[1].startswith("everything")]
            self.try_to(key, *(own or barred)[pick % len(own or barred)], said, slip=0)

    @rule(
        target=acts,
        key=matters,
        move=moves,
        who=people,
        said=typed,
        slip=st.sampled_from([0, 0, 0, -1, 1]),
    )
    def try_anything(self, key: UUID, move: str, who: str, said: dict[str, Any], slip: int) -> Any:
        """Any move by anybody, at times from a page that is out of date."""
        made = self.try_to(key, move, who, said, slip=slip)
        return made or multiple()

    @rule(made=acts, move=moves, who=people, slip=st.integers(-3, 3))
    def click_again(self, made: tuple[UUID, UUID, str, int], move: str, who: str, slip: int) -> None:
        """A click arrives again, however late: the same event; its id with another move is refused."""
        key, client_id, first, event = made
        before, row = self.counts(), self.model[key]
        send = partial(self.send, row, by=self.who(who, row), client_id=client_id, version=row.version + slip)
        assert send(first).pk == event
        if move != first:
            with pytest.raises(Refused) as refusal:
                send(move)
            assert refusal.value.code == "reused"
        assert self.counts() == before

    @rule(keys=st.lists(matters, min_size=1, max_size=4, unique=True), move=moves, who=people, said=typed)
    def batch(self, keys: list[UUID], move: str, who: str, said: dict[str, Any]) -> None:
        """The same move on several rows, sent twice."""
        if move not in SOURCES:
            return
        if any(self.model[key].followed() for key in keys):
            keys = keys[:1]  # a main may move once its followers have left it, earlier in the same batch
        rows = [self.model[key] for key in keys]
        by, now = self.who(who, *rows), self.now
        expected, given, asks = {}, [self.typed_for(row, said) for row in rows], []
        for place, row in enumerate(rows):
            code = row.refusal(move, by, given[place], now)
            asks.append(Ask(given[place], row=Matter.objects.get(pk=row.pk), at=now))
            if code:
                expected[place] = code
        outcome = act_many(APPEAL, move, asks, by=by, batch=2)
        assert {place: refusal.code for place, refusal in outcome.refused.items()} == expected
        for place, row in enumerate(rows):
            if place not in expected:
                row.make(move, given[place], by=by, at=self.now)
        before = self.counts()
        again = act_many(
            APPEAL, move, [asks[place] for place in range(len(rows)) if place not in expected], by=by
        )
        assert (again.known, again.done, again.refused) == (len(rows) - len(expected), [], {})
        assert self.counts() == before
        for key in keys:
            self.compare(key)

    # -- how it is done and compared --

    def try_to(self, key: UUID, move: str, who: str, said: dict[str, Any], *, slip: int) -> Any:
        """Make a move as the model expects, or be refused without a trace; gives the act that was made."""
        row, client_id = self.model[key], uuid7()
        data = self.typed_for(row, said)
        by, before = self.who(who, row), self.counts()
        code = "stale" if slip else row.refusal(move, by, data, self.now)
        send = partial(
            self.send, row, move, by=by, data=data, client_id=client_id, version=row.version + slip
        )
        if code:
            with pytest.raises(Refused) as refusal:
                send()
            assert (refusal.value.code, bool(refusal.value.message)) == (code, True)
            assert self.counts() == before
            return None
        source = row.state
        event = send()
        row.make(move, data, by=by, at=self.now)
        assert (event.source, event.move, event.target) == (source, move, row.state)
        assert (event.actor_id, event.client_id) == (by.account, client_id)
        self.compare(key)
        return key, client_id, move, event.pk

    def send(self, row: Modelled, move: str, *, data: Mapping[str, Any] | None = None, **how: Any) -> Event:
        """One act, as a page hands it over."""
        return act(Matter.objects.get(pk=row.pk), move, data=data or {}, at=self.now, **how)

    def compare(self, key: UUID) -> None:
        """The stored row is as the model has it, and its clocks fit its state."""
        expected, row = self.model[key], Matter.objects.get(client_id=key)
        assert (row.state, row.version, row.holder_id) == (expected.state, expected.version, expected.holder)
        clocks = Clock.objects.filter(row_kind="matter", row_id=row.pk, stopped=None)
        assert len({clock.limit for clock in clocks}) == len(clocks), "two clocks of one limit run at once"
        rated = {clock.limit for clock in clocks if clock.limit in RATINGS}
        assert rated == expected.beside.limits(row.state)
        own = {clock.limit for clock in clocks} - rated
        assert bool(own) == (row.state not in OVER), f"{row.state} with {clocks} running"
        due = {clock.limit: clock.due for clock in clocks if clock.paused is None}
        waits = {"merged": set(), "need_info": {"T2n"}, "suspended": {"T10"}}
        assert set(due) - rated == waits.get(row.state, own)
        assert row.due_at == min(due.values(), default=None)
        assert (row.closed_at is not None) == (row.state in {"closed", "archived"})

    def town_files(self, key: UUID, **said: Any) -> Matter:
        """The opening move with this client id."""
        row: Matter = open_row(
            APPEAL, by=self.town.resident, data=self.town.words(**said), client_id=key, at=self.now
        )
        return row

    def who(self, name: str, *rows: Modelled) -> Actor:
        """Somebody of the township; `holder` is a resident with the receipts of these matters."""
        if name == "holder":
            return resident(self.town.county, receipts=frozenset(row.pk for row in rows))
        return self.everybody[name]

    def data(self, said: dict[str, Any]) -> dict[str, Any]:
        """What was typed, with the units by their keys."""
        keys = {"unit": getattr(self.town, said["unit"]).pk, "category": self.town.category.pk}
        main = [*self.by_key][said["main"] % len(self.by_key)]
        value = VALUES.get(said["field"], self.town.village.pk)
        day = self.now + timedelta(days=said["remind"])
        until = localdate(self.now) + timedelta(days=said["until"])
        days = {"remind_at": day, **dict.fromkeys(("until", "news_at", "next_at"), until)}
        return {**said, **keys, "area": self.town.village.pk, "main": main, "value": value, **days}

    def typed_for(self, row: Modelled, said: dict[str, Any]) -> dict[str, Any]:
        """The same, with what is decided on by its key, and how the unit's own limit stands."""
        asked: dict[str, Any] = {
            "correction": Correction.objects.filter(field=said["decides"]),
            "suspension": Suspension.objects.all(),
            "extension": Extension.objects.all(),
        }
        keys = {
            name: rows.filter(matter_id=row.pk, decided_at=None).values_list("pk", flat=True).first()
            for name, rows in asked.items()
        }
        running = Clock.objects.filter(
            row_kind="matter", row_id=row.pk, limit__in=HANDLING, stopped=None
        ).first()
        known = (
            {"limit": running.limit, "late": self.now > running.due, "longer": running.extended > 0}
            if running
            else {}
        )
        return {**self.data(said), **keys, **known, "room": self.has_room(row)}

    def has_room(self, row: Modelled) -> bool:
        """Whether there is time for a sub-order: a day, in an emergency two hours, before the matter is due (T8)."""
        clocks = Clock.objects.filter(row_kind="matter", row_id=row.pk, stopped=None, limit__startswith="T6")
        main, urgent = clocks.first(), Matter.objects.filter(pk=row.pk, urgency=Urgency.EMERGENCY).exists()
        kind, amount = ("H", 2) if urgent else ("W", 1)
        return main is not None and before(kind, amount, main.due, china()) > self.now

    def counts(self) -> list[Any]:
        """How many rows there are of every kind; a refusal changes none of it."""
        sql = " UNION ALL ".join([*COUNTS, *SUMS])
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.town.county] * len([*COUNTS, *SUMS]))
            return cursor.fetchall()


@pytest.mark.property
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.req("INV-01", "INV-02", "INV-07", "INV-12", "INV-13", "INV-14", "F8")
def test_whatever_is_tried_rows_log_clocks_and_numbers_stay_true(town: Township, share: int) -> None:
    every_role = (Role.HANDLER, Role.REVIEWER, Role.CALLBACK, Role.TRIAGE)
    everybody = {name: getattr(town, name) for name in PEOPLE if hasattr(town, name)}
    everybody["everything_at_water"] = actor(town.water, "全能", *every_role)
    everybody["everything_at_hall"] = actor(town.hall, "全能", *every_role)
    steps = min(settings.default.stateful_step_count * 2 // 3, 50)  # many of them make several moves
    examples = settings.default.max_examples // SHARES
    stories = partial(Desks, town, everybody)
    if settings.default.derandomize:
        stories = seed(share)(stories)  # else every share would tell the same ones
    run_state_machine_as_test(stories, settings=settings(stateful_step_count=steps, max_examples=examples))
