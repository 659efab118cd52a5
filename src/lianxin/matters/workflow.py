"""The workflow table: states and moves as data in code, and the hands an effect works with (流程表)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from lianxin.calendars import due_at
from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule
from lianxin.matters.forms import MoveForm
from lianxin.matters.limits import Limit
from lianxin.matters.models import Clock, Matter, Stateful

Text = str | Promise
Guard = Callable[["Acting"], Text | None]
Effect = Callable[["Acting"], str | None]
Gate = Callable[[Actor], models.Q]


def nothing(acting: "Acting") -> None:
    """The effect of a move that only changes the state."""


def nobody_avoids(by: Actor) -> models.Q:
    """A practice whose rows nobody has to keep away from."""
    return models.Q(pk__in=[])


@dataclass(frozen=True)
class State:
    """One state: its words for staff and for residents, and the limit that runs while it lasts."""

    code: str
    staff: Text
    resident: Text
    limit: str | None = None
    end: bool = False


@dataclass(frozen=True)
class Move:
    """One row of the table: from where, to where, by whom, on what conditions, with what effect.

    `source=()` opens a row; `to=()` stays; with several targets the effect returns the one it picks.
    """

    code: str
    label: Text
    source: tuple[str, ...]
    to: tuple[str, ...]
    who: Rule
    form: type[MoveForm] | None = None
    guards: tuple[Guard, ...] = ()
    effect: Effect = nothing


@dataclass(frozen=True)
class Workflow:
    """A practice's table, with the edition that its rows remember.

    `gate` says what an actor may know of; `avoided` what they must not for a reason of their own (回避).
    """

    code: str
    edition: str
    label: Text
    model: type[Stateful]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    limits: tuple[Limit, ...]
    gate: Gate
    series: Callable[[int | None], str]
    avoided: Gate = nobody_avoids

    def state(self, code: str) -> State:
        """The state of this code. Raises KeyError."""
        return {state.code: state for state in self.states}[code]

    def move(self, code: str) -> Move | None:
        """The move of this code, or None when the table has none."""
        return next((move for move in self.moves if move.code == code), None)

    def limit(self, code: str) -> Limit:
        """The limit of this code. Raises KeyError."""
        return {limit.code: limit for limit in self.limits}[code]


@dataclass
class Letter:
    """A message the act decided to send: to whom, which template (通知)."""

    phone: str
    template: str


@dataclass
class Acting:
    """One move being made: what the guards read, and the only hands an effect has.

    Nothing here touches the database before the writer does: rows are collected and written together.
    """

    row: Any
    move: Move
    flow: Workflow
    by: Actor
    data: Mapping[str, Any]
    now: datetime
    client_id: UUID
    device_at: datetime | None = None
    source: str = ""
    clocks: list[Clock] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    added: list[models.Model] = field(default_factory=list)
    changed: dict[models.Model, set[str]] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    wording: str | None = None
    place: str = ""

    def add(self, row: models.Model) -> None:
        """Have a new row written with this act."""
        self.added.append(row)

    def change(self, row: models.Model, **values: Any) -> None:
        """Have fields of a row of the practice written with this act."""
        for name, value in values.items():
            setattr(row, name, value)
        self.changed.setdefault(row, set()).update(values)

    def start(self, code: str) -> Clock:
        """Start a limit's clock now, by the calendar (起算)."""
        limit = self.flow.limit(code)
        due = due_at(limit.kind, limit.amount, self.now)
        clock = Clock(limit=code, edition=limit.edition, started=self.now, due=due, original_due=due)
        self.clocks.append(clock)
        self.note_clock("start", code, due)
        return clock

    def stop(self, code: str, *, at: datetime | None = None) -> None:
        """Stop the running clocks of this limit, now or at an earlier moment (止算)."""
        for clock in self.running():
            if clock.limit == code:
                clock.stopped = at or self.now
                self.note_clock("stop", code, clock.stopped)

    def running(self) -> Sequence[Clock]:
        """The clocks that have not stopped."""
        return [clock for clock in self.clocks if clock.stopped is None]

    def tell(self, phone: str, template: str) -> None:
        """Queue a message; it leaves only after the commit, and is phoned when it can't be sent."""
        self.letters.append(Letter(phone, template))

    def index(self, wording: str, place: str) -> None:
        """Have the row found by these words and this place."""
        self.wording, self.place = wording, place

    def hold(self, unit_id: int | None) -> None:
        """Hand the row to a unit (交由某单位)."""
        self.row.holder_id = unit_id
        self.facts["holder"] = unit_id

    def note_clock(self, what: str, code: str, moment: datetime) -> None:
        """Write into the event what happened to a clock, so that the log alone gives the clocks back."""
        spelled = moment.astimezone(UTC).isoformat(timespec="microseconds")
        self.facts.setdefault("clocks", []).append([what, code, spelled])


_flows: dict[tuple[str, str], Workflow] = {}


def register(flow: Workflow) -> Workflow:
    """Make one edition of a workflow known to the writer; each app's `ready()` does it once."""
    _flows[flow.code, flow.edition] = flow
    return flow


def flow_named(code: str, edition: str | None = None) -> Workflow:
    """The workflow of this code, in the edition a row began with or the newest. Raises KeyError."""
    if edition is None:
        edition = max(known for named, known in _flows if named == code)
    return _flows[code, edition]


def flow_of(row: Stateful) -> Workflow:
    """The table a row moves by: its kind's, in the edition it began with."""
    return flow_named(row.kind if isinstance(row, Matter) else row._meta.label_lower, row.edition)


def current_flows() -> list[Workflow]:
    """The newest edition of every workflow, by code."""
    return [flow_named(code) for code in sorted({code for code, _ in _flows})]
