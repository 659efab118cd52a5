"""The rows behind the figures of the Monday page (D.6, 1 to 5): what is counted, and what it is divided by.

Matters merged into others and void ones are in none of them (INV-14); nor are accusations, see `scope`.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from lianxin.appeals.figures.balance import TERMS, moved_by, open_then
from lianxin.appeals.figures.scope import scope_of
from lianxin.appeals.models import Handling, Order, Reply
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.weeks import latest_start
from lianxin.kernel.figures.registry import Asked, midnight
from lianxin.kernel.models.event import Event
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.matters.queries import following_states, open_states
from lianxin.places.queries.maps import standing_for

SOON = timedelta(days=3)
BANDS = ((0, 5), (6, 10), (11, 20), (21, 60), (61, None))
"""Ages of open matters in working days [DEF], edition 2026-11; source: D.6 figure 2."""


def counted(asked: Asked) -> QuerySet[Matter]:
    """The matters that count: neither merged into another nor void."""
    return scope_of(asked).matters().exclude(state__in=[*following_states(), "voided"])


def filed(asked: Asked) -> QuerySet[Matter]:
    """Those the residents spoke of in the span."""
    return counted(asked).filter(filed_at__gte=asked.start, filed_at__lt=asked.end)


def spoken_of(asked: Asked) -> QuerySet[Matter]:
    """Those somebody spoke about in the span, new or not (接触)."""
    return counted(asked).filter(pk__in=contacts(asked).values("matter_id"))


def contacts(asked: Asked) -> QuerySet[Contact]:
    """Each time somebody spoke in the span; one matter may have many."""
    return Contact.objects.filter(at__gte=asked.start, at__lt=asked.end)


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
    events = Event.objects.filter(which, row_kind="matter", at__gte=asked.start, at__lt=asked.end)
    return events.values_list("row_id", flat=True)


def clocks(codes: Sequence[str], asked: Asked, *, by: str = "due") -> "QuerySet[Clock]":
    """The clocks of these limits that were due in the span, those that stand still left out."""
    span = {f"{by}__gte": asked.start, f"{by}__lt": asked.end}
    return Clock.objects.filter(row_kind="matter", limit__in=codes, paused=None, **span)


def contacted() -> Q:
    """A clock that stopped because somebody spoke with the resident; a message by machine is no contact."""
    row, at = OuterRef("row_id"), OuterRef("stopped")
    spoke = Handling.objects.filter(matter_id=row, kind="contact", written_at=at)
    answered = Reply.objects.filter(matter_id=row, written_at=at)
    return Exists(spoke) | Exists(answered)


def signed() -> Q:
    """A clock that stopped because the unit signed, not because it counts as having signed."""
    orders = Order.objects.filter(matter_id=OuterRef("row_id"), signed_at=OuterRef("stopped"), deemed=False)
    return Q(Exists(orders))


def finished() -> Q:
    """A clock that stopped at what became the answer."""
    replies = Reply.objects.filter(
        matter_id=OuterRef("row_id"), written_at=OuterRef("stopped"), sent_at__isnull=False
    )
    return Q(Exists(replies))


class InTime:
    """A pair of sides about a limit: what was due in the span, and what of it was done in time.

    What ended another way before it was due (withdrawn, referred …) was never due. A matter with two such clocks
    in one span is in time when neither was missed.
    """

    def __init__(self, codes: Sequence[str], done: Callable[[], Q], *, by: str = "due") -> None:
        self.codes, self.done, self.by = tuple(codes), done, by

    def due(self, asked: Asked) -> QuerySet[Matter]:
        """The denominator."""
        clocks_due = clocks(self.codes, asked, by=self.by).exclude(self.ended_before())
        return counted(asked).filter(pk__in=clocks_due.values("row_id"))

    def kept(self, asked: Asked) -> QuerySet[Matter]:
        """The numerator."""
        in_time = Q(stopped__isnull=False, stopped__lte=F(self.by)) & self.done()
        missed = clocks(self.codes, asked, by=self.by).exclude(self.ended_before()).exclude(in_time)
        return self.due(asked).exclude(pk__in=missed.values("row_id"))

    def ended_before(self) -> Q:
        """Stopped before its time without the thing being done."""
        return Q(stopped__isnull=False, stopped__lt=F(self.by)) & ~self.done()


def overdue(asked: Asked) -> QuerySet[Matter]:
    """In hand now, and past the limit of the step it is at."""
    return counted(asked).filter(state__in=open_states(), due_at__lt=asked.now)


def due_soon(asked: Asked) -> QuerySet[Matter]:
    """In hand now, and due within three days."""
    until = asked.now + SOON
    return counted(asked).filter(state__in=open_states(), due_at__gte=asked.now, due_at__lt=until)
