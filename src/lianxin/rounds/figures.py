"""Coverage per group, needs per hundred doors, doors not met twice (走访统计): doors are counted, never people."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.places.models import Area
from lianxin.rounds.models import Door, Need
from lianxin.rounds.queries.rounds import counts
from lianxin.rounds.rules.doors import Coverage, per_hundred


@dataclass(frozen=True)
class AreaLine:
    """One group or village with the figures of its doors in the rounds that are not planned any more."""

    name: str
    coverage: Coverage
    needs: int
    unmet_twice: int

    @property
    def needs_rate(self) -> str:
        """Needs per hundred doors visited (件/百户)."""
        return per_hundred(self.needs, self.coverage.visited)


def by_area(by: Actor) -> list[AreaLine]:
    """Coverage per group (走访率), as far as this actor may know of the doors; the sum stands last."""
    seen = visible(by, Door).filter(round__state__in=("running", "ended"))
    counted = counts(seen, "area")
    needs = dict(
        Need.objects.filter(door__in=seen.values("pk"))
        .order_by()
        .values_list("door__area")
        .annotate(times=Count("pk"))
    )
    names = {area.pk: area for area in Area.objects.filter(pk__in=[key for key in counted if key])}
    order = sorted(counted, key=lambda key: names[key].code if key in names else "")
    lines = [
        AreaLine(names[key].name if key in names else "—", *counted_of(counted[key], needs.get(key, 0)))
        for key in order
    ]
    return [*lines, total(lines)] if len(lines) > 1 else lines


def counted_of(found: tuple[Coverage, int], needs: int) -> tuple[Coverage, int, int]:
    """Coverage, needs, and doors not met twice."""
    coverage, twice = found
    return coverage, needs, twice


def total(lines: Sequence[AreaLine]) -> AreaLine:
    """All areas together: doors are doors, so they add up."""
    by_state: dict[str, int] = {}
    for one in lines:
        for state, times in one.coverage.by_result.items():
            by_state[state] = by_state.get(state, 0) + times
    listed = sum(one.coverage.listed for one in lines)
    return AreaLine(
        _("合计"),
        Coverage(listed, by_state),
        sum(one.needs for one in lines),
        sum(one.unmet_twice for one in lines),
    )
