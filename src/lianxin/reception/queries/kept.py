"""Which slots were held, and by whom: for those who supervise, by leader slots only, never visitors (督查)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.queries import visible
from lianxin.people.queries import rank
from lianxin.reception.models import Slot, SlotPerson
from lianxin.reception.queries.persons import called
from lianxin.reception.queries.slots import Shown, between, shown
from lianxin.reception.rules.hours import overtime
from lianxin.reception.rules.slots import Kept, Part, SlotState, kept


@dataclass(frozen=True)
class LeaderLine:
    """One leader: slots that were theirs, and how many were kept, covered, missed; in the order of units."""

    name: str
    due: int
    kept: int
    covered: int
    missed: int


@dataclass(frozen=True)
class Report:
    """A period: the leaders' lines, and the slots behind them."""

    leaders: Sequence[LeaderLine]
    missed: Sequence[Shown]
    late: Sequence[Shown]
    unmanned: Sequence[Shown]


def report(by: Actor, first: date, last: date, today: date) -> Report:
    """The slots of a period an actor may know of; those to come count for nobody yet."""
    slots = between(visible(by, Slot), first, last).exclude(state=SlotState.CANCELLED)
    every = shown(slots)
    past = [one for one in every if one.slot.day < today or one.slot.state == SlotState.ENDED]
    how = {one.slot.pk: held(one.slot) for one in past}
    return Report(
        leaders=lines(past, how),
        missed=[one for one in past if how[one.slot.pk] is Kept.MISSED],
        late=[one for one in every if one.slot.late],
        unmanned=[one for one in every if one.slot.day >= today and unmanned(one.slot)],
    )


def held(slot: Slot) -> Kept:
    """How a slot that is over was held."""
    return kept(one.part for one in slot.persons.all() if one.came_at is not None)


def unmanned(slot: Slot) -> bool:
    """A slot to come whose leader doesn't come, and nobody stands in (RCP-02)."""
    persons = slot.persons.all()
    leaders = [one for one in persons if one.part == Part.LEADER and not one.absent_for]
    instead = [one for one in persons if one.part == Part.SUBSTITUTE and not one.absent_for]
    return not leaders and not instead


def lines(past: Sequence[Shown], how: dict[int, Kept]) -> list[LeaderLine]:
    """By leader, in the order of their units: it is no ranking."""
    counts: dict[int, Counter[Kept]] = {}
    leaders: dict[int, SlotPerson] = {}
    for one in past:
        for person in one.slot.persons.all():
            if person.part == Part.LEADER:
                leaders[person.appointment_id] = person
                counts.setdefault(person.appointment_id, Counter())[how[one.slot.pk]] += 1
    ordered = sorted(leaders.values(), key=lambda one: (rank(one.appointment.post.unit), one.appointment_id))
    return [
        LeaderLine(
            called(one.appointment),
            counts[one.appointment_id].total(),
            counts[one.appointment_id][Kept.KEPT],
            counts[one.appointment_id][Kept.COVERED],
            counts[one.appointment_id][Kept.MISSED],
        )
        for one in ordered
    ]


@dataclass(frozen=True)
class Hours:
    """What somebody worked outside office hours in a period: slots they came to, and the time (加班)."""

    key: int
    name: str
    unit: str
    post: str
    slots: int
    time: timedelta


def hours(by: Actor, first: date, last: date) -> list[Hours]:
    """By person, in the order of units, of the slots they signed in to (SEV-01)."""
    slots = between(visible(by, Slot), first, last).filter(ended_at__isnull=False)
    rows = SlotPerson.objects.filter(slot__in=slots.values("pk"), came_at__isnull=False)
    related = ("slot__kind__area", "appointment__person", "appointment__post__unit")
    found: dict[int, list[SlotPerson]] = {}
    for one in rows.select_related(*related).order_by("pk"):
        found.setdefault(one.appointment_id, []).append(one)
    ordered = sorted(found.values(), key=lambda rows: (rank(rows[0].appointment.post.unit), rows[0].pk))
    return [hours_of(rows) for rows in ordered]


def hours_of(rows: Sequence[SlotPerson]) -> Hours:
    """One person's."""
    appointment, time = rows[0].appointment, timedelta()
    for one in rows:
        calendar = calendar_in_force(one.slot.kind.area.code)
        starts, ends = timezone.localtime(one.slot.starts_at), timezone.localtime(one.slot.ends_at)
        time += overtime(starts, ends, calendar)
    return Hours(
        appointment.pk,
        appointment.person.name,
        appointment.post.unit.name,
        appointment.post.name,
        len(rows),
        time,
    )
