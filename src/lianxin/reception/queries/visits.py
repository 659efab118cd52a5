"""Who may know of a visit, and what a slot's queue is made of (来访、排队)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, DurationField, ExpressionWrapper, F, Q, QuerySet

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.event import Event
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.places.rules import within
from lianxin.reception.models import OutcomeChange, Slot, SlotPerson, Visit
from lianxin.reception.rules.slots import SlotState
from lianxin.reception.rules.visits import (
    AT_A_WINDOW,
    NUMBERED,
    OUTCOMES,
    UNSETTLED,
    VisitState,
    next_number,
)
from lianxin.web.dates import day, when

READERS = (Role.CLERK, Role.TRIAGE, Role.CALLBACK, Role.REVIEWER, Role.LEADER, Role.AUDITOR)
PHONE = "phone"
GIVES_NUMBERS = (SlotState.PUBLISHED, SlotState.OPEN)


def gate(by: Actor) -> Q:
    """Visits in one's area, at one's unit, at slots one is in; of what one has to keep away from there are none."""
    if Role.SYSTEM in by.roles:
        return Q()
    if by.account is None:
        return Q(pk__in=[])
    seen = Q(slot__in=SlotPerson.objects.filter(appointment__account=by.account).values("slot_id"))
    for hand in by.hands():
        if hand.holds(*READERS):
            seen |= within(hand.scopes, "area__code")
        if hand.holds(Role.CLERK, Role.TRIAGE):
            seen |= Q(holder_id__in=hand.units)
    return seen & ~shunned(by)


def shunned(by: Actor) -> Q:
    """Who came with the actor's own telephone, and who complained about a unit of theirs (回避)."""
    units = by.every_unit | by.shuns.units
    kept = Q(talk__isnull=False, talk__about__in=units)
    if by.shuns.phones:
        kept |= Q(phone_index__in=by.shuns.phones)
    return Q(pk__in=Visit.objects.filter(kept).values("pk"))


def phone_key(phone: str) -> str:
    """By what a telephone is looked up."""
    return blind_index(phone, PHONE) if phone else ""


def label_of(visit: Visit) -> str:
    """The number of a visit as papers have it: day, slot, number."""
    return label_in(visit.slot, visit.number)


def label_in(slot: Slot, number: int) -> str:
    """… of whoever has, or will have, this number in a slot."""
    return f"{slot.day:%Y%m%d}-{slot.pk}-{number:03d}"


def number_to_give(slot: Slot) -> int | None:
    """The number the machine gives out next; the slot is held, so the answer stands."""
    taken = set(Visit.objects.filter(slot=slot).values_list("number", flat=True))
    return next_number(taken, slot.numbers, slot.paper_from)


def visit_with_number(slot: Slot, number: int) -> Visit | None:
    """Whoever has this number already."""
    return Visit.objects.filter(slot=slot, number=number).first()


def visit_with_phone(slot: Slot, phone: str) -> Visit | None:
    """Who waits in this slot with this telephone."""
    waiting = Visit.objects.filter(slot=slot, state__in=UNSETTLED, phone_index=phone_key(phone))
    return waiting.order_by("number").first() if phone else None


def opened_with_id(client_id: UUID) -> Visit | None:
    """The visit a form with this id opened before."""
    return Visit.objects.filter(client_id=client_id).select_related("slot").first()


def at_window(slot: Slot, window: int) -> Visit | None:
    """Who stands or sits at a window now."""
    here = Visit.objects.filter(slot=slot, state__in=AT_A_WINDOW, window=window)
    return here.order_by("-called_at", "-pk").first()


def next_in_line(slot: Slot) -> Visit | None:
    """Who has waited longest of those not called yet."""
    waiting = Visit.objects.filter(slot=slot, state=VisitState.WAITING)
    return waiting.order_by("taken_at", "number").first()


def moved_by(slot: Slot, client_id: UUID) -> Visit | None:
    """The visit of this slot that a button with this id moved before."""
    keys = Visit.objects.filter(slot=slot).values("pk")
    made = Event.objects.filter(row_kind=row_kind(Visit), row_id__in=keys, client_id=client_id).first()
    return Visit.objects.get(pk=made.row_id) if made else None


@dataclass(frozen=True)
class Counts:
    """The three counters of a slot (人、批、件), and the outcomes whose sum the visits are (INV-03)."""

    visits: int
    persons: int
    groups: int
    matters: int
    waiting: int
    outcomes: Sequence[tuple[VisitState, int]]

    @property
    def settled(self) -> int:
        """Visits that have an outcome."""
        return sum(times for _state, times in self.outcomes)

    @property
    def balanced(self) -> bool:
        """Whether every visit has one."""
        return self.settled == self.visits


def counts_of(visits: QuerySet[Visit]) -> Counts:
    """What these visits come to."""
    rows = list(visits.values_list("state", "persons", "matter_id"))
    states = Counter(state for state, _persons, _matter in rows)
    return Counts(
        visits=len(rows),
        persons=sum(persons for _state, persons, _matter in rows),
        groups=sum(persons > 1 for _state, persons, _matter in rows),
        matters=len({matter for state, _persons, matter in rows if matter and state in NUMBERED}),
        waiting=sum(states[state] for state in (VisitState.WAITING, VisitState.SKIPPED)),
        outcomes=[(state, states[state]) for state in OUTCOMES],
    )


