"""What units gave back and what was decided about it (退单、裁定), a line a unit with the reasons (D.6, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.appeals.figures.returns import GivenBack, by_unit
from lianxin.appeals.rules.returning import Ground
from lianxin.insight.figures.weeks import Week
from lianxin.kernel.figures.registry import Asked, Query, Text, Told
from lianxin.people.models import Unit as Office


@dataclass(frozen=True)
class Reason:
    """One reason, how many were given back for it, and the list behind it."""

    label: Text
    count: int
    address: str


@dataclass(frozen=True)
class ReturnLine:
    """One unit: what it gave back of what it was sent, why, and how many had to be decided."""

    name: str
    told: Told
    reasons: Sequence[Reason]
    ruled: Told


def returned(week: Week, asked: Asked) -> list[ReturnLine]:
    """The units that gave something back or disputed in a week, who gave back most first; no ranking of the others."""
    found = by_unit(asked)
    names = dict(Office.objects.filter(pk__in=list(found)).values_list("pk", "name")) if found else {}
    lines = [line(week, key, names.get(key, "—"), numbers) for key, numbers in found.items()]
    return sorted(lines, key=lambda one: (-one.told.n, -one.ruled.n, one.name))


def line(week: Week, unit: int, name: str, numbers: GivenBack) -> ReturnLine:
    """The numbers of one unit with their lists."""
    back = Query("given_back", week.monday, week.sunday, unit=unit)
    ruled = Query("ruled_on", week.monday, week.sunday, unit=unit)
    return ReturnLine(
        name,
        Told(back, numbers.back, numbers.sent),
        [
            Reason(ground.label, numbers.grounds[ground], back.only("ground", ground).address())
            for ground in Ground
            if numbers.grounds.get(ground)
        ],
        Told(ruled, numbers.ruled),
    )
