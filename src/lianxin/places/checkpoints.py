"""What hangs on an area: floors above register how they count it, so that a change of the map can say so.

Each checkpoint answers two questions: what a change would touch (shown before it is made), and what has come to
hang on a new area since (which stops an undo).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lianxin.places.models import Area

Text = str | Promise


@dataclass(frozen=True)
class Touch:
    """Something that hangs on areas: how many of it, and what becomes of it when they end."""

    label: Text
    count: int
    then: Text
    address: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """`touched` counts what hangs on these areas and everything inside; `since` what is new on them."""

    name: str
    touched: Callable[[Sequence[Area]], list[Touch]]
    since: Callable[[Sequence[Area], datetime], list[Touch]]


_checkpoints: dict[str, Checkpoint] = {}


def on_area_change(checkpoint: Checkpoint) -> None:
    """Register a checkpoint under its name; twice does no harm."""
    _checkpoints[checkpoint.name] = checkpoint


def touched(areas: Sequence[Area]) -> list[Touch]:
    """What a change of these areas touches, each kind of thing in its own line."""
    lines = [line for name in sorted(_checkpoints) for line in _checkpoints[name].touched(areas)]
    return [line for line in lines if line.count]


def since(areas: Sequence[Area], at: datetime) -> list[Touch]:
    """What has come to hang on these areas after this moment."""
    lines = [line for name in sorted(_checkpoints) for line in _checkpoints[name].since(areas, at)]
    return [line for line in lines if line.count]
