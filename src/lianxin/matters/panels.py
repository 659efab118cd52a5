"""What a practice adds to the matter page: matters knows no practice, each hands in its own panel."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Text

Fill = Callable[[Matter, Actor], dict[str, Any]]
Sees = Callable[[Matter, Actor], bool]
Watched = Callable[[Matter], bool]


def unwatched(matter: Matter) -> bool:
    """Nobody minds who opens it."""
    return False


def everybody(matter: Matter, by: Actor) -> bool:
    """Whoever sees the matter."""
    return True


@dataclass(frozen=True)
class Panel:
    """The template that shows a practice's own part of a matter, and what fills it.

    Each look at a `watched` one is put on record; `gives` are the moves by which one is handed to somebody who doesn't
    come to hold it (转交). Of those who see a matter, `papers` says who sees its files.
    """

    template: str
    fill: Fill
    watched: Watched = unwatched
    gives: frozenset[str] = frozenset()
    papers: Sees = everybody


_panels: dict[str, Panel] = {}


def show_with(
    kind: str,
    template: str,
    fill: Fill,
    *,
    watched: Watched = unwatched,
    gives: frozenset[str] = frozenset(),
    papers: Sees = everybody,
) -> None:
    """Have matters of this kind shown with this template, filled by this function."""
    _panels[kind] = Panel(template, fill, watched, gives, papers)


def is_watched(matter: Matter) -> bool:
    """Whether each look at a matter is put on record."""
    known = _panels.get(matter.kind)
    return known is not None and known.watched(matter)


def panel_of(matter: Matter) -> Panel:
    """The panel of a matter's kind. Raises KeyError when the practice handed in none."""
    return _panels[matter.kind]


def sees_papers(matter: Matter, by: Actor) -> bool:
    """Whether somebody who sees this matter sees its files, too (材料)."""
    known = _panels.get(matter.kind)
    return known is None or known.papers(matter, by)


def papers_of(matter: Matter, *, by: Actor) -> QuerySet[Attachment]:
    """The files of a matter that this actor may see, oldest first."""
    found = attached_to("matter", [matter.pk])
    return found if sees_papers(matter, by) else found.none()


@dataclass(frozen=True)
class Beside:
    """One line of 来自和相关 on the matter page: what it is, in words, and where it is read; no address, no link."""

    label: Text
    words: Text
    address: str = ""


Besides = Callable[[Matter, Actor], Iterable[Beside]]
_besides: list[Besides] = []


def show_beside(asked: Besides) -> Besides:
    """Have a practice above asked what of it has to do with a matter; each app's `ready()` does it once."""
    if asked not in _besides:
        _besides.append(asked)
    return asked


def besides(matter: Matter, *, by: Actor) -> list[Beside]:
    """What all practices have to do with a matter, as far as this actor may know."""
    return [one for asked in _besides for one in asked(matter, by)]
