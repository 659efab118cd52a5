"""What a practice adds to the matter page: matters knows no practice, each hands in its own panel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet, Value

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


Table = type[models.Model]
Near = frozenset[Table]
Besides = Callable[[Matter, Actor, Near], Iterable[Beside]]
_besides: dict[Besides, Sequence[Table]] = {}


def show_beside(*tables: Table) -> Callable[[Besides], Besides]:
    """Have a practice above asked what of it has to do with a matter; each app's `ready()` does it once.

    It is handed those of its tables that have a row of this `matter`: a wall is only asked about rows there are.
    """

    def keep(asked: Besides) -> Besides:
        _besides[asked] = tables
        return asked

    return keep


def besides(matter: Matter, *, by: Actor) -> list[Beside]:
    """What all practices have to do with a matter, as far as this actor may know."""
    near = speaking_of(matter, [table for tables in _besides.values() for table in tables])
    return [one for asked in _besides for one in asked(matter, by, near)]


def speaking_of(matter: Matter, tables: Sequence[Table]) -> Near:
    """Which of these tables have a row of a matter, whoever may know of it; one question for all of them."""
    if not tables:
        return frozenset()
    found = [
        table._default_manager.filter(matter=matter)
        .order_by()
        .annotate(near_table=Value(place))
        .values_list("near_table")
        for place, table in enumerate(tables)
    ]
    return frozenset(tables[place] for (place,) in found[0].union(*found[1:]))
