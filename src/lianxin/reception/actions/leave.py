"""Somebody says when they are away, or takes it back (请假)."""

from datetime import date

from django.db import transaction

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.people.models import Appointment
from lianxin.reception.models import Leave

LEAVE = "leave"


@transaction.atomic
def take_leave(appointment: int, first: date, last: date, *, by: Actor) -> Leave:
    """Write down the days; the same first day again only moves the last."""
    person = Appointment.objects.get(pk=appointment).person
    row, _made = Leave.objects.update_or_create(
        person=person, first=first, defaults={"last": last, "told_at": clock.now()}
    )
    days = {"first": first.isoformat(), "last": last.isoformat()}
    draft = events.EventDraft(LEAVE, row.pk, "reception.take_leave", by=by, at=clock.now(), facts=days)
    events.append([draft])
    return row


@transaction.atomic
def end_leave(row: Leave, *, by: Actor) -> None:
    """Take it back."""
    draft = events.EventDraft(LEAVE, row.pk, "reception.end_leave", by=by, at=clock.now())
    events.append([draft])
    row.delete()
