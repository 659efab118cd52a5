"""What hangs on an area: floors above register how they count it, so that a change of the map can say so.

Each checkpoint answers two questions: what a change would touch (shown before it is made), and what has come to
hang on a new area since (which stops an undo). It may also follow a change when it is made, and go back with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lianxin.kernel.actor import Actor
from lianxin.places.models import Area, AreaChange

Text = str | Promise


@dataclass(frozen=True)
class Touch:
    """Something that hangs on areas: how many of it, and what becomes of it when they end."""

    label: Text
    count: int
    then: Text
    address: str = ""


@dataclass(frozen=True)
class Step:
    """A change being made or taken back: by whom, when, and who takes over from whom (old, new)."""

    change: AreaChange
    pairs: Sequence[tuple[Area, Area]]
    by: Actor
    at: datetime


def nothing(step: Step) -> None:
    """Most of what hangs on an area stays as it is."""


@dataclass(frozen=True)
class Checkpoint:
    """`touched` counts what hangs on these areas and everything inside; `since` what is new on them.

    `made` and `undone` are called inside the transaction, after the map has changed, before it changes back.
    """

    name: str
    touched: Callable[[Sequence[Area]], list[Touch]]
    since: Callable[[Sequence[Area], datetime], list[Touch]]
    made: Callable[[Step], None] = nothing
    undone: Callable[[Step], None] = nothing


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


def made(step: Step) -> None:
    """Let everything follow a change that was just made."""
    for name in sorted(_checkpoints):
        _checkpoints[name].made(step)


def undone(step: Step) -> None:
    """Let everything go back with a change that is being taken back."""
    for name in sorted(_checkpoints):
        _checkpoints[name].undone(step)
