"""How many stood in hand at some moments of the near past, from one walk over what is in hand now (在办).

What is in hand now is many, what was touched since a moment is few: the rows of `balance.open_then` are counted as
all that are open now, without those touched since, with those that set out from an open state.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from lianxin.appeals.figures.balance import crossing, events, set_out, touched
from lianxin.appeals.figures.scope import Scope, scope_of
from lianxin.appeals.figures.weekly import BANDS, SOON, Band, days_of_age
from lianxin.kernel.figures.registry import Asked, midnight
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Matter
from lianxin.matters.queries import open_states

LATER, LATE, DUE_SOON = 0, 1, 2


class InHand:
    """What is in hand now, by the age it has at the end of a span; and how much of it is late, or soon will be."""

    def __init__(self, asked: Asked) -> None:
        self.scope, self.age = scope_of(asked), age_at(asked)
        self.now: Counter[int] = Counter()
        self.pressing: Counter[int] = Counter()
        rows = self.scope.matters().filter(state__in=open_states()).order_by()
        for age, due, count in rows.values_list(self.age, due_at(asked)).annotate(Count("pk")):
            self.now[age] += count
            self.pressing[due] += count

    def at(self, moment: datetime) -> Counter[int]:
        """What was in hand at a moment, by the place of its age among the bands."""
        found = Counter(self.now)
        found.subtract(self.by_age(self.scope.matters().filter(touched(moment), state__in=open_states())))
        found.update(self.by_age(self.scope.matters().filter(set_out(moment))))
        return found

    def by_age(self, rows: QuerySet[Matter]) -> Counter[int]:
        """How many of these rows there are of each age."""
        return Counter(dict(rows.order_by().values_list(self.age).annotate(Count("pk"))))


def age_at(asked: Asked) -> Case:
    """The place of a matter's age among the bands, on the last day of a span, by the days of `of_age`."""
    calendar, today = calendar_in_force(), asked.last_day
    firsts = [days_of_age(low, high, today=today, calendar=calendar)[0] for low, high in BANDS]
    younger = [When(filed_at__gte=midnight(first), then=place) for place, first in enumerate(firsts) if first]
    return Case(*younger, default=len(BANDS) - 1, output_field=IntegerField())


def due_at(asked: Asked) -> Case:
    """Whether a matter is past its limit, due soon, or neither: the rows of `weekly.overdue` and `weekly.due_soon`."""
    return Case(
        When(due_at__lt=asked.now, then=LATE),
        When(due_at__lt=asked.now + SOON, then=DUE_SOON),
        default=LATER,
        output_field=IntegerField(),
    )


def banded(counts: Counter[int]) -> dict[Band, int]:
    """Counts by age in the order of the bands."""
    return {band: counts[place] for place, band in enumerate(BANDS)}


def before(scope: Scope, count: int, moments: Sequence[datetime]) -> list[int]:
    """How many stood in hand at each earlier moment, where `count` did at the first; latest first."""
    spans = list(zip(moments[1:], moments, strict=False))
    moves = events(scope).filter(crossing(), at__gte=moments[-1], at__lt=moments[0])
    came, went = Q(target__in=open_states()), ~Q(target__in=open_states())
    sides = {
        f"{side}_{place}": Count("pk", filter=which & Q(at__gte=start, at__lt=end))
        for place, (start, end) in enumerate(spans)
        for side, which in (("came", came), ("went", went))
    }
    found, counts = moves.aggregate(**sides), [count]
    for place in range(len(spans)):
        counts.append(counts[-1] - found[f"came_{place}"] + found[f"went_{place}"])
    return counts[1:]
