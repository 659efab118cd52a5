"""The one writer: every change of every stateful row is made here, whole or not at all.

`act` locks the row, checks version and client id, asks who may, runs guards and effect, writes the new
state, its clocks and its event, and queues the messages, in one transaction (design.md §2). No other file
assigns a state.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters import ledger, refusals
from lianxin.matters.flows import flow_of, named
from lianxin.matters.models import Matter, Stateful
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Acting, Move, State, Text, Workflow

BATCH = 500


@dataclass(frozen=True)
class Ask:
    """One row of a batch: what to open, or which row to move, with its own client id."""

    data: Mapping[str, Any]
    client_id: UUID = field(default_factory=uuid7)
    row: Stateful | None = None
    at: datetime | None = None


@dataclass
class Outcome:
    """What a batch did: rows written, client ids known before, and the refusals by position."""

    done: list[Stateful] = field(default_factory=list)
    known: int = 0
    refused: dict[int, Refused] = field(default_factory=dict)

    def take(self, other: "Outcome") -> None:
        """Add what another batch did."""
        self.done += other.done
        self.known += other.known
        self.refused |= other.refused


def open_row(
    flow: Workflow,
    *,
    by: Actor,
    data: Mapping[str, Any],
    client_id: UUID,
    at: datetime | None = None,
    move: str | None = None,
) -> Any:
    """Open a row by the flow's first opening move, or the one named; the same client id gives the same row.

    Raises Refused when the guards or the policy say no, and when the client id belongs to another kind.
    """
    known = find(flow, client_id)
    if known is not None:
        return known
    step = opening(flow, move)
    acting = Acting(fresh(flow, client_id), step, flow, by, data, at or clock.now(), client_id)
    try:
        with transaction.atomic():
            decide(acting)
            ledger.write([acting])
    except IntegrityError:
        known = find(flow, client_id)
        if known is None:
            raise
        return known
    return acting.row


def act(
    row: Stateful,
    move: str,
    *,
    by: Actor,
    data: Mapping[str, Any],
    client_id: UUID,
    version: int,
    at: datetime | None = None,
    device_at: datetime | None = None,
) -> Event:
    """Make one move on one row and return its event; the same client id again returns the same event.

    Raises Refused: the move is not in the table, not the actor's, out of date, stopped by a guard, or its client
    id was used for another move of this row.
    """
    flow = flow_of(row)
    step = flow.move(move)
    with transaction.atomic():
        held, others = lock_with(row, step.others(row, data) if step else ())
        earlier = ledger.event_of(held, client_id)
        if earlier is not None:
            return same_again(earlier, move)
        if held.version != version:
            raise outdated(held)
        if step is None:
            raise refusals.not_in_table(move, str(flow.state(held.state).staff))
        acting = Acting(held, step, flow, by, data, at or clock.now(), client_id, device_at)
        acting.others = others
        acting.clocks = ledger.running_clocks([held])[held.pk]
        decide(acting)
        return ledger.write([acting])[0]


def same_again(earlier: Event, move: str) -> Event:
    """The event this client id made, when it was made by this move. Raises Refused."""
    if earlier.move != move:
        raise refusals.reused()
    return earlier


def act_many(
    flow: Workflow,
    move: str,
    asks: Iterable[Ask],
    *,
    by: Actor,
    batch: int = BATCH,
    rehearsal: bool = False,
) -> Outcome:
    """The same move for many, by the same guards, written in batches of at most 500 (BATCH).

    Rows whose client id is known are counted and left alone; a refused row does not stop the others.
    A rehearsal decides about every row and writes none.
    """
    outcome, stream, at = Outcome(), enumerate(asks), clock.now()
    step = flow.move(move)
    if step is None:
        raise refusals.not_in_table(move, "")
    while chunk := list(islice(stream, min(batch, BATCH))):
        outcome.take(act_batch(flow, step, chunk, by, at, rehearsal=rehearsal))
    return outcome


def act_batch(
    flow: Workflow,
    step: Move,
    chunk: Sequence[tuple[int, Ask]],
    by: Actor,
    at: datetime,
    *,
    rehearsal: bool = False,
) -> Outcome:
    """One batch, whole; anew when others wrote some of its rows meanwhile, which are then known."""
    known_before = -1
    while True:
        part = Outcome()
        try:
            with transaction.atomic(), uncollected():
                made = decide_all(prepare(flow, step, chunk, by, at, part), part)
                if not rehearsal:
                    ledger.write(made)
        except IntegrityError:
            if part.known <= known_before:
                raise
            known_before = part.known
        else:
            part.done = [acting.row for acting in made]
            return part


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: a batch's thousands of rows all live until they are written, and walking
    them again and again costs a third of an import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def decide_all(actings: Sequence[tuple[int, Acting]], outcome: Outcome) -> list[Acting]:
    """Those that may be written; the others' refusals go to the outcome."""
    made = []
    for place, acting in actings:
        try:
            decide(acting)
        except Refused as refusal:
            outcome.refused[place] = refusal
        else:
            made.append(acting)
    return made


