"""Orders given back and duties disputed, by the unit that did so (退单、裁定; D.6, 8).

A high share may mean a bad catalogue as well as a unit that pushes things away: the reasons stand beside it. Whose
the order was counts, not who holds the matter now: with `unit` a figure asks about the orders of that unit.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Count, F, Q, QuerySet

from lianxin.appeals.figures.weekly import counted, is_counted
from lianxin.appeals.models import Adjudication, Order, Return
from lianxin.kernel.figures.registry import Asked
from lianxin.matters.models import Matter


def whoever_holds_it(asked: Asked) -> Asked:
    """The same question of all units: the matter may be with another by now."""
    return replace(asked, unit=None)


def of_the_unit(asked: Asked, column: str) -> Q:
    """The rows of the unit that was asked about, or all."""
    return Q((column, asked.unit)) if asked.unit else Q()


def sent_out(asked: Asked) -> QuerySet[Matter]:
    """Those sent to a unit by the desk in the span; what a decision gave to a unit was not sent again."""
    return counted(whoever_holds_it(asked)).filter(pk__in=orders(asked).values("matter_id"))


def orders(asked: Asked) -> QuerySet[Order]:
    """The dispatches of the span; one that signs itself when it is written came by a decision."""
    by_the_desk = Q(signed_at=None) | Q(signed_at__gt=F("dispatched_at")) | Q(deemed=False)
    return Order.objects.filter(asked.spans("dispatched_at"), by_the_desk, of_the_unit(asked, "unit"))


def given_back(asked: Asked) -> QuerySet[Matter]:
    """Of those sent in the span the ones that a unit asked to give back, whenever it did."""
    return counted(whoever_holds_it(asked)).filter(pk__in=returns(asked).values("matter_id"))


def returns(asked: Asked) -> QuerySet[Return]:
    """The returns of orders sent in the span."""
    return Return.objects.filter(asked.spans("order__dispatched_at"), of_the_unit(asked, "unit"))


def ruled_on(asked: Asked) -> QuerySet[Matter]:
    """Those decided in the span whose duty they are, by an adjudicator or because nobody decided in time."""
    return counted(whoever_holds_it(asked)).filter(pk__in=rulings(asked).values("matter_id"))


def rulings(asked: Asked) -> QuerySet[Adjudication]:
    """The decisions of the span, by the unit that had given the order back."""
    return Adjudication.objects.filter(asked.spans("decided_at"), of_the_unit(asked, "asking"))


def for_reason(rows: QuerySet[Matter], ground: str, asked: Asked) -> QuerySet[Matter]:
    """Those given back for this reason."""
    return rows.filter(pk__in=returns(asked).filter(ground=ground).values("matter_id"))


@dataclass
class GivenBack:
    """What one unit gave back of what it was sent, for which reasons, and what was decided about it (件)."""

    sent: int = 0
    back: int = 0
    ruled: int = 0
    grounds: dict[str, int] = field(default_factory=dict)


def by_unit(asked: Asked) -> dict[int, GivenBack]:
    """The units that gave anything back or had it decided, each with its numbers; a matter counts once for a unit."""
    found: defaultdict[int, GivenBack] = defaultdict(GivenBack)
    mine = is_counted(whoever_holds_it(asked), "matter_id")
    back: defaultdict[int, set[int]] = defaultdict(set)
    reasons: set[tuple[int, str, int]] = set(
        returns(asked).filter(mine).order_by().values_list("unit_id", "ground", "matter_id")
    )
    for unit, ground, matter in reasons:
        back[unit].add(matter)
        found[unit].grounds[ground] = found[unit].grounds.get(ground, 0) + 1
    for unit, matters in back.items():
        found[unit].back = len(matters)
    times = Count("matter_id", distinct=True)
    for unit, count in rulings(asked).filter(mine).order_by().values_list("asking_id").annotate(times):
        found[unit].ruled = count
    sent = orders(asked).filter(mine, unit__in=list(found)).order_by() if found else Order.objects.none()
    for unit, count in sent.values_list("unit_id").annotate(times):
        found[unit].sent = count
    return dict(found)
