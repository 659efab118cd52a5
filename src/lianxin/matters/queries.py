"""What may be seen, and the lists and timelines of the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel import clock, context, search
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import NUMERATOR, Query, midnight
from lianxin.kernel.models.event import Event
from lianxin.kernel.numbering import parse
from lianxin.kernel.policy import could_ever, is_system
from lianxin.matters import filters, persons, said
from lianxin.matters.act import is_offered, may
from lianxin.matters.flows import current_flows, editions_with, flow_of, matter_flows, named
from lianxin.matters.ledger import history, row_kind
from lianxin.matters.models import Clock, Matter, Stateful
from lianxin.matters.paging import PAGE, due_first, newest_first
from lianxin.matters.workflow import Move, Pile, State, Text, Workflow
from lianxin.people.queries import names_of_accounts, names_of_posts
from lianxin.places.queries import scopes_of
from lianxin.places.queries.lookup import scopes_called
from lianxin.places.queries.maps import standing_for
from lianxin.places.rules import within

Row = TypeVar("Row", bound=Stateful)
LOOKED_AT = 30  # so many rows for each one shown are looked through for those one can do something about


def visible(by: Actor, model: type[Row]) -> QuerySet[Row]:
    """The rows this actor may know of: the one gate of list, detail, search, export and papers."""
    kept: dict[tuple[Actor, type[Stateful]], QuerySet[Any]] = context.shelf().setdefault("visible", {})
    if (by, model) not in kept:
        kept[by, model] = model.objects.filter(gate_of(by, model))
    found: QuerySet[Row] = kept[by, model].all()
    return found


def gate_of(by: Actor, model: type[Stateful]) -> Q:
    """What the practices whose rows are of this table let an actor know of; asked once in a piece of work."""
    if model is not Matter:
        return next(flow.gate for flow in current_flows() if flow.model is model)(by)
    seen = Q(pk__in=[])
    for flow in matter_flows():
        seen |= Q(kind=flow.code) & flow.gate(by)
    return seen


def matter_by_number(number: str, *, by: Actor) -> Matter | None:
    """One matter the actor may know of, by its printed number."""
    return visible(by, Matter).select_related("area", "holder").filter(number=number).first()


def knows(by: Actor, matter: Matter) -> bool:
    """Whether the actor may know of a matter as it stands now."""
    return visible(by, Matter).filter(pk=matter.pk).exists()


def open_states() -> list[str]:
    """The codes of all states that are neither an end nor aside (在办)."""
    return [state.code for flow in matter_flows() for state in flow.states if state.open]


def shut_states() -> list[str]:
    """The codes of all other states: an end, or aside."""
    return [state.code for flow in matter_flows() for state in flow.states if not state.open]


def following_states() -> list[str]:
    """The codes of the states in which another matter stands for this one (并案): counted nowhere."""
    return [state.code for flow in matter_flows() for state in flow.states if state.follows]


@dataclass(frozen=True)
class Asked:
    """What a list was asked for; each part is kept in the address. `counted`: without those merged into others.

    With `on` the area is the one of that day's map, as a report by the old map counts it. With `figure` it is the very
    rows that figure counts on this side.
    With `ear` whoever sounds like `who`.
    """

    words: str = ""
    place: str = ""
    who: str = ""
    ear: bool = False
    state: str = ""
    area: int | None = None
    unit: int | None = None
    overdue: bool = False
    counted: bool = False
    since: date | None = None
    until: date | None = None
    on: date | None = None
    after: str = ""
    more: tuple[tuple[str, str], ...] = ()
    figure: Query | None = None
    side: str = NUMERATOR

    @property
    def by_due(self) -> bool:
        """Whether what is due first stands on top: where one asks for what is open or late."""
        return self.state == "open" or self.overdue


def listed(asked: Asked, *, by: Actor, now: datetime) -> QuerySet[Matter]:
    """The matters a list shows, newest first; the open ones by due time when a state or lateness is asked."""
    found = visible(by, Matter).select_related("area", "holder")
    found = found.filter(searched(asked, by=by))
    if asked.state == "open":
        # Said by what it is not: an index of the open ones by due time is read in its order then, on SQLite too.
        found = found.exclude(state__in=shut_states())
    elif asked.state:
        found = found.filter(state=asked.state)
    if asked.area:
        found = found.filter(in_area(asked.area, asked.on))
    if asked.unit:
        found = found.filter(holder_id=asked.unit)
    if asked.overdue:
        found = found.exclude(state__in=shut_states()).filter(due_at__lt=now)
    if asked.counted:
        found = found.exclude(state__in=following_states())
    if asked.more:
        found = found.filter(filters.narrow(dict(asked.more)))
    if asked.figure:
        rows = asked.figure.rows(asked.side, by=by, now=now)
        found = found.filter(pk__in=rows.order_by().values("pk"))
    order = ("due_at", "pk") if asked.by_due else ("-filed_at", "-pk")
    return found.filter(between(asked.since, asked.until)).order_by(*order)


def page_of(asked: Asked, *, by: Actor, now: datetime, most: int = PAGE) -> tuple[list[Matter], str]:
    """The page of the list that was asked for, and the key of the next ("" at the end).

    Who assists is shown its own day; the order, and what counts as late, go by the lead's, which comes after it.
    """
    turn = due_first if asked.by_due else newest_first
    rows, following = turn(listed(asked, by=by, now=now), asked.after, most=most)
    show_own_days(rows, by)
    return rows, following


def searched(asked: Asked, *, by: Actor) -> Q:
    """What the three search boxes leave over: wording, place, person."""
    found = Q()
    if asked.words:
        number = parse(asked.words)  # a whole number typed into the search box opens just that one
        hits = search.to_filter_by("matter", asked.words)
        found &= Q(number=str(number)) if number else said.found_by(by, asked.words, hits)
    if asked.place:
        found &= at_place(asked.place, by=by)
    if asked.who:
        found &= persons.spoken_by(by, asked.who, ear=asked.ear)
    return found


def at_place(typed: str, *, by: Actor) -> Q:
    """Where the address says so, or in an area that is or was called so, also by the initials of its name."""
    areas = scopes_called(typed, on=clock.today())
    there = said.lying_at(by, typed, Q(pk__in=search.find_ids("matter", "", typed)))
    return there | within(areas, "area__code") if areas else there


def in_area(area: int, on: date | None) -> Q:
    """In an area with all it took over, or only in what it was on a day."""
    if on is None:
        return within(scopes_of(area), "area__code")
    return Q(area_id__in=standing_for(area, on=on))


def between(since: date | None, until: date | None) -> Q:
    """Filed from one day to another, both included; an end that is missing is open."""
    found = Q()
    if since:
        found &= Q(filed_at__gte=midnight(since))
    if until:
        found &= Q(filed_at__lt=midnight(until + timedelta(days=1)))
    return found


def end_of(day: date) -> datetime:
    """The last minute of a day, by the office's clock."""
    return midnight(day + timedelta(days=1)) - timedelta(minutes=1)


