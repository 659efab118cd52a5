"""What was done in time (按时): the clocks that were due in a span, and how each came to its end (D.6, 3 to 5)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, When

from lianxin.appeals.figures.weekly import counted, is_counted
from lianxin.appeals.models import Handling, Order, Reply
from lianxin.kernel.figures.registry import Asked, Numbers
from lianxin.kernel.models.looks import Look
from lianxin.matters.models import Clock, Matter

ENDED, KEPT, MISSED = 0, 1, 2


def clocks(codes: Sequence[str], asked: Asked, *, by: str = "due") -> "QuerySet[Clock]":
    """The clocks of these limits that were due in the span.

    By the day they are due now, those that stand still are left out: it is still moving. When they were due at first
    is the same for good, so nobody leaves that figure by standing still.
    """
    found = Clock.objects.filter(asked.spans(by), row_kind="matter", limit__in=codes)
    return found.filter(paused=None) if by == "due" else found


def contacted() -> Q:
    """A clock that stopped because somebody spoke with the resident; a message by machine is no contact."""
    row, at = OuterRef("row_id"), OuterRef("stopped")
    spoke = Handling.objects.filter(matter_id=row, kind="contact", written_at=at)
    answered = Reply.objects.filter(matter_id=row, written_at=at)
    return Look(spoke) | Look(answered)


def signed() -> Q:
    """A clock that stopped because the unit signed, not because it counts as having signed."""
    orders = Order.objects.filter(matter_id=OuterRef("row_id"), signed_at=OuterRef("stopped"), deemed=False)
    return Q(Look(orders))


def finished() -> Q:
    """A clock that stopped at what became the answer."""
    replies = Reply.objects.filter(
        matter_id=OuterRef("row_id"), written_at=OuterRef("stopped"), sent_at__isnull=False
    )
    return Q(Look(replies))


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

    def across(self, spans: Sequence[Asked]) -> list[Numbers]:
        """Both sides of several spans, each looking at every clock once: a matter is as late as its latest clock."""
        lies = [When(one.spans(self.by), then=place) for place, one in enumerate(spans)]
        each = self.clocks_of(replace(spans[0], end=spans[-1].end))
        spanned = each.annotate(span=Case(*lies, output_field=IntegerField()))
        worst = spanned.values("county_id", "span", "row_id").annotate(worst=Max(self.outcome()))
        sides: dict[str, Count] = {}
        for place in range(len(spans)):
            sides[f"kept_{place}"] = Count("row_id", filter=Q(span=place, worst=KEPT))
            sides[f"due_{place}"] = Count("row_id", filter=Q(span=place, worst__gt=ENDED))
        found = worst.aggregate(**sides)
        return [(found[f"kept_{place}"], found[f"due_{place}"]) for place in range(len(spans))]

    def by_unit(self, asked: Asked) -> dict[int | None, tuple[int, int]]:
        """Both sides of a span by the unit that holds the matter now."""
        holder = Matter.objects.filter(pk=OuterRef("row_id")).values("holder_id")[:1]
        held = self.clocks_of(asked).annotate(holder=Subquery(holder)).values("row_id", "holder")
        found: dict[int | None, tuple[int, int]] = {}
        for unit, worst in held.annotate(worst=Max(self.outcome())).values_list("holder", "worst"):
            kept, due = found.get(unit, (0, 0))
            found[unit] = (kept + (worst == KEPT), due + (worst > ENDED))
        return {unit: sides for unit, sides in found.items() if sides[1]}

    def clocks_of(self, asked: Asked) -> QuerySet[Clock]:
        """The clocks that were due in a span, of matters that count."""
        return clocks(self.codes, asked, by=self.by).filter(is_counted(asked, "row_id"))

    def outcome(self) -> Case:
        """How a clock ended: what `due` and `kept` say of it, with one look at what stopped it."""
        return Case(
            When(Q(stopped=None) | Q(stopped__gt=F(self.by)), then=MISSED),
            When(self.done(), then=KEPT),
            When(stopped=F(self.by), then=MISSED),
            default=ENDED,
            output_field=IntegerField(),
        )

    def ended_before(self) -> Q:
        """Stopped before its time without the thing being done."""
        return Q(stopped__isnull=False, stopped__lt=F(self.by)) & ~self.done()
