"""The workflow table: states and moves as data in code, and the hands an effect works with (流程表)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from lianxin.calendars.calendar import Calendar
from lianxin.kernel import context
from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule
from lianxin.kernel.readers import Reader
from lianxin.kernel.worktime import calendar_in_force, differs_by_area
from lianxin.matters import clocks
from lianxin.matters.forms import MoveForm
from lianxin.matters.limits import Limit
from lianxin.matters.models import Clock, Matter, Relation, Stateful
from lianxin.matters.told import Letter, StaffLetter

Text = str | Promise
Sentence = Text | None  # what a condition gives: the words that stop a move, or nothing
Guard = Callable[["Acting"], Sentence]
Stop = Callable[[Any], Sentence]
Effect = Callable[["Acting"], str | None]
Gate = Callable[[Actor], models.Q]
OwnDays = Callable[[Iterable[Any], Actor], Mapping[int, datetime | None]]
Others = Callable[[Any, Mapping[str, Any]], Sequence[int]]


def no_setting(code: str, row: Any, at: datetime) -> Limit | None:
    """Nobody has set other limits than the table's own."""
    return None


def nothing(acting: "Acting") -> None:
    """The effect of a move that only changes the state."""


def no_others(row: Any, data: Mapping[str, Any]) -> Sequence[int]:
    """A move that looks at no other row."""
    return ()


def no_series(area: int | None) -> str:
    """Rows without a printed number."""
    return ""


def nobody_avoids(by: Actor) -> models.Q:
    """A practice whose rows nobody has to keep away from."""
    return models.Q(pk__in=[])


def no_own_days(rows: Iterable[Any], by: Actor) -> Mapping[int, datetime | None]:
    """A practice in which everybody's part of a row is due with the row."""
    return {}


@dataclass(frozen=True)
class State:
    """One state: its words for staff and for residents, and the limit that runs while it lasts.

    `paused`: while it lasts all clocks that ran before stand still; they go on when it is left. `follows`:
    another row does its work meanwhile (并案), so it is neither open nor ended, and counted nowhere. `lists_with`:
    what the rules of its moves look at beside the row, as the table's own for all. An end stops all but `runs_on`.
    """

    code: str
    staff: Text
    resident: Text
    limit: str | None = None
    paused: bool = False
    end: bool = False
    follows: bool = False
    lists_with: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether a row in this state is still being dealt with in its own right (在办)."""
        return not (self.end or self.follows)


@dataclass(frozen=True)
class Timer:
    """When the system makes a move by itself: counted from the entry into a state it can be made in.

    With `limit`, when that limit's clock has run `times` its amount (a limit without a running clock counts
    from the entry); with `at`, at the moment the function names, or never. `repeat` makes the move again
    after the same span for as long as the row stays.
    """

    limit: str = ""
    times: float = 1
    at: Callable[["Acting"], datetime | None] | None = None
    repeat: bool = False


@dataclass(frozen=True)
class Move:
    """One row of the table: from where, to where, by whom, on what conditions, with what effect.

    `source=()` opens a row; `to=()` stays; with several targets the effect returns the one it picks.
    With `after` the system makes it, at each of these times. One that is `aside` may be made, but nobody waits for it:
    it makes no pile on the desk; one made `elsewhere` has a page of its own and is no button. `others` names the keys
    of further rows that guards and effect read: the writer locks them with the row, ascending. An opening move may
    number its rows in a `series` of its own. `ends`: limits of no state that end by it; who makes it is reminded.
    `stops` say what of the row itself keeps anybody from making it for now, whatever they type: it is no button then.
    """

    code: str
    label: Text
    source: tuple[str, ...]
    to: tuple[str, ...]
    who: Rule
    form: type[MoveForm] | None = None
    guards: tuple[Guard, ...] = ()
    effect: Effect = nothing
    after: tuple[Timer, ...] = ()
    aside: bool = False
    elsewhere: bool = False
    others: Others = no_others
    series: str = ""
    ends: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()

    def stopped(self, row: Any) -> Sentence:
        """The sentence that says why it can't be made on this row for now, or nothing."""
        return next((sentence for stop in self.stops if (sentence := stop(row))), None)


@dataclass(frozen=True)
class Pile:
    """Rows that wait on the desk though their state leads nowhere: which, in what words, for which move (待办).

    `due` says by when, for a pile with a day of its own; the others go by the nearest clock of the row.
    """

    code: str
    label: Text
    move: str
    which: Callable[[], models.Q]
    due: Callable[[], models.Subquery] | None = None


