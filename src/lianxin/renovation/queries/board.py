"""What stands on the board at the site (工地公示板)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.renovation.models import Advance, Consultation, Project, SitePromise
from lianxin.renovation.queries.projects import kept_projects
from lianxin.renovation.rules.codes import Stage


@dataclass(frozen=True)
class Board:
    """Open promises, what is due first on top; settled ones, the latest first; the work, the latest first."""

    open: Sequence[SitePromise]
    settled: Sequence[SitePromise]
    advances: Sequence[Advance]
    consulted: Sequence[Consultation]
    accepted: Sequence[Consultation]


def board_of(project: Project) -> Board:
    """The board of a project."""
    promises = list(project.promises.order_by("due_on", "pk"))
    asked = list(project.consultations.order_by("day", "pk"))
    return Board(
        open=[one for one in promises if not one.kept],
        settled=[one for one in reversed(promises) if one.kept],
        advances=list(project.advances.order_by("-day", "-pk")),
        consulted=[one for one in asked if one.stage == Stage.PLAN],
        accepted=[one for one in asked if one.stage == Stage.RESULT],
    )


def open_promises(project: Project) -> QuerySet[SitePromise]:
    """What was promised and is neither kept nor broken yet."""
    return project.promises.filter(kept="").order_by("due_on", "pk")


def late_promises(*, by: Actor, today: date) -> QuerySet[SitePromise]:
    """The promises that are past their day in the projects this actor keeps."""
    mine = kept_projects(by).filter(state="working").order_by().values("pk")
    found = SitePromise.objects.filter(project__in=mine, kept="", due_on__lt=today)
    return found.select_related("project").order_by("due_on", "pk")
