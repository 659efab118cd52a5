"""Objections to a project: appeals, counted for everybody, listed for who may see each (异议)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lianxin.appeals.queries import accusing
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states, open_states, visible
from lianxin.renovation.models import Objection, Project
from lianxin.renovation.rules.codes import About
from lianxin.renovation.rules.counts import PublicCount, public_count
from lianxin.renovation.terms import TERMS

ANSWERED = "callback"  # the answer is out; what is asked on the telephone afterwards is another thing
NOT_COUNTED = ("voided",)


def counted(project: Project) -> QuerySet[Objection]:
    """What counts as one: no accusation (sealed, in no figure), nothing void, nothing that another stands for."""
    aside = Matter.objects.filter(Q(state__in=[*NOT_COUNTED, *following_states()]) | accusing())
    return project.objections.exclude(matter__in=aside.order_by().values("pk"))


def waiting_states() -> list[str]:
    """The states in which an appeal has no answer yet."""
    return [state for state in open_states() if state != ANSWERED]


def unanswered(project: Project) -> int:
    """How many of them nobody has answered."""
    return counted(project).filter(matter__state__in=waiting_states()).count()


@dataclass(frozen=True)
class InPublic:
    """The objections as everybody reads them."""

    counts: PublicCount
    lines: Sequence[tuple[str, int]]
    least: int
    all_answered: bool


def in_public(project: Project) -> InPublic:
    """How many objected, and to what, as far as it gives nobody away."""
    found = Counter(counted(project).values_list("about", flat=True))
    least = value_of(TERMS).cell
    counts = public_count(found, least=least)
    lines = [(str(About(kind).label), count) for kind, count in counts.shown]
    return InPublic(counts, lines, least, all_answered=bool(found) and not unanswered(project))


@dataclass(frozen=True)
class Line:
    """One objection to who may see its matter."""

    objection: Objection
    matter: Matter
    open: bool


def lines(project: Project, *, by: Actor) -> list[Line]:
    """The objections whose matters this actor may know of, newest first."""
    seen = {row.pk: row for row in visible(by, Matter).filter(pk__in=project.objections.values("matter_id"))}
    waiting = waiting_states()
    found = project.objections.filter(matter_id__in=list(seen)).order_by("-linked_at", "-pk")
    return [Line(one, seen[one.matter_id], seen[one.matter_id].state in waiting) for one in found]


def by_building(project: Project) -> list[tuple[str, int]]:
    """How many objections there are by building, the most first; those without a building last (REN-02)."""
    found = Counter(counted(project).values_list("building", flat=True))
    return sorted(found.items(), key=lambda line: (not line[0], -line[1], line[0]))


def project_of_matter(matter: Matter) -> Objection | None:
    """The project an appeal speaks of."""
    return Objection.objects.select_related("project").filter(matter=matter).first()
