"""Rounds as lists and pages show them (敲门行动)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.places.models import Area
from lianxin.places.rules import inside, within
from lianxin.rounds.models import Door, Need, Round
from lianxin.rounds.queries.gate import own_teams
from lianxin.rounds.rules.doors import LIVE, NOT_MET, TO_VISIT, Coverage, per_hundred
from lianxin.rounds.terms import terms

PAGE = 50


@dataclass(frozen=True)
class RoundLine:
    """A round with its figures: how many doors by result, how many needs."""

    round: Round
    coverage: Coverage
    needs: int
    unmet_twice: int

    @property
    def themes(self) -> str:
        """What it is about, in words."""
        return "、".join(terms().names(self.round.themes))

    @property
    def needs_rate(self) -> str:
        """Needs per hundred doors visited (件/百户)."""
        return per_hundred(self.needs, self.coverage.visited)


def rounds(by: Actor, *, ended: bool = False) -> list[RoundLine]:
    """The rounds somebody may know of, those that end first on top; ended ones on a list of their own."""
    rows = visible(by, Round).select_related("team", "area", "holder")
    if ended:
        page = list(rows.exclude(state__in=LIVE).order_by("-ends_on", "-pk")[:PAGE])
    else:
        page = list(rows.filter(state__in=LIVE).order_by("ends_on", "pk")[:PAGE])
    return lines_of(page)


def lines_of(page: Sequence[Round]) -> list[RoundLine]:
    """These rounds with their figures: two questions, however many there are."""
    keys = [row.pk for row in page]
    counted = counts(Door.objects.filter(round__in=keys), "round")
    needs = needs_by(Need.objects.filter(door__round__in=keys), "door__round")
    return [line(row, counted, needs) for row in page]


def line(row: Round, counted: "dict[int, tuple[Coverage, int]]", needs: dict[int, int]) -> RoundLine:
    """One round with what was counted."""
    coverage, twice = counted.get(row.pk, (Coverage(0, {}), 0))
    return RoundLine(row, coverage, needs.get(row.pk, 0), twice)


def counts(doors: "QuerySet[Door]", key: str) -> "dict[int, tuple[Coverage, int]]":
    """Doors by result and those not met twice, for each value of a key, by one question."""
    twice = Count("pk", filter=Q(state=NOT_MET, tries__gte=2))
    found: dict[int, tuple[dict[str, int], int]] = {}
    for group, state, times, unmet in (
        doors.order_by().values_list(key, "state").annotate(times=Count("pk"), unmet=twice)
    ):
        by_state, so_far = found.setdefault(group, ({}, 0))
        by_state[state] = times
        found[group] = (by_state, so_far + unmet)
    return {
        group: (Coverage(sum(by_state.values()), by_state), unmet)
        for group, (by_state, unmet) in found.items()
    }


def needs_by(rows: "QuerySet[Need]", key: str) -> dict[int, int]:
    """How many needs, for each value of a key."""
    return dict(rows.order_by().values_list(key).annotate(times=Count("pk")))


def round_of(pk: int, *, by: Actor) -> Round | None:
    """One round this actor may know of."""
    return visible(by, Round).select_related("team__unit", "area", "holder").filter(pk=pk).first()


def need_of_matter(matter: Matter, *, by: Actor) -> Need | None:
    """The need at a door that became this matter, where this actor may know of the round."""
    found = Need.objects.filter(matter=matter, door__round__in=visible(by, Round).values("pk"))
    return found.select_related("door__round").first()


def alongside(area: Area | None, since: date, until: date, *, by: Actor, but: int) -> list[Round]:
    """Other rounds in the same place in these days: several campaigns belong in one list (KNK-05)."""
    if area is None:
        return []
    rows = visible(by, Round).filter(state__in=LIVE, starts_on__lte=until, ends_on__gte=since)
    rows = rows.filter(within(area.scopes, "area__code"))
    return list(rows.exclude(pk=but).select_related("team").order_by("ends_on", "pk")[:PAGE])


def merges_into(row: Round, *, by: Actor) -> list[Round]:
    """The rounds a planned one may be merged into: live ones of its own area or of what that lies in."""
    rows = visible(by, Round).filter(state__in=LIVE).exclude(pk=row.pk).select_related("team", "area")
    code = row.area.code if row.area else ""
    return [
        one for one in rows.order_by("ends_on", "pk")[:PAGE] if one.area and inside(code, one.area.scopes)
    ]


def ending(by: Actor, *, until: date) -> list[tuple[Round, int]]:
    """The running rounds that end by a day with doors that have no result, and how many; one's own teams only."""
    rows = Round.objects.filter(state="running", ends_on__lte=until)
    rows = rows.filter(Q(team__in=own_teams(by).values("team")) | Q(made_by=by.account))
    left = Count("doors", filter=Q(doors__state=TO_VISIT))
    found = rows.annotate(left=left).filter(left__gt=0).order_by("ends_on", "pk")[:PAGE]
    return [(row, row.left) for row in found]
