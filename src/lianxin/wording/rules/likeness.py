"""Whether two texts mean the same thing: place and wording compared apart, and said apart (同一诉求).

The same complaint about another place is another matter, and so is another complaint about the same place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lianxin.wording.rules.place_shapes import PlaceKind
from lianxin.wording.rules.sketches import Point, Sketch

FINENESS = {
    PlaceKind.ESTATE: 3,
    PlaceKind.HOUSE: 3,
    PlaceKind.PARK: 3,
    PlaceKind.STATION: 3,
    PlaceKind.CROSSING: 3,
    PlaceKind.VILLAGE: 2,
    PlaceKind.ROAD: 1,
}
"""How small a place of each kind is: two texts that name the same estate may name different roads."""


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
    buildings: float = 0.6
    anywhere: float = 0.42
    apart: float = 0.75


USUAL = Limits()


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
    where = place_of(one, other, shared)
    near = cosine(one, other)
    return Likeness(where, near, shared, near >= least(one, other, where, limits))


def least(one: Sketch, other: Sketch, where: Where, limits: Limits) -> float:
    """How alike the wording must be, as the places stand."""
    if where == Where.OTHER:
        return 2.0
    if where != Where.SAME:
        return limits.anywhere if where == Where.UNSAID else limits.apart
    apart = one.buildings and other.buildings and not one.buildings & other.buildings
    return limits.buildings if apart else limits.there


def place_of(one: Sketch, other: Sketch, shared: tuple[int, ...]) -> Where:
    """Whether two texts are about the same place: one agrees, and of no kind as small do both name others."""
    agreed = max((FINENESS[point.kind] for point in (*one.points, *other.points) if point.key in shared), default=0)
    for kind, fineness in FINENESS.items():
        here = [point.key for point in one.points if point.kind == kind and point.leads]
        there = [point.key for point in other.points if point.kind == kind and point.leads]
        if fineness >= agreed and here and there and not any(key in shared for key in (*here, *there)):
            return Where.OTHER
    if shared:
        return Where.SAME
    both = any(point.leads for point in one.points) and any(point.leads for point in other.points)
    return Where.APART if both else Where.UNSAID


def said_in(one: Sketch, other: Sketch) -> Iterator[int]:
    """The places of a text that the other names too, as it does or inside a longer name or with letters swapped."""
    keys = {point.key for point in other.points}
    letters = {point.letters for point in other.points if point.letters}
    for point in one.points:
        if point.key in keys or point.letters in letters or is_run(point, other):
            yield point.key


def is_run(point: Point, other: Sketch) -> bool:
    """Whether a name of three characters or more stands in the other text."""
    return bool(point.runs) and all(run in other.runs for run in point.runs)


def cosine(one: Sketch, other: Sketch) -> float:
    """How much of their weighted wording two texts share."""
    few, many = sorted((one.grams, other.grams), key=len)
    dot = sum(weight * many[gram] for gram, weight in few.items() if gram in many)
    return dot / (one.norm * other.norm) if dot else 0.0