@dataclass(frozen=True)
class Line:
    """One visit as the desk sees it; `waited` is how long they have been here, or were until they were heard."""

    visit: Visit
    waited: timedelta

    @property
    def minutes(self) -> int:
        return max(0, int(self.waited.total_seconds() // 60))


@dataclass(frozen=True)
class Queue:
    """A slot's queue at one moment."""

    waiting: Sequence[Line]
    skipped: Sequence[Line]
    at_windows: Sequence[Line]
    settled: Sequence[Line]
    counts: Counts
    at: datetime


def queue_of(slot: Slot, *, by: Actor) -> Queue:
    """Everything the desk of a slot shows."""
    now = clock.now()
    visits = visible(by, Visit).filter(slot=slot).select_related("matter").order_by("number")
    lines = [Line(one, (one.talked_at or one.settled_at or now) - one.taken_at) for one in visits]
    by_state: dict[str, list[Line]] = {}
    for line in lines:
        by_state.setdefault(line.visit.state, []).append(line)
    waiting = sorted(
        by_state.get(VisitState.WAITING, ()), key=lambda line: (line.visit.taken_at, line.visit.number)
    )
    return Queue(
        waiting=waiting,
        skipped=by_state.get(VisitState.SKIPPED, []),
        at_windows=sorted(
            (line for line in lines if line.visit.state in AT_A_WINDOW),
            key=lambda line: (line.visit.window or 0, line.visit.number),
        ),
        settled=[line for line in lines if line.visit.state in OUTCOMES],
        counts=counts_of(Visit.objects.filter(slot=slot)),
        at=now,
    )


def average_wait(visits: QuerySet[Visit]) -> timedelta | None:
    """How long those who were heard had waited on the average."""
    span = ExpressionWrapper(F("talked_at") - F("taken_at"), output_field=DurationField())
    found: timedelta | None = visits.exclude(talked_at=None).aggregate(mean=Avg(span))["mean"]
    return found


def ahead_of(visit: Visit) -> int:
    """How many come before this one."""
    waiting = Visit.objects.filter(slot=visit.slot_id, state=VisitState.WAITING)
    return waiting.filter(
        Q(taken_at__lt=visit.taken_at) | Q(taken_at=visit.taken_at, number__lt=visit.number)
    ).count()


def slots_with_numbers(by: Actor) -> list[Slot]:
    """The slots of today that give out numbers, until they are over."""
    found = visible(by, Slot).filter(day=clock.today(), state__in=GIVES_NUMBERS, ends_at__gt=clock.now())
    return list(found.select_related("kind").order_by("starts_at", "pk"))


def of_today(*, by: Actor) -> list[Slot]:
    """The slots of today this actor works at or may look at."""
    found = visible(by, Slot).filter(day=clock.today()).exclude(state__in=[SlotState.CANCELLED])
    return list(found.select_related("kind", "area").order_by("starts_at", "pk"))


def left_open(*, by: Actor) -> list[tuple[Slot, int]]:
    """Slots of days gone by whose visits have no outcome yet, with how many."""
    rows = visible(by, Visit).filter(state__in=UNSETTLED, slot__day__lt=clock.today())
    counted = Counter(rows.values_list("slot_id", flat=True))
    slots = Slot.objects.select_related("kind", "area").in_bulk(list(counted)) if counted else {}
    return [(slots[key], counted[key]) for key in sorted(counted)]


def matter_seen(visit: Visit, *, by: Actor) -> Matter | None:
    """The appeal a visit led to, if this actor may know of it."""
    if visit.matter_id is None:
        return None
    return visible(by, Matter).filter(pk=visit.matter_id).first()


def slot_by_key(key: int, *, by: Actor) -> Slot | None:
    """One slot this actor may know of."""
    return visible(by, Slot).select_related("kind", "area").filter(pk=key).first()


def visit_by_key(key: int, *, by: Actor) -> Visit | None:
    """One visit this actor may know of."""
    found = visible(by, Visit).select_related("slot__kind", "slot__area", "again_in__kind")
    return found.prefetch_related("speakers").filter(pk=key).first()


@dataclass(frozen=True)
class Changed:
    """An outcome that was put right, in words (更正结果)."""

    was: str
    became: str
    reason: str
    at: datetime


def outcome_changes(visit: Visit) -> list[Changed]:
    """How the outcome of a visit was put right, the first time first; with what stood beside it before."""
    if visit.state in UNSETTLED:
        return []
    rows = visit.outcome_changes.select_related("again_in__kind").order_by("at", "pk")
    return [Changed(was_before(one), str(VisitState(one.became).label), one.reason, one.at) for one in rows]


def was_before(one: OutcomeChange) -> str:
    """转出（县水务局）."""
    beside = [one.body]
    if one.again_in is not None:
        beside.append(f"{one.again_in.kind.name} {when(one.again_in.starts_at)}")
    beside.append(day(one.again_on))
    words = "，".join(filter(None, beside))
    return f"{VisitState(one.was).label}（{words}）" if words else str(VisitState(one.was).label)


def visits_of_matter(matter: Matter, *, by: Actor) -> list[Visit]:
    """The visits at which a matter was opened or spoken of again, as far as this actor may know of them."""
    found = visible(by, Visit).filter(matter=matter).select_related("slot__kind")
    return list(found.order_by("taken_at", "pk"))
