"""Which units worked on a matter, and how many matters each worked on (单位统计): the units' rows don't add up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from lianxin.appeals.models import Attribution, SubOrder, Whistle, WhistleCall
from lianxin.appeals.queries.joint import standing
from lianxin.appeals.queries.satisfaction import satisfaction_of
from lianxin.appeals.queries.walls import accusing
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import Asked, following_states, listed
from lianxin.people.models import Unit
from lianxin.people.queries import units_in_use

LEAST = 10  # J7: of fewer than so many nothing is averaged


def units_of(matter: Any) -> list[Unit]:
    """The unit that leads and those that assisted."""
    lead = [matter.holder] if matter.holder is not None else []
    return [*lead, *(one.unit for one in standing(matter) if one.unit_id != matter.holder_id)]


def not_attributed(matter: Any) -> list[Unit]:
    """Those of them to which the rating was not put down yet."""
    done = set(matter.attributions.values_list("unit_id", flat=True))
    return [unit for unit in units_of(matter) if unit.pk not in done]


def rating_of(matter: Any) -> int | None:
    """The resident's rating of a matter; it belongs to the appeal (J14)."""
    return satisfaction_of([matter.pk]).get(matter.pk)


@dataclass(frozen=True)
class UnitLine:
    """What one unit had to do with; `ratings` and their mean are those put down to it."""

    unit: Unit
    involved: int
    led: int
    helped: int
    late: int
    ratings: int
    mean: float | None


@dataclass(frozen=True)
class UnitTable:
    """The units' table: a matter counts once for the town, once for each unit in it, so the rows don't add up (J14).

    `open`, `late`, `whistles`, `called` and `arrived` are the joint handling of the same span (D.6 no. 9).
    """

    lines: Sequence[UnitLine]
    total: int
    open: int
    late: int
    whistles: int
    called: int
    arrived: int


def unit_table(*, by: Actor, since: date | None, until: date | None) -> UnitTable:
    """Counted over what this actor's list shows, without what follows another matter; accusations are in no table."""
    now = clock.now()
    rows = listed(Asked(since=since, until=until), by=by, now=now).order_by()
    rows = rows.filter(~accusing()).exclude(state__in=[*following_states(), "voided"])
    keys = rows.values("pk")
    orders = SubOrder.objects.filter(matter__in=keys, recalled_at=None)
    late = orders.filter(
        Q(answered_at__gt=F("due_at")) | Q(answered_at=None, due_at__lt=now, matter__state="joint")
    )
    led = counted(rows.exclude(holder=None), "holder_id", "pk")
    helped, behind = counted(orders, "unit_id", "matter"), counted(late, "unit_id", "matter")
    both = counted(orders.filter(matter__holder=F("unit")), "unit_id", "matter")
    levels: dict[int, list[int]] = {}
    for unit, level in Attribution.objects.filter(matter__in=keys).values_list("unit_id", "satisfied"):
        levels.setdefault(unit, []).append(level)
    lines = [
        UnitLine(
            unit=unit,
            involved=led[unit.pk] + helped[unit.pk] - both[unit.pk],
            led=led[unit.pk],
            helped=helped[unit.pk],
            late=behind[unit.pk],
            ratings=len(levels.get(unit.pk, ())),
            mean=mean(levels.get(unit.pk, ())),
        )
        for unit in units_in_use()
    ]
    calls = WhistleCall.objects.filter(matter__in=keys)
    return UnitTable(
        lines=[line for line in lines if line.involved],
        total=rows.filter(Q(holder__isnull=False) | Q(pk__in=orders.values("matter"))).count(),
        open=rows.filter(state="joint").count(),
        late=late.filter(answered_at=None).count(),
        whistles=Whistle.objects.filter(matter__in=keys).count(),
        called=calls.count(),
        arrived=calls.exclude(arrived_at=None).count(),
    )


def counted(rows: "QuerySet[Any]", by: str, what: str) -> Counter[int]:
    """How many different ones there are by this column."""
    found = rows.order_by().values(by).annotate(times=Count(what, distinct=True))
    return Counter({row[by]: row["times"] for row in found})


def mean(levels: Sequence[int]) -> float | None:
    """The mean of ratings, where there are enough of them to say anything (J7)."""
    return sum(levels) / len(levels) if len(levels) >= LEAST else None