def prepare(
    flow: Workflow,
    step: Move,
    chunk: Sequence[tuple[int, Ask]],
    by: Actor,
    at: datetime,
    outcome: Outcome,
) -> list[tuple[int, Acting]]:
    """The actings of one batch: known client ids left out, existing rows locked by ascending id."""
    own = [ask.row.pk for _, ask in chunk if ask.row is not None]
    beside = [key for _, ask in chunk if ask.row is not None for key in step.others(ask.row, ask.data)]
    held = lock_many(flow.model, [*own, *beside])
    rows = {key: held[key] for key in own}
    # After the locks: the same batch sent twice at once meets there, and the second finds the first's events.
    ids = [ask.client_id for _, ask in chunk]
    known = ledger.acts_made([*rows.values()], ids) if step.source else ledger.rows_opened(flow, ids)
    clocks = ledger.running_clocks(list(rows.values()))
    actings = []
    for place, ask in chunk:
        if ask.client_id in known:
            outcome.known += 1
            continue
        known.add(ask.client_id)
        row = rows[ask.row.pk] if ask.row is not None else fresh(flow, ask.client_id)
        acting = Acting(row, step, flow, by, ask.data, ask.at or at, ask.client_id)
        acting.clocks, acting.others = clocks.get(row.pk, []), held
        actings.append((place, acting))
    return actings


def decide(acting: Acting) -> None:
    """Policy, table, guards, effect, then the new state with its clock; in memory only.

    Raises Refused.
    """
    row, move, flow = acting.row, acting.move, acting.flow
    source = acting.source = row.state
    if (source not in move.source) if source else bool(move.source):
        raise refusals.not_in_table(str(move.label), str(flow.state(source).staff) if source else "")
    acting.hand = hand_for(acting.by, move, row)
    if acting.hand is None:
        raise refusals.not_allowed(str(move.label))
    sentence = move.stopped(row) or next((said for guard in move.guards if (said := guard(acting))), None)
    if sentence:
        raise Refused(sentence, code="guard")
    target = acting.move.effect(acting) or (move.to[0] if move.to else source)
    if target != source:
        enter(acting, source, target)
    row.version += 1
    ledger.settle_due(acting)


def enter(acting: Acting, source: str, target: str) -> None:
    """Leave one state and enter another: the limit of the one stops, the limit of the other starts.

    A state that pauses lets the clocks before it stand still, its predecessor's own limit too; the state that
    follows it keeps of those only what it or the work needs.
    """
    row, flow = acting.row, acting.flow
    entering = flow.state(target)
    for limit in left_behind(acting, source, entering):
        acting.stop(limit)
    if entering.paused:
        acting.pause()
    else:
        acting.resume()
    if entering.limit and not any(clock.limit == entering.limit for clock in acting.running()):
        acting.start(entering.limit)
    row.state, acting.entered = target, True
    if entering.end:
        for clock in acting.running():
            if clock.limit not in entering.runs_on:
                acting.stop(clock.limit)


