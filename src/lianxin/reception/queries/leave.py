"""Leave: whose an actor may see and tell (请假)."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Appointment
from lianxin.people.queries import in_force
from lianxin.places.rules import within
from lianxin.reception.models import Leave, SlotPerson
from lianxin.reception.queries.persons import called, choices
from lianxin.reception.rules.slots import STANDING


def may_tell_for(by: Actor) -> list[tuple[int, str]]:
    """For whom an actor may write down leave: themselves; who arranges, for everybody of the area."""
    if by.holds(Role.TRIAGE, Role.CLERK):
        return choices(by)
    own = in_force(timezone.now()).filter(account=by.account).select_related("person", "post__unit")
    return [(one.pk, called(one)) for one in own[:1]]


def seen(by: Actor) -> "QuerySet[Leave]":
    """The leave an actor may know of."""
    whose = Q(account=by.account)
    if by.holds(Role.TRIAGE, Role.CLERK):
        whose |= within(by.scopes, "post__unit__area__code")
    return Leave.objects.filter(person__in=Appointment.objects.filter(whose).values("person_id"))


def upcoming(by: Actor, today: date) -> list[Leave]:
    """What is not over yet."""
    rows = seen(by).filter(last__gte=today).select_related("person")
    return list(rows.order_by("first", "pk"))


def leave_of(pk: int, *, by: Actor) -> Leave | None:
    """One an actor may know of."""
    return seen(by).filter(pk=pk).first()


def slots_within(row: Leave, today: date) -> list[SlotPerson]:
    """The slots that somebody has on days they will be away."""
    rows = SlotPerson.objects.filter(
        appointment__person=row.person_id,
        slot__day__gte=max(row.first, today),
        slot__day__lte=row.last,
        slot__state__in=STANDING,
    )
    return list(rows)