def mine(*, by: Actor, states: Sequence[str]) -> QuerySet[Matter]:
    """What waits for this actor in these states, what is due first on top."""
    found = visible(by, Matter).select_related("area", "holder").filter(state__in=states)
    return found.order_by("due_at", "pk")


@dataclass(frozen=True)
class Task:
    """One pile on the desk: matters in one state, or of one of the practice's piles, with a move to make.

    `listed`: the whole pile can be seen in the list, by its state.
    """

    state: State
    moves: Sequence[Move]
    rows: Sequence[Matter]
    more: bool
    listed: bool = True


def today(*, by: Actor, most: int = 10) -> list[Task]:
    """今天我要办的: per state, the matters on which this actor may make a move that leads on."""
    tasks = []
    for flow in matter_flows():
        for state in flow.states:
            moves = [move for move in waited_for(flow.moves, state) if could_ever(by, move.who)]
            waiting = mine(by=by, states=[state.code]).prefetch_related(*flow.lists_with, *state.lists_with)
            ready = ready_among(waiting, moves, by=by, most=most) if moves else []
            if ready:
                ready = by_own_day(ready, by)
                mine_to_make = [move for move in moves if is_offered(move, ready[0], by)]
                tasks.append(Task(state, mine_to_make, ready[:most], len(ready) > most))
        tasks += [task for pile in flow.piles if (task := piled(flow, pile, by=by, most=most))]
    return tasks


def by_own_day(rows: Sequence[Matter], by: Actor) -> list[Matter]:
    """The rows with the day of the actor's own part for the one they show, what is due first on top."""
    if not show_own_days(rows, by):
        return [*rows]
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or row.filed_at))