def left_behind(acting: Acting, source: str, entering: State) -> list[str]:
    """The limits that end with the state that is left: its own, and those of the one that was paused for it."""
    if not source:
        return []
    leaving = acting.flow.state(source)
    own = {leaving.limit} if not entering.paused or leaving.paused else set()
    if leaving.paused and not entering.paused:
        own |= {state.limit for state in acting.flow.states}
    return [
        code
        for code in dict.fromkeys(clock.limit for clock in acting.running())
        if code in own - {entering.limit}
    ]


def may(by: Actor, move: Move, row: Stateful | None) -> Refused | None:
    """Whether this actor may make this move on this row: None, or the refusal to show."""
    return None if hand_for(by, move, row) else refusals.not_allowed(str(move.label))


def hand_for(by: Actor, move: Move, row: Stateful | None) -> Actor | None:
    """The post from which this actor may make the move, which its event then names; None where none may."""
    return next((hand for hand in by.hands() if move.who(hand, row)), None)


def offers(row: Stateful, by: Actor) -> list[Move]:
    """The moves this actor may make now: the buttons of the page are the writer's own checks."""
    return [move for move in flow_of(row).moves if is_offered(move, row, by)]


def held_up(row: Stateful, by: Actor) -> list[tuple[Move, Text]]:
    """The moves this actor might make on the row as it is, were something not in the way: each with what it is."""
    return [(move, words) for move in flow_of(row).moves if (words := in_the_way(move, row, by))]


def in_the_way(move: Move, row: Stateful, by: Actor) -> Text | None:
    """What keeps this actor from making a move that is theirs in this state, or nothing."""
    theirs = row.state in move.source and may(by, move, row) is None
    return move.stopped(row) if theirs else None


def is_offered(move: Move, row: Stateful, by: Actor) -> bool:
    """Whether this actor may make this one move now."""
    return row.state in move.source and may(by, move, row) is None and not move.stopped(row)


def opening(flow: Workflow, code: str | None) -> Move:
    """The flow's opening move of this code, or its first. Raises Refused when there is none."""
    for move in flow.moves:
        if not move.source and code in (None, move.code):
            return move
    raise refusals.not_in_table(code or "", "")


def fresh(flow: Workflow, client_id: UUID) -> Any:
    """A row that is not written yet, under the flow's edition."""
    row = flow.model(edition=flow.edition, client_id=client_id)
    if isinstance(row, Matter):
        row.kind = flow.code
    return row


def find(flow: Workflow, client_id: UUID) -> Stateful | None:
    """The row that this client id opened before. Raises Refused when it was a row of another kind."""
    row = flow.model.objects.filter(client_id=client_id).first()
    if isinstance(row, Matter) and row.kind != flow.code:
        raise refusals.reused()
    return row


def lock(row: Stateful) -> Any:
    """The row as it is now, held until the end of the transaction."""
    return type(row).objects.select_for_update().get(pk=row.pk)


def lock_with(row: Stateful, others: Sequence[int]) -> tuple[Any, dict[int, Any]]:
    """The row and the others it is looked at with, all held in ascending order."""
    if not others:
        return lock(row), {}
    held = lock_many(type(row), [row.pk, *others])
    if row.pk not in held:
        raise type(row).DoesNotExist
    return held[row.pk], held


def lock_many(model: type[Stateful], keys: Sequence[int]) -> dict[int, Any]:
    """The rows by key, held in ascending order so that two batches never wait for each other."""
    if not keys:
        return {}
    held = model.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in held}


def outdated(row: Stateful) -> Refused:
    """The refusal that says who was first."""
    latest = ledger.latest_event(row)
    if latest is None:
        return refusals.stale(None, "", "")
    step = named(flow_of(row), latest.move)
    return refusals.stale(latest, ledger.who(latest), str(step.label) if step else latest.move)
