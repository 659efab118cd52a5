"""What lies behind the sealed wall (举报的墙), and for whom else a matter doesn't exist because of what it says.

An accusation that was handed over is seen by the discipline desk alone. Whoever a matter is said against doesn't
know of it, wherever they look: the unit, its line, the person, their kin, who stands in for them (INV-08, 回避).
"""

from django.db.models import Exists, OuterRef, Q

from lianxin.appeals.models import Accusation, Accused, Appeal
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Appointment
from lianxin.people.queries.conflicts import shunned_persons
from lianxin.people.queries.lines import in_own_line
from lianxin.places.rules import within


def accusing() -> Q:
    """Whether an appeal is an accusation; they are few, and have an index of their own."""
    return Q(Exists(Appeal.objects.filter(pk=OuterRef("pk"), type=AppealType.REPORT)))


def handed_over() -> Q:
    """Whether it lies with the discipline desk."""
    return Q(Exists(Accusation.objects.filter(pk=OuterRef("pk"))))


def kept_apart() -> Q:
    """What no other matter speaks of: an accusation, and whatever is said against somebody who isn't to know of it."""
    return accusing() | Q(Exists(Accused.objects.filter(matter=OuterRef("pk"), walled=True)))


def sealed_for(by: Actor, seen: Q) -> Q:
    """What one post sees, once the wall has taken out what is not for it."""
    open_to = seen & ~handed_over() if by.holds(Role.TRIAGE) else seen & ~accusing()
    if by.holds(Role.DISCIPLINE):
        open_to |= (within(by.scopes, "area__code") | Q(area=None)) & accusing()
    return open_to


def said_against(by: Actor) -> Q:
    """What is said against this actor, their line, their kin, or whom they stand in for, and walled for it."""
    walls = Accused.objects.filter(walled=True)
    against = Q(pk__in=walls.filter(in_own_line(by)).values("matter_id"))
    shuns = by.shuns
    if shuns.units:
        against |= Q(pk__in=walls.filter(unit__in=shuns.units).values("matter_id"))
    if shuns.persons:
        people = walls.filter(person__in=shunned_persons(by).values("pk"))
        against |= Q(pk__in=people.values("matter_id"))
    stood_for = {duty.stands_for for duty in by.duties if duty.stands_for} | by.inherits
    if stood_for:
        theirs = Appointment.objects.filter(account__in=stood_for).values("person_id")
        against |= Q(pk__in=walls.filter(person__in=theirs).values("matter_id"))
    return against
