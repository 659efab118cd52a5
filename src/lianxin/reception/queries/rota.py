"""What the rota is worked out from: the days, who takes turns, who is away, who had what this year (排班的依据)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.festivals import first_after_festival
from lianxin.kernel.worktime import calendar_in_force
from lianxin.people.models import Appointment
from lianxin.reception.models import Kind, Slot, SlotPerson, Turn
from lianxin.reception.queries.kinds import days_of, turns_of
from lianxin.reception.queries.persons import called, leaves
from lianxin.reception.rules.days import burdened
from lianxin.reception.rules.rota import Hand, Rota, Wanted, arrange
from lianxin.reception.rules.slots import Part, SlotState

Spans = tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Load:
    """How many slots somebody leads this year, those proposed included; how many of them on festivals."""

    name: str
    led: int
    festivals: int
    willing: bool


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a period: the rota, names by key, what each leads, the days left out, recorders by day."""

    rota: Rota
    names: dict[int, str]
    loads: list[Load]
    left_out: list[date]
    recorders: dict[date, int]
    held: list[date]


def calendar_of(kind: Kind) -> Calendar:
    """The calendar that holds where a kind is held."""
    return calendar_in_force(kind.area.code)


def propose(kind: Kind, first: date, last: date, only: Collection[date] | None = None) -> Proposal:
    """The rota for the days of a period that have no slot yet; or for the very days somebody decides on."""
    calendar, days = calendar_of(kind), days_of(kind)
    held = set(standing(kind, first, last).values_list("day", flat=True))
    free = [day for day in days.between(first, last, calendar) if day not in held]
    wanted = [
        Wanted(
            day,
            festival=burdened(day, calendar),
            extra=kind.extra if first_after_festival(calendar, day) else 0,
        )
        for day in (free if only is None else sorted(only))
    ]
    turns = [turn for turn in turns_of(kind) if stays(turn.appointment, last)]
    history = led_this_year(kind, first, calendar)
    away = hands_away(turns, kind, first, last)
    hands = hands_of(turns, history, away, first)
    rota = arrange(wanted, hands, before=leader_before(kind, first), pairs=history.pairs)
    return Proposal(
        rota,
        {turn.appointment_id: called(turn.appointment) for turn in turns},
        loads_of(rota, turns, history),
        days.left_out(first, last, calendar),
        recorders_for(wanted, turns, away),
        sorted(held),
    )


def standing(kind: Kind, first: date, last: date) -> "QuerySet[Slot]":
    """The slots of a kind in a period that were not called off."""
    return Slot.objects.filter(kind=kind, day__gte=first, day__lte=last).exclude(state=SlotState.CANCELLED)


@dataclass(frozen=True)
class History:
    """Who led and stood in how often this year, on festivals too, and which pairs had a festival together."""

    led: Counter[int]
    festivals: Counter[int]
    stood: Counter[int]
    pairs: list[tuple[int, int]]


def led_this_year(kind: Kind, first: date, calendar: Calendar) -> History:
    """What everybody had in a kind this year; by the plan, whoever came in the end."""
    slots = standing(kind, date(first.year, 1, 1), date(first.year, 12, 31))
    rows = SlotPerson.objects.filter(slot__in=slots.values("pk"), part__in=(Part.LEADER, Part.SUBSTITUTE))
    found = History(Counter(), Counter(), Counter(), [])
    together: dict[int, dict[str, int]] = {}
    for slot, day, part, key in rows.values_list("slot_id", "slot__day", "part", "appointment_id"):
        hard = burdened(day, calendar)
        if part == Part.LEADER:
            found.led[key] += 1
            found.festivals[key] += hard
        else:
            found.stood[key] += 1
        if hard:
            together.setdefault(slot, {})[part] = key
    for pair in together.values():
        if len(pair) == 2:
            found.pairs.append((pair[Part.LEADER], pair[Part.SUBSTITUTE]))
    return found


def hands_of(turns: list[Turn], history: History, away: dict[int, Spans], first: date) -> list[Hand]:
    """Those who take turns, as the rota knows them; who joined this year begins with what the least of others had."""
    leading = [turn for turn in turns if turn.part == Part.LEADER]
    began = date(first.year, 1, 1)
    older = [history.led[turn.appointment_id] for turn in leading if turn.since <= began]
    least = min(older, default=0)
    return [
        Hand(
            turn.appointment_id,
            person=turn.appointment.person_id,
            leads=turn.part == Part.LEADER,
            willing=turn.willing,
            away=away[turn.appointment_id],
            led=max(history.led[turn.appointment_id], least if turn.since > began else 0),
            festivals=history.festivals[turn.appointment_id],
            stood=history.stood[turn.appointment_id],
        )
        for turn in turns
        if turn.part in (Part.LEADER, Part.SUBSTITUTE)
    ]


def hands_away(turns: list[Turn], kind: Kind, first: date, last: date) -> dict[int, Spans]:
    """When each is away: on leave, or in a slot of another kind that day."""
    persons = {turn.appointment.person_id for turn in turns}
    gone: dict[int, list[tuple[date, date]]] = {}
    for leave in leaves(persons, first, last):
        gone.setdefault(leave.person_id, []).append((leave.first, leave.last))
    busy = SlotPerson.objects.filter(
        ~Q(slot__kind=kind),
        ~Q(slot__state=SlotState.CANCELLED),
        appointment__person__in=persons,
        slot__day__gte=first,
        slot__day__lte=last,
    )
    for person, day in busy.values_list("appointment__person_id", "slot__day"):
        gone.setdefault(person, []).append((day, day))
    return {turn.appointment_id: tuple(gone.get(turn.appointment.person_id, ())) for turn in turns}


def leader_before(kind: Kind, first: date) -> int | None:
    """Who led the last slot before a day."""
    slots = Slot.objects.filter(kind=kind, day__lt=first).exclude(state=SlotState.CANCELLED)
    latest = slots.order_by("-starts_at").values("pk")[:1]
    row = SlotPerson.objects.filter(slot__in=list(latest.values_list("pk", flat=True)), part=Part.LEADER)
    return row.values_list("appointment_id", flat=True).first()


def loads_of(rota: Rota, turns: list[Turn], history: History) -> list[Load]:
    """What each leads this year, in the order of the list: it is no ranking."""
    led = history.led + Counter(line.leader for line in rota.lines if line.leader is not None)
    return [
        Load(
            called(turn.appointment),
            led[turn.appointment_id],
            rota.festivals.get(turn.appointment_id, 0),
            turn.willing,
        )
        for turn in turns
        if turn.part == Part.LEADER
    ]


def stays(appointment: Appointment, last: date) -> bool:
    """Whether somebody is still on the post at the end of a period, as far as is known."""
    return appointment.until is None or timezone.localdate(appointment.until) > last


def recorders_for(wanted: list[Wanted], turns: list[Turn], away: dict[int, Spans]) -> dict[date, int]:
    """Who records on each day: those who take turns in it, one after the other, as far as they are there."""
    keys = [turn.appointment_id for turn in turns if turn.part == Part.RECORDER]
    found: dict[date, int] = {}
    for one in sorted(wanted, key=lambda one: one.day):
        free = [key for key in keys if not any(a <= one.day <= b for a, b in away[key])]
        if free:
            found[one.day] = free[0]
            keys.remove(free[0])
            keys.append(free[0])
    return found