@dataclass(frozen=True)
class Workflow:
    """A practice's table, with the edition that its rows remember.

    `gate` says what an actor may know of; `avoided` what they must not for a reason of their own (回避).
    `limits` are those the table came with; `find_limit(code, row, at)` is asked first where an office may
    have set others since, and answers None for what it doesn't know. `lists_with` names what rules look at
    beside the row, so that a list fetches it for all its rows at once. `own_days(rows, by)` says by when an actor's
    own part of a row is due, where that is another day than the row's: None where nothing is asked of them any more.
    """

    code: str
    edition: str
    label: Text
    model: type[Stateful]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    limits: tuple[Limit, ...]
    gate: Gate
    series: Callable[[int | None], str] = no_series
    avoided: Gate = nobody_avoids
    find_limit: Callable[[str, Any, datetime], Limit | None] = no_setting
    lists_with: tuple[str, ...] = ()
    piles: tuple[Pile, ...] = ()
    own_days: OwnDays = no_own_days

    def state(self, code: str) -> State:
        """The state of this code. Raises KeyError."""
        return {state.code: state for state in self.states}[code]

    def move(self, code: str) -> Move | None:
        """The move of this code, or None when the table has none."""
        return next((move for move in self.moves if move.code == code), None)

    def limit(self, code: str) -> Limit:
        """The first limit of this code that the table came with. Raises KeyError."""
        return {limit.code: limit for limit in reversed(self.limits)}[code]

    def limit_for(self, code: str, row: Any, at: datetime) -> Limit:
        """The limit in force for this row at a moment. Raises KeyError."""
        return self.find_limit(code, row, at) or self.limit(code)

    def timed(self, state: str) -> Iterator[tuple[Move, int, Timer]]:
        """The timers that run in this state: the move, the timer's place in it, the timer."""
        for move in self.moves:
            if state in move.source:
                for place, timer in enumerate(move.after):
                    yield move, place, timer


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
    hand: Actor | None = None
    source: str = ""
    others: Mapping[int, Any] = field(default_factory=dict)
    entered: bool = False
    retimed: bool = False
    rewound: bool = False
    agreed: dict[str, Limit] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    added: list[models.Model] = field(default_factory=list)
    noted: list[tuple[models.Model, str]] = field(default_factory=list)
    changed: dict[models.Model, set[str]] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    notices: list[StaffLetter] = field(default_factory=list)
    looks: list[tuple[str, str]] = field(default_factory=list)
    wording: str | None = None
    place: str = ""
    alike: str | None = None
    who: Sequence[str] | None = None

    def add(self, row: models.Model) -> None:
        """Have a new row written with this act."""
        self.added.append(row)

    def note_on(self, row: models.Model, move: str) -> None:
        """Have it put on a further row's own record, too, which has no table to move by (记入另一条的经过)."""
        self.noted.append((row, move))

    def change(self, row: models.Model, **values: Any) -> None:
        """Have fields of a row of the practice written with this act."""
        for name, value in values.items():
            setattr(row, name, value)
        self.changed.setdefault(row, set()).update(values)

    def relate(self, kind: str, other: Matter) -> None:
        """Put the row into a relation to another matter (关联)."""
        self.add(Relation(matter=self.row, other=other, kind=kind, at=self.now, account_id=self.by.account))
        self.facts.setdefault("relations", []).append(["add", str(kind), other.pk])

    def unrelate(self, relation: Relation) -> None:
        """End a relation of the row; it stays on record."""
        self.change(relation, ended_at=self.now)
        self.facts.setdefault("relations", []).append(["end", relation.kind, relation.other_id])

    @property
    def calendar(self) -> Calendar:
        """The calendar that holds where the row is; its clocks go by it."""
        return calendar_in_force(area_of(self.row), whole=True)

    def start(self, code: str, *, at: datetime | None = None) -> Clock:
        """Start a limit's clock, now or from an earlier moment, by the calendar (起算)."""
        return self.run(self.begin(code, at=at))

    def begin(self, code: str, *, at: datetime | None = None) -> Clock:
        """A limit's clock as it would run from now or from an earlier moment; nobody has started it yet."""
        moment = at or self.now
        limit = self.agreed.get(code) or self.flow.limit_for(code, self.row, moment)
        return clocks.begin(limit, moment, self.calendar)

    def agree(self, code: str, kind: str, amount: float) -> None:
        """Let the next clock of a limit run for as long as was agreed for this one row (约定的日子)."""
        limit = self.flow.limit_for(code, self.row, self.now)
        self.agreed[code] = replace(limit, kind=kind, amount=amount)

    def run(self, clock: Clock) -> Clock:
        """Have a clock that was begun run from its start on."""
        self.clocks.append(clock)
        self.note_clock("start", clock.limit, clock.due)
        return clock

    def stop(self, code: str, *, at: datetime | None = None) -> None:
        """Stop the running clocks of this limit, now or at an earlier moment (止算)."""
        for clock in self.running():
            if clock.limit == code:
                self.go_on(clock, at or self.now)
                clocks.halt(clock, at or self.now, self.calendar)
                self.note_clock("stop", code, clock.stopped or self.now)

    def pause(self) -> None:
        """Let every running clock stand still (暂停计时)."""
        for clock in self.running():
            if clock.paused is None:
                clocks.know(clock, self.flow.limit, self.calendar)
                clocks.pause(clock, self.now)
                self.note_clock("pause", clock.limit, self.now)

    def resume(self) -> None:
        """Let every clock that stands still go on, due later by just as much of its own kind (恢复计时)."""
        for clock in self.running():
            self.go_on(clock, self.now)

    def go_on(self, clock: Clock, at: datetime) -> None:
        """Let one clock go on, if it stands still."""
        if clock.paused is not None:
            clocks.resume(clock, at, self.calendar)
            self.note_clock("resume", clock.limit, clock.due)

    def change_limit(self, clock: Clock, limit: Limit) -> None:
        """Let a clock that has not stopped run by another limit, from its own start (时限调整)."""
        clocks.change(clock, limit, self.calendar)
        self.retimed = True
        self.note_clock("due", clock.limit, clock.due)

    def extend(self, clock: Clock, amount: float) -> None:
        """Give a clock more time, in units of its own kind (延期)."""
        clocks.extend(clock, amount, self.calendar)
        self.retimed = True
        self.note_clock("due", clock.limit, clock.due)

    def rewind(self) -> None:
        """Have the timers of the state set anew, as when it was entered, those that went off too."""
        self.rewound = True

    def running(self) -> Sequence[Clock]:
        """The clocks that have not stopped, those that stand still included."""
        return [clock for clock in self.clocks if clock.stopped is None]

    def tell(
        self, phone: str, template: str, *, reader: Callable[[], Reader] | None = None, **variables: object
    ) -> None:
        """Queue a message; it leaves only after the commit, by the channel its reader chose."""
        self.letters.append(Letter(phone, template, reader, variables))

    def ticking(self) -> Sequence[Clock]:
        """The clocks for which time passes."""
        return [clock for clock in self.clocks if clocks.ticking(clock)]

    def tell_staff(
        self,
        template: str,
        *,
        post: int | None = None,
        unit: int | None = None,
        roles: tuple[str, ...] = (),
        account: int | None = None,
        about: tuple[str, int] | None = None,
        **variables: object,
    ) -> None:
        """Have a notice put before a post, the posts of a unit (with one of these roles), or an account.

        It has a topic and is written with the act; `number` is filled in. `about`: shown to who may see that row.
        """
        self.notices.append(StaffLetter(template, variables, post, unit, roles, account, about))

    def pass_on(self, what: str, reason: str) -> None:
        """Have it put into the access log that something about who speaks was given to somebody (访问留痕)."""
        self.looks.append((what, reason))

    def index(self, wording: str, place: str, alike: str = "") -> None:
        """Have the row found by these words and this place, and by a text beside others that say the same, if any."""
        self.wording, self.place, self.alike = wording, place, alike

    def name(self, who: Sequence[str]) -> None:
        """Have the row found by these keys of names, kept hashed."""
        self.who = who

    def hold(self, unit_id: int | None) -> None:
        """Hand the row to a unit (交由某单位)."""
        self.row.holder_id = unit_id
        self.facts["holder"] = unit_id

    def note_clock(self, what: str, code: str, moment: datetime) -> None:
        """Write into the event what happened to a clock, so that the log alone gives the clocks back."""
        spelled = moment.astimezone(UTC).isoformat(timespec="microseconds")
        self.facts.setdefault("clocks", []).append([what, code, spelled])


def area_of(row: Stateful) -> str:
    """The code of the area a row lies in, as far as calendars differ by area; else nothing is looked up."""
    # The key first: the area itself is only fetched where calendars differ by it, and once.
    if row.area_id is None or not differs_by_area():
        return ""
    codes: dict[int, str] = context.shelf().setdefault("area_codes", {})
    if row.area_id not in codes and row.area is not None:
        codes[row.area_id] = row.area.code
    return codes[row.area_id]
