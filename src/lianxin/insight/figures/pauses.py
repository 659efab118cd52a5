"""Figure 8 of the Monday page, the part about time: 延期 and 挂起 by unit, with their share of what was due (D.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.appeals.figures import pauses
from lianxin.kernel.figures.registry import Asked, Query, Told
from lianxin.people.models import Unit as Office


@dataclass(frozen=True)
class PauseLine:
    """One unit: how often it asked for more time and stood still in the week, and of what was due in it."""

    name: str
    extended: Told
    extended_share: Told
    suspended: Told
    suspended_share: Told


def lines(asked: Asked, week: Query) -> Sequence[PauseLine]:
    """The units that took longer or stood still, the most first; each number has its list."""
    longer = pauses.counts_by_unit(pauses.extended(asked))
    still = pauses.counts_by_unit(pauses.suspended(asked))
    sides = pauses.by_unit(asked)
    took = {key for key, (_due, one, two) in sides.items() if one or two}
    units = took | set(longer) | set(still)
    names = dict(Office.objects.filter(pk__in=[key for key in units if key]).values_list("pk", "name"))
    found = []
    for key in units:
        due, was_longer, stood = sides.get(key, (0, 0, 0))
        part = ("unit", str(key or "none"))
        found.append(
            PauseLine(
                names.get(key or 0, "—"),
                Told(of("extended", week, part), longer.get(key, 0)),
                Told(of("extended_share", week, part), was_longer, due),
                Told(of("suspended", week, part), still.get(key, 0)),
                Told(of("suspended_share", week, part), stood, due),
            )
        )
    return sorted(found, key=lambda line: (-line.extended.n - line.suspended.n, line.name))


def of(code: str, week: Query, part: tuple[str, str]) -> Query:
    """A figure of this week and this unit."""
    return Query(code, week.since, week.until, part=part)
