"""Whether two texts mean the same thing: place and wording compared apart, and said apart (同一诉求).

The same complaint about another place is another matter, and so is another complaint about the same place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lianxin.wording.rules.place_shapes import POINTS, PlaceKind
from lianxin.wording.rules.sketches import Point, Sketch


class Where(StrEnum):
    """How the places of two texts stand to each other."""

    SAME = "same"
    UNSAID = "unsaid"
    APART = "apart"
    OTHER = "other"


@dataclass(frozen=True)
class Limits:
    """From what likeness of wording on two texts mean the same thing, as their places stand.

    At the same place; in different buildings of it; where one names no place; where both name places that can't be
    held against each other, a road and an estate. Chosen on the development part of bench/labels.
    """

    there: float = 0.17
    buildings: float = 0.9
    anywhere: float = 0.4
    apart: float = 0.75
    copied: float = 0.75


USUAL = Limits()
CAUTIOUS = Limits(there=0.3, buildings=0.9, anywhere=0.65, apart=0.9)
"""While nobody has learnt which words tell much, common ones count as much as rare ones and more looks alike."""
FEWEST_RUNS, MOST_OF = 2, 0.5
SORT = dict.fromkeys((PlaceKind.ESTATE, PlaceKind.HOUSE, PlaceKind.PARK), PlaceKind.ESTATE)


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, place and wording apart."""

    where: Where
    wording: float
    shared: tuple[int, ...] = ()
    same: bool = False

    @property
    def score(self) -> float:
        """One number to put proposals in order by: those of the same place first."""
        return self.wording + (1.0 if self.where == Where.SAME else 0.0)


def compare(one: Sketch, other: Sketch, limits: Limits = USUAL) -> Likeness:
    """How alike two texts are."""
    shared = tuple(dict.fromkeys([*said_in(one, other), *said_in(other, one)]))
    near = cosine(one, other)
    where = place_of(one, other, shared, copied=near >= limits.copied)
    return Likeness(where, near, shared, near >= least(one, other, where, limits))


def least(one: Sketch, other: Sketch, where: Where, limits: Limits) -> float:
    """How alike the wording must be, as the places stand."""
    if where == Where.OTHER:
        return 2.0
    if where != Where.SAME:
        return limits.anywhere if where == Where.UNSAID else limits.apart
    apart = one.buildings and other.buildings and not one.buildings & other.buildings
    return limits.buildings if apart else limits.there


def place_of(one: Sketch, other: Sketch, shared: tuple[int, ...], *, copied: bool) -> Where:
    """Whether two texts are about the same place.

    Where each is about a place the other never names they are about two. Of two that say nearly the same words one
    such place is enough: a complaint copied for another estate whose name is not known for one.
    """
    here = [point for point in one.points if point.leads and point.key not in shared]
    there = [point for point in other.points if point.leads and point.key not in shared]
    if (here and there and any_alike(here, there)) or (copied and (here or there)):
        return Where.OTHER
    if any(point.key in shared and point.kind in POINTS for point in (*one.points, *other.points)):
        return Where.SAME
    return Where.APART if here and there else Where.UNSAID


def any_alike(here: list[Point], there: list[Point]) -> bool:
    """Whether two texts name places that can be held against each other: of one kind, or each an estate or a house."""
    return bool(
        {SORT.get(one.kind, one.kind) for one in here} & {SORT.get(one.kind, one.kind) for one in there}
    )


def said_in(one: Sketch, other: Sketch) -> Iterator[int]:
    """The places of a text that the other names too: the same, inside other words, for short, or slightly misspelt."""
    keys = {point.key for point in other.points}
    letters = {point.letters for point in other.points if point.letters}
    for point in one.points:
        if (
            point.key in keys
            or point.letters in letters
            or (point.runs and point.runs <= other.runs)
            or any(nearly(point, theirs) for theirs in other.points if theirs.kind != PlaceKind.TOWN)
        ):
            yield point.key


def nearly(one: Point, other: Point) -> bool:
    """Whether one name stands inside the other, or most of both is the same."""
    shared = len(one.runs & other.runs)
    least, longest = sorted((len(one.runs), len(other.runs)))
    return bool(least) and (shared == least or shared >= max(FEWEST_RUNS, MOST_OF * longest))


def cosine(one: Sketch, other: Sketch) -> float:
    """How much of their weighted wording two texts share."""
    few, many = sorted((one.grams, other.grams), key=len)
    dot = sum(weight * many[gram] for gram, weight in few.items() if gram in many)
    return dot / (one.norm * other.norm) if dot else 0.0
