"""One project as its two pages show it: to everybody, and to who works on it (项目页)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Text
from lianxin.reception.models import Kind
from lianxin.renovation.models import Demolition, Project
from lianxin.renovation.queries.board import Board, board_of
from lianxin.renovation.queries.objections import InPublic, Line, by_building, in_public, lines, unanswered
from lianxin.renovation.queries.points import Day, by_day, not_linked, open_points
from lianxin.renovation.queries.projects import (
    days_left,
    files_by_kind,
    missing_of,
    papers_by_demolition,
    takes_objections,
)


@dataclass(frozen=True)
class Public:
    """What everybody reads of a project: no name, no demolition by itself, no count that gives somebody away."""

    project: Project
    state: Text
    board: Board
    files: Sequence[tuple[str, Sequence[Attachment]]]
    days_left: int
    today: date
    takes_objections: bool
    with_decision: int
    points: Sequence[Kind]

    @cached_property
    def objections(self) -> InPublic:
        """What was objected, as everybody reads it; the desk reads each objection instead and doesn't ask."""
        return in_public(self.project)


def public_page(project: Project, demolitions: Sequence[Demolition]) -> Public:
    """The public page of a project."""
    today = clock.today()
    coming_down = [one for one in demolitions if one.served_on and not one.dropped_why]
    return Public(
        project=project,
        state=flow_of(project).state(project.state).resident,
        board=board_of(project),
        files=files_by_kind(project),
        days_left=days_left(project, today),
        today=today,
        takes_objections=takes_objections(project),
        with_decision=sum(bool(one.decision and one.remedy) for one in coming_down),
        points=open_points(project, today),
    )


@dataclass(frozen=True)
class ComingDown:
    """One demolition with its papers and what its basis lacks."""

    row: Demolition
    papers: Sequence[Attachment]
    missing: Sequence[Text]


@dataclass(frozen=True)
class Inside:
    """What who works on a project reads beside that."""

    demolitions: Sequence[ComingDown]
    objections: Sequence[Line]
    buildings: Sequence[tuple[str, int]]
    unanswered: int
    days: Sequence[Day]
    not_linked: Sequence[Matter]


def inside_page(project: Project, demolitions: Sequence[Demolition], *, by: Actor) -> Inside:
    """The part of the page that is not for everybody."""
    papers = papers_by_demolition(demolitions)
    return Inside(
        demolitions=[
            ComingDown(one, papers[one.pk], missing_of(one, len(papers[one.pk]))) for one in demolitions
        ],
        objections=lines(project, by=by),
        buildings=by_building(project),
        unanswered=unanswered(project),
        days=by_day(project, by=by),
        not_linked=not_linked(project, by=by),
    )
