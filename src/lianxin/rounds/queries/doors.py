"""Doors of a round, and the households that could be on its list (名单)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.people.models import Household, Membership
from lianxin.people.queries.households import at_day
from lianxin.places.rules import within
from lianxin.rounds.models import Card, Door, Need, Round
from lianxin.rounds.rules.doors import TO_VISIT, Pairs, Result, route_key, themes_left
from lianxin.rounds.terms import Terms, terms

MOST_DOORS = 600
SHEET = 30


@dataclass(frozen=True)
class Candidate:
    """A household that could be visited: what is left of the themes, who was there lately, why two should go."""

    household: Household
    themes: Sequence[str]
    refused: Sequence[str]
    lately: Sequence[str] = field(default=())
    pair: bool = False

    @property
    def address(self) -> str:
        """Where it is: the address of the record, else the place."""
        return self.household.address or self.household.area.name

    @property
    def chosen(self) -> bool:
        """Whether it is proposed: something is left to say, and nobody was there within the week."""
        return bool(self.themes) and not self.lately


def candidates(row: Round) -> list[Candidate]:
    """The households of a round's area that are not on its list, in the order of the road."""
    if row.area is None:
        return []
    listed = Door.objects.filter(round=row, household__isnull=False).values("household")
    rows = Household.objects.filter(within(row.area.scopes, "area__code")).exclude(pk__in=listed)
    homes = list(rows.select_related("area").order_by("area__code", "pk")[: MOST_DOORS + 1])
    return candidates_of(row, homes)


def candidates_of(row: Round, homes: Sequence[Household]) -> list[Candidate]:
    """These households, each with what speaks for and against knocking there."""
    now, keys = terms(), [home.pk for home in homes]
    refused, lately = refusals(keys), visited_lately(keys, but=row.pk, days=now.recent_days)
    alone = lone(keys) if row.pairs == Pairs.LONE else set()
    found = [candidate(row, home, now, refused, lately, alone) for home in homes]
    return sorted(found, key=lambda one: (one.household.area.code, route_key(one.address), one.household.pk))


def candidate(
    row: Round,
    home: Household,
    now: Terms,
    refused: "dict[int, dict[str, date]]",
    lately: "dict[int, list[str]]",
    alone: set[int],
) -> Candidate:
    """One household."""
    left = themes_left(
        row.themes, refused.get(home.pk, {}), safety=now.safety, today=clock.today(), days=now.refused_days
    )
    gone = [theme for theme in row.themes if theme not in left]
    pair = row.pairs == Pairs.ALL or home.pk in alone
    return Candidate(home, left, now.names(gone), lately.get(home.pk, ()), pair)


def refusals(households: Iterable[int]) -> "dict[int, dict[str, date]]":
    """On which day each household refused each theme last (KNK-04)."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = Door.objects.filter(household__in=list(households), knocked_at__isnull=False).exclude(refused=[])
    for home, themes, at in rows.order_by("knocked_at").values_list("household", "refused", "knocked_at"):
        found[home] |= dict.fromkeys(themes, timezone.localdate(at))
    return found


def visited_lately(households: Iterable[int], *, but: int, days: int) -> "dict[int, list[str]]":
    """The other rounds that were at these doors in the last days, by name."""
    since = clock.now() - timedelta(days=days)
    rows = Door.objects.filter(household__in=list(households), state=Result.VISITED, knocked_at__gte=since)
    found: dict[int, list[str]] = defaultdict(list)
    for home, name in rows.exclude(round=but).order_by("knocked_at").values_list("household", "round__name"):
        found[home].append(name)
    return found


def lone(households: Iterable[int]) -> set[int]:
    """The households of one person today."""
    rows = at_day(Membership.objects.filter(household__in=list(households)), clock.today())
    return set(
        rows.order_by()
        .values("household")
        .annotate(n=Count("pk"))
        .filter(n=1)
        .values_list("household", flat=True)
    )


def last_order(row: Round) -> int:
    """The place of the last door on the list."""
    return int(Door.objects.filter(round=row).aggregate(last=Max("order"))["last"] or 0)


@dataclass(frozen=True)
class DoorLine:
    """A door as the list shows it."""

    door: Door
    needs: Sequence[str]
    cards: Sequence[str]
    now: Terms

    @property
    def themes(self) -> str:
        """What to speak of at this door, in words."""
        return "、".join(self.now.names(self.door.themes))

    @property
    def refused(self) -> str:
        """What it wants to hear nothing of, in words."""
        return "、".join(self.now.names(self.door.refused))


def doors(
    row: Round, *, by: Actor, state: str = "", start: int = 0, most: int | None = None
) -> list[DoorLine]:
    """The doors of a round in order, with the numbers of their needs and cards."""
    rows = visible(by, Door).filter(round=row).order_by("order", "pk")
    if state:
        rows = rows.filter(state=state)
    page = list(rows[start : None if most is None else start + most])
    keys = [door.pk for door in page]
    needs = grouped(Need.objects.filter(door__in=keys).order_by("pk").values_list("door", "matter__number"))
    cards = grouped(Card.objects.filter(door__in=keys).order_by("pk").values_list("door", "number"))
    now = terms()
    return [DoorLine(door, needs.get(door.pk, ()), cards.get(door.pk, ()), now) for door in page]


def grouped(pairs: "Iterable[tuple[int, str]]") -> "dict[int, list[str]]":
    """Words by their door."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, word in pairs:
        found[key].append(word)
    return found


def door_of(pk: int, *, by: Actor) -> Door | None:
    """One door this actor may know of, with its round."""
    return visible(by, Door).select_related("round__team", "area", "household").filter(pk=pk).first()


def unfinished(row: Round) -> "QuerySet[Door]":
    """The doors without a result."""
    return Door.objects.filter(round=row, state=TO_VISIT).order_by("order", "pk")


def line_of(door: Door) -> DoorLine:
    """One door with its numbers."""
    needs = list(door.needs.order_by("pk").values_list("matter__number", flat=True))
    cards = list(door.cards.order_by("pk").values_list("number", flat=True))
    return DoorLine(door, needs, cards, terms())
