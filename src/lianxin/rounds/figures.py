"""Coverage per group, needs per hundred doors, doors not met twice (走访统计): doors are counted, never people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.places.models import Area
from lianxin.rounds.models import Door, Need
from lianxin.rounds.queries.rounds import counts, needs_by
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
    needs = needs_by(Need.objects.filter(door__in=seen.values("pk")), "door__area")
    names = {area.pk: area for area in Area.objects.filter(pk__in=[key for key in counted if key])}
    order = sorted(counted, key=lambda key: names[key].code if key in names else "")
    lines = []
    for key in order:
        coverage, twice = counted[key]
        name = names[key].name if key in names else "—"
        lines.append(AreaLine(name, coverage, needs.get(key, 0), twice))
    return [*lines, total(lines)] if len(lines) > 1 else lines


def total(lines: Sequence[AreaLine]) -> AreaLine:
    """All areas together: doors are doors, so they add up."""
    by_state: Counter[str] = Counter()
    for one in lines:
        by_state.update(one.coverage.by_result)
    listed = sum(one.coverage.listed for one in lines)
    return AreaLine(
        _("合计"),
        Coverage(listed, by_state),
        sum(one.needs for one in lines),
        sum(one.unmet_twice for one in lines),
    )
