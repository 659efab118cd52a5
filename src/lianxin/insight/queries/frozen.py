"""Frozen figures as an actor may know of them: inside their scope, and none that holds what they keep away from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.frozen import Recount, recount, untouched
from lianxin.kernel.figures.numbers import Count, Rate, Unit
from lianxin.kernel.figures.registry import DENOMINATOR
from lianxin.kernel.models.figure import FrozenFigure
from lianxin.kernel.naming import Named, names_of
from lianxin.matters.flows import matter_flows
from lianxin.matters.models import Matter
from lianxin.places.rules import inside

MOST = 200


def frozen_figures(by: Actor) -> list[FrozenFigure]:
    """The latest copies."""
    rows = list(FrozenFigure.objects.order_by("-cut_off", "pk")[:MOST])
    away = kept_from(by)
    return [row for row in rows if known_to(row, by, away)]


def frozen_figure(key: int, *, by: Actor) -> FrozenFigure | None:
    """One copy, if the actor may know of it."""
    row = FrozenFigure.objects.filter(pk=key).first()
    return row if row is not None and known_to(row, by, kept_from(by)) else None


def known_to(row: FrozenFigure, by: Actor, away: set[int]) -> bool:
    """Whether the copy lies in the actor's scope and counts nothing they have to keep away from (回避)."""
    within = all(inside(scope, by.scopes) for scope in row.scopes) and bool(row.scopes)
    return within and not any(away.intersection(keys) for keys in row.rows.values())


def kept_from(by: Actor) -> set[int]:
    """The matters an actor has to keep away from; few, and mostly none."""
    avoided = Q(pk__in=[])
    for flow in matter_flows():
        avoided |= Q(kind=flow.code) & flow.avoided(by)
    return set(Matter.objects.filter(avoided).values_list("pk", flat=True))


@dataclass(frozen=True)
class Moved:
    """One row that makes the difference, as the actor may see it."""

    named: Named | None
    came: bool
    below: bool
    why: str


@dataclass(frozen=True)
class Comparison:
    """A copy with what counting again gives; `recounted` is None where the figure is no longer counted."""

    row: FrozenFigure
    untouched: bool
    recounted: Recount | None
    moved: Sequence[Moved]

    @property
    def words_now(self) -> str:
        """What counting again gives."""
        told = self.recounted
        if told is None:
            return ""
        unit = Unit(self.row.unit)
        number = Count(told.numerator, unit)
        return str(number if told.denominator is None else Rate(number, Count(told.denominator, unit)))


def compare(row: FrozenFigure, *, by: Actor, now: datetime) -> Comparison:
    """重算对比."""
    told = recount(row, by=by, now=now)
    changes = told.changes if told else []
    names = names_of([("matter", one.row) for one in changes], by=by)
    moved = [
        Moved(names.get(("matter", one.row)), one.came, one.side == DENOMINATOR, str(one.why))
        for one in changes
    ]
    return Comparison(row, untouched(row), told, moved)
