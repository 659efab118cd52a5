"""How long work may stand still or go on longer: sums of days and units, no table is touched (挂起、延期)."""

from collections.abc import Iterable
from datetime import date

IN_HAND = ("working", "joint")
"""The states in which a unit does its work: from these it may stand still or take longer (D.3, moves 20, 22, 23)."""
SUSPENDED = "suspended"
NEWS = "T10"
"""The limit of a suspension: by then the resident hears how it stands (D.4)."""
EXTENSION = "T9"
EXTENSION_OF = {"T6e": "T6e2", "T20": "T20x"}
"""The limits that have a line of their own for how much they may be extended; the others go by T9."""

Spell = tuple[date, date]


def most_units(kind: str, amount: float, *, cap_kind: str, cap: float) -> float:
    """How many units a limit may be extended by: its own length at most, and a cap that counts the same units."""
    return min(amount, cap) if cap_kind == kind else amount


def days_stood(spells: Iterable[Spell]) -> int:
    """How many natural days all these spells took together; the first day of each isn't counted."""
    return sum(max((last - first).days, 0) for first, last in spells)
