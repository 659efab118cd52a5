"""Writing an edition of the counts of a month (月报): once by the machine, again by a leader who says why."""

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from lianxin.appeals.figures.scope import KIND
from lianxin.insight.models import MonthCount, MonthEdition
from lianxin.insight.queries.month_counts import counted_now
from lianxin.insight.rules.months import Month, month_of, months_between
from lianxin.kernel import chain, clock
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.context import current_county
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter

LOOK_BACK = 36  # months: what an office imports of years long past is history, not a month to be closed


def close_months() -> int:
    """Write the first edition of every month that is closed and has none; how many."""
    first = Matter.objects.filter(kind=KIND).aggregate(first=Min("filed_at"))["first"]
    if first is None:
        return 0
    last = month_of(clock.today()).earlier
    begin = month_of(timezone.localtime(first).date())
    known = set(MonthEdition.objects.values_list("month", flat=True))
    open_ones = [
        month
        for month in list(months_between(begin, last))[-LOOK_BACK:]
        if month.closed(clock.today()) and month.since not in known
    ]
    return sum(write_edition(month, by=system(current_county())) is not None for month in open_ones)


@transaction.atomic
def write_edition(month: Month, *, by: Actor, number: int = 1, reason: str = "") -> MonthEdition | None:
    """Count the month as it stands and keep that; None when `number` isn't the next: somebody was first.

    The head of the log is held meanwhile: nothing is written between the place it names and the counting.
    """
    head = chain.lock_head(Event.CHAIN)
    known = MonthEdition.objects.filter(month=month.since).aggregate(last=Max("number"))["last"] or 0
    if number != known + 1:
        return None
    counts = counted_now(system(current_county()), month, month).get(month.code, {})
    edition = MonthEdition.objects.create(
        month=month.since,
        number=number,
        seq=head.seq,
        cut_off=clock.now(),
        total=sum(counts.values()),
        reason=reason,
        made_by=by.account,
    )
    MonthCount.objects.bulk_create(
        MonthCount(edition=edition, category=category, state=state, count=count)
        for (category, state), count in sorted(counts.items())
    )
    return edition