def show_own_days(rows: Sequence[Matter], by: Actor) -> bool:
    """Have the rows of which the actor has a part show by when that is due, no day where it's done; whether any has."""
    days: dict[int, datetime | None] = {}
    for flow in matter_flows():
        days |= flow.own_days([row for row in rows if row.kind == flow.code], by)
    for row in rows:
        if row.pk in days:
            row.due_at, row.due_was = days[row.pk], None
    return bool(days)


def ready_among(waiting: QuerySet[Matter], moves: Sequence[Move], *, by: Actor, most: int) -> list[Matter]:
    """Those on which this actor may make one of these moves; more than `most` when there are more.

    Who only assists sees many in which nothing is theirs to do: these must not crowd out the others.
    """
    found: list[Matter] = []
    for start in range(0, most * LOOKED_AT, most * 3):
        rows = list(waiting[start : start + most * 3])
        found += [row for row in rows if any(is_offered(move, row, by) for move in moves)]
        if len(found) > most or len(rows) < most * 3:
            break
    return found


def piled(flow: Workflow, pile: Pile, *, by: Actor, most: int) -> Task | None:
    """One of the practice's piles, as far as this actor may do something about it."""
    move = flow.move(pile.move)
    if move is None or may(by, move, None) is not None:
        return None
    found = visible(by, Matter).select_related("area", "holder").filter(pile.which(), kind=flow.code)
    # A matter begun under a table without the move would wait in the pile for ever.
    found = found.filter(edition__in=editions_with(flow, pile.move))
    if pile.due is not None:
        found = found.annotate(pile_due=pile.due())
    waiting = found.order_by("filed_at" if pile.due is None else "pile_due", "pk")
    rows = ready_among(waiting.prefetch_related(*flow.lists_with), [move], by=by, most=most)
    if pile.due is not None:
        show_days_of_pile(rows)
    state = State(pile.code, pile.label, pile.label)
    return Task(state, [move], rows[:most], len(rows) > most, listed=False) if rows else None


def show_days_of_pile(rows: Iterable[Matter]) -> None:
    """Have the rows of a pile with a day of its own show that one; a day without an hour lasts to its end."""
    for row in rows:
        due = getattr(row, "pile_due")  # noqa: B009  # the annotation
        row.due_at = due if isinstance(due, datetime | None) else end_of(due)
        row.due_was = None


def ready(*, by: Actor, most: int) -> list[Matter]:
    """All matters on which this actor has a move to make that somebody waits for, at most so many of each pile."""
    found: dict[int, Matter] = {}
    for row in (row for task in today(by=by, most=most) for row in task.rows):
        found.setdefault(row.pk, row)  # by its state first: that one shows the nearest clock
    return list(found.values())


def waited_for(moves: Sequence[Move], state: State) -> list[Move]:
    """The moves that lead out of this state and that somebody waits for."""
    return [move for move in moves if state.code in move.source and is_task(move)]


def is_task(move: Move) -> bool:
    """Whether a matter waits for this move."""
    return bool(move.to) and not move.aside and not move.elsewhere


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
    event: Event


def timeline(row: Stateful) -> list[Line]:
    """What happened to a row, oldest first, in the words of its table.

    Each line names the post and who held it then: people come and go, what they did stays done by them.
    """
    events = list(history(row).order_by("seq"))
    posts = names_of_posts([event.post_id for event in events if event.post_id])
    people = names_of_accounts([event.actor_id for event in events if event.actor_id])
    return [line(row, event, posted(event, posts, people)) for event in events]


def posted(event: Event, posts: dict[int, str], people: dict[int, str]) -> str:
    """`unit post（name）` of who made a move; empty for a resident and for the system."""
    post, name = posts.get(event.post_id or 0, ""), people.get(event.actor_id or 0, "")
    return _("%(post)s（%(name)s）") % {"post": post, "name": name} if post and name else post


def line(row: Stateful, event: Event, who: str) -> Line:
    """One event as a line."""
    flow = flow_of(row)
    move = named(flow, event.move)
    return Line(
        at=event.at,
        recorded_at=event.recorded_at,
        late=(event.recorded_at - event.at).total_seconds() > 3600,
        label=move.label if move else event.move,
        who=who or (_("系统") if move and (move.after or move.who is is_system) else ""),
        state=flow.state(event.target).staff,
        facts=event.facts,
        event=event,
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
    return [(state.code, state.staff) for flow in matter_flows() for state in flow.states]
