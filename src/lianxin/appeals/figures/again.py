"""What had to be done once more (重办、重启、重复诉求; D.6 figure 7).

A repeated appeal that was merged into the earlier one is counted here, and only here: merging it is what hides it.
Who spoke before and where is asked of the rows; before that is erased, what it says is kept as a mark (INV-20).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Max, Min, OuterRef, Q, QuerySet, Sum, When
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.balance import moved_by
from lianxin.appeals.figures.called import span_of
from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.declared import BY_UNIT
from lianxin.appeals.figures.scope import KIND, scope_of
from lianxin.appeals.figures.weekly import counted, is_counted, of_village
from lianxin.appeals.models import Appeal, Appellant, Callback
from lianxin.appeals.rules import Resolved
from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Numbers, Text, register
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.looks import Look, among
from lianxin.kernel.models.moments import DaysEarlier
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states

SOON = timedelta(days=30)
BEFORE = timedelta(days=90)
"""Reopened within 30 days, repeated within 90: as D.6 figure 7 defines them."""
Events = Callable[[Asked], "QuerySet[Event]"]


def closings(asked: Asked) -> QuerySet[Event]:
    """What was closed in the span."""
    return Event.objects.filter(moved_by("closed"), asked.spans("at"), row_kind="matter")


def closings_of_reworked(asked: Asked) -> QuerySet[Event]:
    """… after a resident had said that it wasn't done."""
    asked_before = Callback.objects.filter(matter_id=OuterRef("row_id"), at__lt=OuterRef("at"))
    undone = asked_before.filter(reached=True, resolved__in=(Resolved.PARTLY, Resolved.NO))
    return closings(asked).filter(Q(Look(undone)))


def reopenings(asked: Asked) -> QuerySet[Event]:
    """What was taken up again in the span, within 30 days of being closed."""
    closed = Event.objects.filter(moved_by("closed"), row_kind="matter", row_id=OuterRef("row_id"))
    lately = closed.filter(at__gte=DaysEarlier(OuterRef("at"), SOON.days), at__lte=OuterRef("at"))
    taken_up = Event.objects.filter(asked.spans("at"), row_kind="matter", move="reopen")
    return taken_up.filter(Q(Look(lately)), source__in=("closed", "archived"))


class OfClosed:
    """A share of what was closed in a span, from events; a matter counts once on each side."""

    def __init__(self, above: Events) -> None:
        self.above = above

    def below(self, asked: Asked) -> QuerySet[Matter]:
        """What was closed."""
        return counted(asked).filter(pk__in=closings(asked).values("row_id"))

    def rows(self, asked: Asked) -> QuerySet[Matter]:
        """What is counted of it."""
        return counted(asked).filter(pk__in=self.above(asked).values("row_id"))

    def across(self, spans: Sequence[Asked]) -> list[Numbers]:
        """Both sides of several spans, a walk over the events each."""
        above, below = (by_span(events, spans) for events in (self.above, closings))
        return [(above.get(place, 0), below.get(place, 0)) for place in range(len(spans))]

    def share(self, code: str, name: Text, formula: Text) -> Figure:
        """Declared as a figure."""
        return register(
            Figure(
                code,
                name,
                Unit.MATTER,
                formula,
                self.rows,
                lists="matters",
                denominator=self.below,
                below=_("这段时间里办结的件数，结果怎样都算；一件办结两次只算一件。"),
                slices=BY_UNIT,
                why=why,
                across=self.across,
            )
        )


def by_span(events: Events, spans: Sequence[Asked]) -> dict[int, int]:
    """How many matters had such an event in each of these spans."""
    whole = replace(spans[0], end=spans[-1].end)
    rows = events(whole).filter(is_counted(whole, "row_id")).annotate(span=span_of(spans, "at"))
    told = rows.order_by().values("county_id", "span").annotate(times=Count("row_id", distinct=True))
    return dict(told.values_list("span", "times"))


def raised(asked: Asked) -> QuerySet[Matter]:
    """What residents spoke of in the span, with what was merged into another; void ones are none."""
    return scope_of(asked).matters().filter(asked.spans("filed_at")).exclude(state="voided")


def is_repeat(asked: Asked) -> Q:
    """Merged into another, or the same person or place spoke of the same class in the 90 days before."""
    return Q(state__in=following_states()) | Q(appeal__repeats=True) | said_before(asked)


