"""What a module hands over when somebody leaves a post (移交清单): each registers its own piles, people knows none.

    register(Pile("appeals.sign", _("待签收的工单"), count, lines))

The one who leaves comes as an actor on that post alone. `lines` shows a viewer what both of them may see:
whoever may see no case gets the counts and no line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lianxin.kernel.actor import Actor

MOST = 500  # lines of one pile on the printed list; the count says how many there are


@dataclass(frozen=True)
class Line:
    """One open thing: its number, what it is about, where it stands, when it is due, where to open it."""

    number: str
    title: str
    state: str | Promise
    due: datetime | None
    href: str


@dataclass(frozen=True)
class Pile:
    """Open things of one kind: how many a post has, and which of them a viewer may read."""

    code: str
    label: str | Promise
    count: Callable[[Actor], int]
    lines: Callable[[Actor, Actor, int], Sequence[Line]]


@dataclass(frozen=True)
class Counted:
    """A pile of one leaver: its label, how many there are, and the lines a viewer may read."""

    code: str
    label: str | Promise
    count: int
    lines: Sequence[Line] = ()

    @property
    def unseen(self) -> int:
        """How many are counted and not shown."""
        return self.count - len(self.lines)


_piles: dict[str, Pile] = {}


def register(*piles: Pile) -> None:
    """Have these piles on every handover list; called from an app's `ready()`, twice does no harm."""
    for pile in piles:
        _piles[pile.code] = pile


def counts(leaver: Actor) -> list[Counted]:
    """How much of each pile the post has, empty piles left out."""
    found = [Counted(pile.code, pile.label, pile.count(leaver)) for pile in piles()]
    return [one for one in found if one.count]


def lists(leaver: Actor, viewer: Actor) -> list[Counted]:
    """The same with the lines this viewer may read."""
    found = []
    for pile in piles():
        many = pile.count(leaver)
        if many:
            found.append(Counted(pile.code, pile.label, many, pile.lines(leaver, viewer, MOST)))
    return found


def piles() -> list[Pile]:
    """Every pile, in the order of the apps and of their registering."""
    return list(_piles.values())
