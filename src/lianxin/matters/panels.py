"""What a practice adds to the matter page: matters knows no practice, each hands in its own panel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter

Fill = Callable[[Matter, Actor], dict[str, Any]]
Watched = Callable[[Matter], bool]


def unwatched(matter: Matter) -> bool:
    """Nobody minds who opens it."""
    return False


@dataclass(frozen=True)
class Panel:
    """The template that shows a practice's own part of a matter, and what fills it.

    Each look at a `watched` one is put on record; `gives` are the moves by which one is handed to somebody who is no
    unit of ours (转交).
    """

    template: str
    fill: Fill
    watched: Watched = unwatched
    gives: frozenset[str] = frozenset()


_panels: dict[str, Panel] = {}


def show_with(
    kind: str, template: str, fill: Fill, *, watched: Watched = unwatched, gives: frozenset[str] = frozenset()
) -> None:
    """Have matters of this kind shown with this template, filled by this function."""
    _panels[kind] = Panel(template, fill, watched, gives)


def is_watched(matter: Matter) -> bool:
    """Whether each look at a matter is put on record."""
    known = _panels.get(matter.kind)
    return known is not None and known.watched(matter)


def panel_of(matter: Matter) -> Panel:
    """The panel of a matter's kind. Raises KeyError when the practice handed in none."""
    return _panels[matter.kind]