def said_before(asked: Asked) -> Q:
    """The same person or place spoke of the same class in the 90 days before, as far as the rows still say so."""
    scope = replace(asked, area="", unit=None)
    known = among(scope_of(scope).matters().exclude(state="voided"), "matter_id")
    by_phone, by_person = (spoke_before(key, known) for key in ("phone_index", "person"))
    return Q(Look(by_phone)) | Q(Look(by_person)) | any_known(spoken_there(), known)


def any_known(rows: "QuerySet[Any]", known: Look) -> Q:
    """Whether there is one of these that is known: mostly there is none at all, which is the cheaper question."""
    return Q(Look(rows)) & Q(Look(rows.filter(known)))


def spoken_there() -> "QuerySet[Appeal]":
    """What was said of the same class at the same address before; few, so that their area and day are asked last."""
    outer = {name: OuterRef(OuterRef(name)) for name in ("area", "filed_at")}
    before = Matter.objects.filter(
        pk=OuterRef("matter_id"),
        area=outer["area"],
        filed_at__lt=outer["filed_at"],
        filed_at__gte=DaysEarlier(outer["filed_at"], BEFORE.days),
    )
    said = Appeal.objects.filter(category=OuterRef("appeal__category"), address=OuterRef("appeal__address"))
    return said.exclude(address__in=("", ERASED)).filter(Q(Look(before)))


def spoke_before(key: str, known: Look) -> "QuerySet[Appellant]":
    """Who speaks in a matter and spoke of the same class before, by telephone or as a resident the desk knows."""
    earlier = Appellant.objects.filter(
        (key, OuterRef(key)),
        matter__filed_at__lt=OuterRef("matter__filed_at"),
        matter__filed_at__gte=DaysEarlier(OuterRef("matter__filed_at"), BEFORE.days),
        matter__appeal__category=OuterRef("matter__appeal__category"),
    )
    here = Appellant.objects.filter(matter=OuterRef("pk"))
    here = here.exclude(phone_index="") if key == "phone_index" else here.exclude(person=None)
    return here.filter(any_known(earlier, known))


def keep_repeats(going: "QuerySet[Any]") -> None:
    """Mark which matters were said before, of those whose speakers or words go now, and of those that repeat them."""
    erased = Matter.objects.filter(pk__in=going.values("matter_id"), kind=KIND)
    span = erased.aggregate(first=Min("filed_at"), last=Max("filed_at"))
    if span["first"] is None:
        return
    every = Asked(system(current_county()), clock.now(), span["first"], span["last"] + BEFORE)
    classes = erased.values("appeal__category")
    rows = scope_of(every).matters().filter(filed_at__gte=every.start, filed_at__lte=every.end)
    rows = rows.filter(said_before(every), appeal__category__in=classes, appeal__repeats=False)
    Appeal.objects.filter(matter_id__in=list(rows.values_list("pk", flat=True))).update(repeats=True)


def repeated(asked: Asked) -> QuerySet[Matter]:
    """Those that were said before."""
    return raised(asked).filter(is_repeat(asked))


def repeated_across(spans: Sequence[Asked]) -> list[Numbers]:
    """Both sides of several spans, by one walk over what was raised."""
    whole = replace(spans[0], end=spans[-1].end)
    rows = raised(whole).order_by().annotate(span=span_of(spans, "filed_at"))
    rows = rows.annotate(again=Case(When(is_repeat(whole), then=1), default=0))
    told = rows.values("county_id", "span").annotate(times=Count("pk"), repeats=Sum("again"))
    found = {
        place: (repeats, times) for place, repeats, times in told.values_list("span", "repeats", "times")
    }
    return [found.get(place, (0, 0)) for place in range(len(spans))]


REWORKED = OfClosed(closings_of_reworked).share(
    "reworked", _("重办率"), _("分母里回访时说没解决、部分解决，重办以后才办结的件数。")
)
REOPENED = OfClosed(reopenings).share(
    "reopened", _("重启率"), _("这段时间里重启的件数，上一次办结到重启不超过 30 天。")
)
REPEATED = register(
    Figure(
        "repeated",
        _("重复诉求率"),
        Unit.MATTER,
        _("分母里的件，前 90 天内同一人或同一地点反映过同一类事的；已并入别的件的在这里也算。"),
        repeated,
        lists="matters",
        denominator=raised,
        below=_("这段时间里反映的件数，已并入别的件的也在内；作废的不算。"),
        slices={"village": of_village},
        why=why,
        across=repeated_across,
    )
)
