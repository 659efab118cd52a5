"""Cards: the numbers a team holds, those left at doors, promises that fall due (联系卡)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.rounds.models import Card, CardBlock, Team

HELD, USED, KEPT, VOID = "held", "used", "kept", "void"
PAGE = 100


@dataclass(frozen=True)
class BlockLine:
    """A block of numbers: the first and last of them, and how many are in which state."""

    block: CardBlock
    first: str
    last: str
    held: int
    used: int
    void: int


def blocks(team: Team) -> list[BlockLine]:
    """The blocks of a team with what became of their numbers, the latest first."""
    rows = list(team.blocks.order_by("-made_at", "-pk"))
    cards = Card.objects.filter(block__in=[row.pk for row in rows])
    states: dict[tuple[int, str], int] = {
        (block, state): n
        for block, state, n in cards.order_by().values_list("block", "state").annotate(n=Count("pk"))
    }
    numbers: dict[int, list[str]] = {}
    for block, number in cards.order_by("number").values_list("block", "number"):
        numbers.setdefault(block, []).append(number)
    return [
        BlockLine(
            block=row,
            first=numbers.get(row.pk, [""])[0],
            last=numbers.get(row.pk, [""])[-1],
            held=states.get((row.pk, HELD), 0),
            used=states.get((row.pk, USED), 0) + states.get((row.pk, KEPT), 0),
            void=states.get((row.pk, VOID), 0),
        )
        for row in rows
    ]


def block_of(pk: int, *, by: Actor) -> CardBlock | None:
    """One block whose cards this actor may know of."""
    seen = visible(by, Card).filter(block=pk).exists()
    return CardBlock.objects.select_related("team").filter(pk=pk).first() if seen else None


def card_of(pk: int, *, by: Actor) -> Card | None:
    """One card this actor may know of."""
    return visible(by, Card).select_related("block__team", "door__round", "matter").filter(pk=pk).first()


def cards(block: CardBlock, *, by: Actor) -> list[Card]:
    """The cards of a block, by number."""
    rows = visible(by, Card).filter(block=block).select_related("door", "matter")
    return list(rows.order_by("number"))


def card_numbered(number: str, team: int) -> Card | None:
    """A card of a team by its number."""
    return Card.objects.filter(number=number, block__team=team).first()


def unused(team: int, *, most: int) -> list[str]:
    """The next numbers a team has not used, for a telephone to take along."""
    rows = Card.objects.filter(block__team=team, state=HELD).order_by("number")
    return list(rows.values_list("number", flat=True)[:most])


def promises_of(by: Actor) -> "QuerySet[Card]":
    """What this actor promised at doors that is not kept yet and that no appeal looks after."""
    return Card.objects.filter(state=USED, given_by=by.account, matter=None).exclude(promised="")


def promises_due(by: Actor, *, on: date) -> list[Card]:
    """Promises of this actor that fall due by a day."""
    return list(promises_of(by).filter(by_when__lte=on).order_by("by_when", "pk")[:PAGE])
