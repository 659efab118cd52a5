"""What the screen in the hall shows: numbers, windows, surnames at the most; never what anybody came for (叫号屏)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.kernel import clock
from lianxin.kernel.masking import surname
from lianxin.reception.models import Slot, Visit
from lianxin.reception.rules.slots import SlotState
from lianxin.reception.rules.visits import AT_A_WINDOW, VisitState

NEXT = 6


@dataclass(frozen=True)
class Place:
    """One window: the number at it, the surname where it may be shown, whether it was called just now."""

    window: int
    number: int | None = None
    surname: str = ""
    called: bool = False


@dataclass(frozen=True)
class Board:
    """The screen at one moment."""

    places: Sequence[Place]
    following: Sequence[int]
    skipped: Sequence[int]
    waiting: int
    ended: bool
    at: datetime


def surname_shown(visit: Visit) -> str:
    """The surname, unless they want a room of their own or gave no name."""
    return "" if visit.private else surname(visit.name)


def board_of(slot: Slot) -> Board:
    """The screen of a slot."""
    states = (*AT_A_WINDOW, VisitState.WAITING, VisitState.SKIPPED)
    visits = list(Visit.objects.filter(slot=slot, state__in=states).order_by("taken_at", "number"))
    here = {one.window: one for one in visits if one.state in AT_A_WINDOW}
    waiting = [one.number for one in visits if one.state == VisitState.WAITING]
    return Board(
        places=[place(window, here.get(window)) for window in range(1, slot.windows + 1)],
        following=waiting[:NEXT],
        skipped=sorted(one.number for one in visits if one.state == VisitState.SKIPPED),
        waiting=len(waiting),
        ended=slot.state == SlotState.ENDED,
        at=clock.now(),
    )


def place(window: int, visit: Visit | None) -> Place:
    """One window."""
    if visit is None:
        return Place(window)
    return Place(window, visit.number, surname_shown(visit), visit.state == VisitState.CALLED)
