"""Joint handling as guards and pages read it: who assists, who may know what, by when, and whose fault it is (联办)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from lianxin.appeals.limits import HANDLING, limit_for
from lianxin.appeals.models import LeadChange, Stage, SubOrder, WhistleCall
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.limits import before, passed
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Clock, Matter
from lianxin.matters.workflow import Acting

HALF = (
    0.5  # J5: asked while at least so much of the main's time was left, the main's lateness isn't the lead's
)


@dataclass(frozen=True)
class Helping:
    """What a unit that assists may know besides facts and place (J13): who speaks, the files; both only if ticked."""

    identity: bool = False
    papers: bool = False


def helped_by(by: Actor) -> Q:
    """The matters in which a unit of this actor assists, or was called to a place."""
    asked = SubOrder.objects.filter(unit__in=by.units, recalled_at=None).values("matter_id")
    called = WhistleCall.objects.filter(unit__in=by.units).values("matter_id")
    return Q(pk__in=asked) | Q(pk__in=called)


def shared_with(by: Actor) -> Q:
    """Those of them in which the lead let this actor's unit know who speaks."""
    asked = SubOrder.objects.filter(unit__in=by.units, recalled_at=None, identity=True)
    return Q(pk__in=asked.values("matter_id"))


def helping_in(keys: Collection[int], by: Actor) -> dict[int, Helping]:
    """In which of these matters a unit of this actor assists, and what it may know there."""
    units = by.every_unit
    if by.account is None or not by.holds(Role.HANDLER) or not keys:
        return {}
    called = WhistleCall.objects.filter(unit__in=units, matter__in=keys).values_list("matter_id", flat=True)
    found = dict.fromkeys(called, Helping())
    for one in SubOrder.objects.filter(unit__in=units, matter__in=keys, recalled_at=None):
        known = found.get(one.matter_id, Helping())
        found[one.matter_id] = Helping(known.identity or one.identity, known.papers or one.papers)
    return found


def with_units() -> "Prefetch[Any]":
    """The sub-orders of matters, each with its unit."""
    return Prefetch("suborders", SubOrder.objects.select_related("unit").order_by("pk"))


def standing(matter: Matter) -> list[SubOrder]:
    """The sub-orders of a matter that were not taken back, in the order in which they were asked.

    Read once for a row at hand: half a dozen rules ask for them.
    """
    prefetch_related_objects([matter], with_units())
    return sorted((one for one in matter.suborders.all() if one.recalled_at is None), key=lambda one: one.pk)


def unanswered(matter: Matter) -> list[SubOrder]:
    """Those for which the lead still waits."""
    return [one for one in standing(matter) if one.open]


def to_chase(matter: Matter, now: datetime) -> list[SubOrder]:
    """Those of them whose unit may be urged: not one that was let wait for something until a day to come."""
    today = timezone.localdate(now)
    return [one for one in unanswered(matter) if one.waits_until is None or one.waits_until <= today]


def suborder_of(matter: Matter, units: Iterable[int], *stages: Stage) -> SubOrder | None:
    """The sub-order that one of these units has at one of these stages."""
    theirs = frozenset(units)
    return next((one for one in standing(matter) if one.unit_id in theirs and one.stage in stages), None)


def told_who(matter: Matter, by: Actor) -> bool:
    """Whether the lead let the unit that works on a part know who speaks."""
    own = suborder_of(matter, by.units, Stage.WORKING)
    return own is not None and own.identity


def proposed_lead(matter: Matter) -> LeadChange | None:
    """The change of lead on which nobody has decided yet."""
    return next((one for one in matter.lead_changes.all() if one.decided_at is None), None)


def main_clock(clocks: Iterable[Clock]) -> Clock | None:
    """The clock of the main: by when the resident is to be answered."""
    found = [one for one in clocks if one.limit in HANDLING]
    return max(found, key=lambda one: (one.stopped is None, one.started), default=None)


def latest_day(matter: Matter, main: Clock | None, now: datetime, calendar: Calendar) -> datetime | None:
    """By when a sub-order has to be answered at the latest: T8 before the main; None where the main has no clock."""
    limit = limit_for("T8", matter, now)
    if main is None or main.paused is not None or limit is None:
        return None
    return before(limit.kind, limit.amount, main.due, calendar)


def room(acting: Acting) -> tuple[Clock | None, datetime | None]:
    """The clock of the main as it runs now, and by when a sub-order has to be answered at the latest."""
    main = main_clock(acting.running())
    return main, latest_day(acting.row, main, acting.now, acting.calendar)


def later(due: datetime, longer: timedelta, calendar: Calendar) -> datetime:
    """A sub-order's day moved on by so much, to a day on which somebody works."""
    moved = due + longer
    day = timezone.localdate(moved)
    return moved + (calendar.on_or_after(day) - day)


def half_left(main: Clock | None, now: datetime, calendar: Calendar) -> bool:
    """Whether at least half of the main's time is still left (J5)."""
    if main is None or not main.kind or now >= main.due:
        return False
    whole = main.amount + main.held
    return passed(main.kind, main.started, now, calendar) <= whole * HALF


def to_blame(orders: Sequence[SubOrder], main: Clock | None, now: datetime) -> list[SubOrder]:
    """Whose late sub-orders, asked in time, made the main late (J5); empty while the main is in time."""
    if main is None or (main.stopped or now) <= main.due:
        return []
    return [one for one in orders if one.in_time and one.late(now)]


def late_ones(now: datetime, *, most: int) -> list[SubOrder]:
    """Sub-orders past their time of which no head was told yet."""
    found = SubOrder.objects.filter(answered_at=None, recalled_at=None, urged_at=None, due_at__lt=now)
    return list(found.filter(matter__state="joint").select_related("matter").order_by("due_at", "pk")[:most])


def assists(by: Actor, matter: Matter | None, *stages: Stage) -> bool:
    """Whether a handler's own unit has a sub-order at one of these stages."""
    if matter is None or not by.holds(Role.HANDLER):
        return False
    return suborder_of(matter, by.units, *stages) is not None
