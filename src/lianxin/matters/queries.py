"""What may be seen, and the lists and timelines of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import search
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.kernel.numbering import parse
from lianxin.matters.act import offers
from lianxin.matters.ledger import history, row_kind
from lianxin.matters.models import Clock, Matter, Stateful
from lianxin.matters.workflow import Move, Place, State, Text, current_flows, flow_of
from lianxin.people.queries import names_of_posts

Row = TypeVar("Row", bound=Stateful)
PAGE = 25


def visible(by: Actor, model: type[Row]) -> QuerySet[Row]:
    """The rows this actor may know of: the one gate of list, detail, search, export and papers."""
    if model is not Matter:
        return model.objects.filter(next(f.gate for f in current_flows() if f.model is model)(by))
    seen = Q(pk__in=[])
    for flow in current_flows():
        if flow.model is Matter:
            seen |= Q(kind=flow.code) & flow.gate(by)
    return model.objects.filter(seen)


def matter_by_number(number: str, *, by: Actor) -> Matter | None:
    """One matter the actor may know of, by its printed number."""
    return visible(by, Matter).select_related("area", "holder").filter(number=number).first()


def open_states() -> list[str]:
    """The codes of all states that are neither an end nor aside (在办)."""
    return [state.code for flow in current_flows() for state in flow.states if state.open]


def aside_states() -> list[str]:
    """The codes of the states in which another matter stands for this one (并案): counted nowhere."""
    return [state.code for flow in current_flows() for state in flow.states if state.aside]


@dataclass(frozen=True)
class Asked:
    """What a list was asked for; each part is kept in the address. `counted`: without those merged into others."""

    words: str = ""
    place: str = ""
    state: str = ""
    area: int | None = None
    unit: int | None = None
    overdue: bool = False
    counted: bool = False
    since: date | None = None
    until: date | None = None
    after: str = ""


def listed(asked: Asked, *, by: Actor, now: datetime) -> QuerySet[Matter]:
    """The matters a list shows, newest first; the open ones by due time when a state or lateness is asked."""
    found = visible(by, Matter).select_related("area", "holder")
    if asked.words or asked.place:
        number = parse(asked.words)  # a whole number typed into the search box opens just that one
        hits = search.find_ids("matter", asked.words, asked.place)
        found = found.filter(Q(number=str(number)) if number else Q(pk__in=hits))
    if asked.state == "open":
        found = found.filter(state__in=open_states())
    elif asked.state:
        found = found.filter(state=asked.state)
    if asked.area:
        found = found.filter(area_id=asked.area)
    if asked.unit:
        found = found.filter(holder_id=asked.unit)
    if asked.overdue:
        found = found.filter(state__in=open_states(), due_at__lt=now)
    if asked.counted:
        found = found.exclude(state__in=aside_states())
    if asked.since:
        found = found.filter(filed_at__gte=midnight(asked.since))
    if asked.until:
        found = found.filter(filed_at__lt=midnight(asked.until + timedelta(days=1)))
    return found.order_by("-filed_at", "-pk")


def midnight(day: date) -> datetime:
    """When a day begins, by the office's clock."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # made aware here


def turn(found: QuerySet[Matter], after: str) -> tuple[list[Matter], str]:
    """One page of a list and the key of the next ("" at the end); keys, not offsets, so page 400 is as fast."""
    at, _, key = after.partition("_")
    if key.isdigit() and at.isdigit():
        moment = datetime.fromtimestamp(int(at) / 1_000_000, tz=timezone.get_default_timezone())
        found = found.filter(Q(filed_at__lt=moment) | Q(filed_at=moment, pk__lt=int(key)))
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return rows, ""
    last = rows[PAGE - 1]
    return rows[:PAGE], f"{round(last.filed_at.timestamp() * 1_000_000)}_{last.pk}"


def mine(*, by: Actor, states: Sequence[str]) -> QuerySet[Matter]:
    """What waits for this actor in these states, what is due first on top."""
    found = visible(by, Matter).select_related("area", "holder").filter(state__in=states)
    return found.order_by("due_at", "pk")


@dataclass(frozen=True)
class Task:
    """One pile on the desk: matters in one state where this actor has a move to make."""

    state: State
    moves: Sequence[Move]
    rows: Sequence[Matter]
    more: bool


def today(*, by: Actor, most: int = 10) -> list[Task]:
    """今天我要办的: per state, the matters on which this actor may make a move that leads on."""
    tasks = []
    for flow in current_flows():
        for state in flow.states:
            rows = list(mine(by=by, states=[state.code])[: most * 3]) if leads_on(flow.moves, state) else []
            ready = [row for row in rows if any(map(is_task, offers(row, by)))]
            if ready:
                moves = [move for move in offers(ready[0], by) if is_task(move)]
                tasks.append(Task(state, moves, ready[:most], len(ready) > most))
    return tasks


def leads_on(moves: Sequence[Move], state: State) -> bool:
    """Whether any move that somebody waits for leads out of this state."""
    return any(state.code in move.source and is_task(move) for move in moves)


def is_task(move: Move) -> bool:
    """Whether a matter waits for this move."""
    return bool(move.to) and move.place == Place.TASK


@dataclass(frozen=True)
class Line:
    """One line of a timeline (办理经过)."""

    at: datetime
    recorded_at: datetime
    late: bool
    label: Text
    who: str
    state: Text
    facts: dict[str, Any]


def timeline(matter: Matter) -> list[Line]:
    """What happened to a matter, oldest first, in the words of its table."""
    events = list(history(matter).order_by("seq"))
    names = names_of_posts([event.post_id for event in events if event.post_id])
    return [line(matter, event, names) for event in events]


def line(matter: Matter, event: Event, names: dict[int, str]) -> Line:
    """One event as a line."""
    flow = flow_of(matter)
    move = flow.move(event.move)
    return Line(
        at=event.at,
        recorded_at=event.recorded_at,
        late=(event.recorded_at - event.at).total_seconds() > 3600,
        label=move.label if move else event.move,
        who=names.get(event.post_id or 0, "") or (_("系统") if move and move.after else ""),
        state=flow.state(event.target).staff,
        facts=event.facts,
    )


def clocks_of(matter: Matter) -> list[Clock]:
    """All clocks of a matter, running ones first."""
    rows = Clock.objects.filter(row_kind=row_kind(matter), row_id=matter.pk).order_by("started")
    return sorted(rows, key=lambda clock: clock.stopped is not None)


def resident_state(matter: Matter) -> Text:
    """The state in words for the resident."""
    return flow_of(matter).state(matter.state).resident


def state_choices() -> list[tuple[str, Text]]:
    """States as a filter offers them."""
    return [(state.code, state.staff) for flow in current_flows() for state in flow.states]
