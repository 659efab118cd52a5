"""What a practice adds to the matter page: matters knows no practice, each hands in its own panel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter

Fill = Callable[[Matter, Actor], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """The template that shows a practice's own part of a matter, and what fills it."""

    template: str
    fill: Fill


_panels: dict[str, Panel] = {}


def show_with(kind: str, template: str, fill: Fill) -> None:
    """Have matters of this kind shown with this template, filled by this function."""
    _panels[kind] = Panel(template, fill)


def panel_of(matter: Matter) -> Panel:
    """The panel of a matter's kind. Raises KeyError when the practice handed in none."""
    return _panels[matter.kind]
