"""The rows behind the figures of the Monday page (D.6, 1 to 5): what is counted, and what it is divided by.

Matters merged into others and void ones are in none of them (INV-14); nor are accusations, see `scope`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lianxin.appeals.figures.balance import TERMS, moved_by, open_then
from lianxin.appeals.figures.scope import scope_of
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.weeks import latest_start
from lianxin.kernel.figures.registry import Asked, Numbers, midnight
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.looks import Look, among
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Contact, Matter
from lianxin.matters.queries import following_states, open_states
from lianxin.places.queries.maps import standing_for

SOON = timedelta(days=3)
Band = tuple[int, int | None]
BANDS: tuple[Band, ...] = ((0, 5), (6, 10), (11, 20), (21, 60), (61, None))
"""Ages of open matters in working days [DEF], edition 2026-11; source: D.6 figure 2."""


def counted(asked: Asked) -> QuerySet[Matter]:
    """The matters that count: neither merged into another nor void."""
    return scope_of(asked).matters().exclude(state__in=[*following_states(), "voided"])


def is_counted(asked: Asked, key: str) -> Look:
    """Whether the matter whose key stands in this column is one of them."""
    return among(counted(asked), key)


def filed(asked: Asked) -> QuerySet[Matter]:
    """Those the residents spoke of in the span."""
    return counted(asked).filter(asked.spans("filed_at"))


def filed_across(spans: Sequence[Asked]) -> list[Numbers]:
    """How many were new in each of these spans, by one walk over all of them."""
    rows = filed(replace(spans[0], end=spans[-1].end))
    sides = {f"span_{place}": Count("pk", filter=one.spans("filed_at")) for place, one in enumerate(spans)}
    found = rows.order_by().aggregate(**sides)
    return [(found[name], None) for name in sides]


def spoken_of(asked: Asked) -> QuerySet[Matter]:
    """Those somebody spoke about in the span, new or not (接触)."""
    return counted(asked).filter(pk__in=contacts(asked).values("matter_id"))


def contacts(asked: Asked) -> QuerySet[Contact]:
    """Each time somebody spoke in the span; one matter may have many."""
    return Contact.objects.filter(asked.spans("at"))


def through(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """With `door`, the channel of the first contact."""
    first = Contact.objects.filter(matter=OuterRef("pk")).order_by("at", "pk")
    return rows.annotate(door=Subquery(first.values("channel")[:1]))


def of_channel(rows: QuerySet[Matter], channel: str, asked: Asked) -> QuerySet[Matter]:
    """Those that first came through this channel; empty: those without any contact on record."""
    return through(rows).filter(Q(("door", channel or None)))


def of_village(rows: QuerySet[Matter], key: str, asked: Asked) -> QuerySet[Matter]:
    """Those of a village as the map was on the last day of the span; empty: without a place."""
    if not key.isdecimal():
        return rows.filter(area=None)
    return rows.filter(area_id__in=standing_for(int(key), on=asked.last_day))


def of_late_entries(rows: QuerySet[Matter], value: str, asked: Asked) -> QuerySet[Matter]:
    """Those that were written down with their answer, later than they happened (补录)."""
    return rows.filter(late_entered=value == "1")


def of_unit(rows: QuerySet[Matter], key: str, asked: Asked) -> QuerySet[Matter]:
    """Those a unit holds; empty: nobody yet."""
    return rows.filter(holder_id=int(key) if key.isdecimal() else None)


def of_age(rows: QuerySet[Matter], band: str, asked: Asked) -> QuerySet[Matter]:
    """Those this many working days old at the end of the span: `6-10`, `61-`."""
    low, _dash, high = band.partition("-")
    first, last = days_of_age(
        int(low), int(high) if high else None, today=asked.last_day, calendar=calendar_in_force()
    )
    if first:
        rows = rows.filter(filed_at__gte=midnight(first))
    return rows.filter(filed_at__lt=midnight(last + timedelta(days=1))) if last else rows


def days_of_age(
    low: int, high: int | None, *, today: date, calendar: Calendar
) -> tuple[date | None, date | None]:
    """The first and last filing day of this age; the first is open when the age has no upper end.

    A matter is n working days old when n working days have begun since the day it was filed.
    """
    last = None if low == 0 else latest_start(low, today, calendar)
    first = None if high is None else latest_start(high + 1, today, calendar) + timedelta(days=1)
    return first, last


def open_at_the_end(asked: Asked) -> QuerySet[Matter]:
    """Those in hand when the span ends."""
    return open_then(scope_of(asked), asked.end)


def open_at_the_start(asked: Asked) -> QuerySet[Matter]:
    """Those in hand when the span begins."""
    return open_then(scope_of(asked), asked.start)


def moved(asked: Asked) -> QuerySet[Matter]:
    """Those that became open in the span or ceased to be."""
    terms = Q()
    for term in TERMS:
        terms |= moved_by(term)
    return scope_of(asked).matters().filter(pk__in=crossed(asked, terms))


def of_term(rows: QuerySet[Matter], term: str, asked: Asked) -> QuerySet[Matter]:
    """Those that moved by one term of the balance."""
    return rows.filter(pk__in=crossed(asked, moved_by(term)))


def crossed(asked: Asked, which: Q) -> "QuerySet[Event, int]":
    """The keys of matters with such an event in the span."""
    events = Event.objects.filter(which, asked.spans("at"), row_kind="matter")
    return events.values_list("row_id", flat=True)


def overdue(asked: Asked) -> QuerySet[Matter]:
    """In hand now, and past the limit of the step it is at."""
    return counted(asked).filter(state__in=open_states(), due_at__lt=asked.now)


def due_soon(asked: Asked) -> QuerySet[Matter]:
    """In hand now, and due within three days."""
    until = asked.now + SOON
    return counted(asked).filter(state__in=open_states(), due_at__gte=asked.now, due_at__lt=until)
