"""Rates that are all or nothing three weeks running (满分或零分): a question to the auditor, never a prize (CNT-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.insight.figures.weeks import Week
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import Figure, Query, Told, figures, tell

RUNNING = 3
SELDOM = frozenset({"reworked", "reopened", "repeated"})
"""What seldom happens: a small office has none for weeks, and nobody need look into that; all would be doubtful."""


@dataclass(frozen=True)
class Extreme:
    """One rate that was 100 % or 0 % in each of these weeks, the latest first."""

    figure: Figure
    area: str
    weeks: Sequence[Told]


def extremes(last: Week, *, area: str, by: Actor, now: datetime) -> list[Extreme]:
    """Of every rate, whether the three weeks up to this one were all full or all empty; no week without a case."""
    weeks = [last, *last.before(RUNNING - 1)]
    rates = [figure for figure in figures() if figure.denominator is not None]
    queries = {
        f"{figure.code}:{place}": Query(figure.code, week.monday, week.sunday, area=area)
        for figure in rates
        for place, week in enumerate(weeks)
    }
    told = tell(queries, by=by, now=now)
    found = [
        Extreme(figure, area, [told[f"{figure.code}:{place}"] for place in range(RUNNING)])
        for figure in rates
    ]
    return [one for one in found if all_or_nothing(one.weeks, seldom=one.figure.code in SELDOM)]


def all_or_nothing(weeks: Sequence[Told], *, seldom: bool = False) -> bool:
    """Whether each week had cases and all of them, or none of them, in the numerator."""
    if not all(week.d for week in weeks):
        return False
    nothing = not seldom and all(week.n == 0 for week in weeks)
    return nothing or all(week.n == week.d for week in weeks)
