"""What is late or due within three days: whose it is, by how long, what was done last (超期与三日内到期)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from lianxin.appeals.figures.weekly import SOON, counted
from lianxin.calendars.limits import working_days_between
from lianxin.calendars.weeks import latest_start
from lianxin.insight.figures.homes import Homes
from lianxin.kernel.figures.registry import Asked, Text
from lianxin.kernel.models.event import Event
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.flows import flow_of, named
from lianxin.matters.models import Matter, Urgency
from lianxin.matters.queries import shut_states

SHOWN = 12


@dataclass(frozen=True)
class Pressing:
    """One matter of the list, by class and village: its title is the resident's own words.

    `days` are working days past its limit, or left until it; `idle`: nobody did anything.
    """

    number: str
    subject: str
    unit: str
    days: int
    late: bool
    emergency: bool
    last: Text
    last_at: datetime | None
    idle: bool


def pressing(asked: Asked, homes: Homes, *, idle: int) -> list[Pressing]:
    """Emergencies on top, then what is late the longest."""
    rows = counted(asked).exclude(state__in=shut_states()).filter(due_at__lt=asked.now + SOON)
    by_due = rows.select_related("holder", "area", "appeal__category").order_by("due_at", "pk")
    urgent = Q(urgency=Urgency.EMERGENCY)
    # Two short walks along an index; one order by both would sort everything that is late.
    found = list(by_due.filter(urgent)[:SHOWN])
    found += by_due.exclude(urgent)[: SHOWN - len(found)]
    events = last_events([row.pk for row in found])
    today = timezone.localdate(asked.now)
    quiet = latest_start(idle, today, calendar_in_force())
    words = homes.subjects(found)
    return [line(row, words[row.pk], events.get(row.pk), asked.now, quiet=quiet) for row in found]


def last_events(keys: Sequence[int]) -> dict[int, Event]:
    """The last thing somebody did about each; what the system did by itself is nobody's."""
    told = Event.objects.filter(row_kind="matter", row_id__in=keys)
    by_hand = told.filter(Q(actor_id__isnull=False) | Q(source=""))
    last = by_hand.order_by().values("row_id").annotate(last=Max("seq")).values("last")
    return {event.row_id: event for event in told.filter(seq__in=last)}


def line(row: Matter, subject: str, event: Event | None, now: datetime, *, quiet: date) -> Pressing:
    """One row with what is to be known of it."""
    due = row.due_at or now
    calendar = calendar_in_force()
    move = named(flow_of(row), event.move) if event else None
    late = due < now
    days = working_days_between(due, now, calendar) if late else working_days_between(now, due, calendar)
    return Pressing(
        number=row.number,
        subject=subject,
        unit=row.holder.name if row.holder else "—",
        days=days,
        late=late,
        emergency=row.urgency == Urgency.EMERGENCY,
        last=move.label if move else "—",
        last_at=event.at if event else None,
        idle=event is not None and timezone.localdate(event.at) <= quiet,
    )
