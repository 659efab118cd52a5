"""Which units are of one line (上下级): who would hear of what is said against a unit, and must not.

A unit's line is itself, the leadership of its area and of those above, for a leadership everybody below it, and
units of its own kind that lie inside one another.
"""

from dataclasses import dataclass

from lianxin.people.rules import UnitKind


@dataclass(frozen=True)
class Standing:
    """Where a unit stands: its key, its kind, the prefix of its area."""

    unit: int
    kind: str
    prefix: str


def in_line(one: Standing, other: Standing) -> bool:
    """Whether two units are of one line; the same whichever is named first."""
    return one.unit == other.unit or leads(one, other) or leads(other, one)


def leads(upper: Standing, lower: Standing) -> bool:
    """Whether the one stands above the other: a leadership of where it lies, or its own kind further up."""
    if not lower.prefix.startswith(upper.prefix):
        return False
    return upper.kind == UnitKind.LEADERSHIP or (upper.kind == lower.kind and upper.prefix != lower.prefix)
