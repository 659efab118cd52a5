"""小区改造 at the desk: the projects of one's area, one project, and its moves."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.routes import Request
from lianxin.matters.act import may, offers
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.matters.queries import timeline
from lianxin.renovation.actions.filing import make_with_files
from lianxin.renovation.prints.posting import posting_paper
from lianxin.renovation.queries.pages import inside_page, public_page
from lianxin.renovation.queries.projects import (
    demolitions_of,
    is_public,
    own_projects,
    project_of,
    without_object,
)
from lianxin.renovation.workflow import PROJECT
from lianxin.web.office import office
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.renovation.models import Project

MOST = 100


def index(request: Request) -> HttpResponse:
    """The projects of the actor's area or unit, and the way to a new one."""
    plan = PROJECT.move("plan")
    context = {
        "projects": [(row, PROJECT.state(row.state).staff) for row in own_projects(request.actor)[:MOST]],
        "may_plan": plan is not None and may(request.actor, plan, None) is None,
    }
    return render(request, "renovation/desk.html", context)


def new(request: Request) -> HttpResponse:
    """登记项目."""
    return open_new(
        request,
        PROJECT,
        "plan",
        title=_("登记一个改造项目"),
        home=reverse("projects_desk"),
        onward=address,
    )


def address(row: "Project") -> str:
    """The page of a project for who works here."""
    return reverse("project_desk", kwargs={"project": row.pk})


def find(request: Request, key: int) -> "Project":
    """The project, if this actor may know of it. Raises Http404."""
    project = project_of(key, by=request.actor)
    if project is None:
        raise Http404(_("没有这个项目，或者不归您看。"))
    return project


def show(request: Request, project: int) -> HttpResponse:
    """One project with what is not for everybody: papers of demolitions, each objection, the log."""
    row = find(request, project)
    demolitions = demolitions_of(row)
    page = public_page(row, demolitions)
    idle = without_object(demolitions, page.board.open)
    offered = [move for move in offers(row, request.actor) if move.code not in idle]
    context = {
        "page": page,
        "inside": inside_page(row, demolitions, by=request.actor),
        "state": PROJECT.state(row.state),
        "moves": [move for move in offered if not move.aside],
        "also": [move for move in offered if move.aside],
        "timeline": timeline(row),
        "public": is_public(row),
    }
    return render(request, "renovation/inside.html", context)


@require_POST
def notice(request: Request, project: int) -> HttpResponse:
    """F-60 公示单, once it is known from when to when it hangs."""
    row = find(request, project)
    if row.posted_until is None:
        raise Http404(_("还没有公示，没有公示单可打。请先办“公示”。"))
    return hand_out(request, posting_paper(row, office()))


def move(request: Request, project: int, move: str) -> HttpResponse:
    """One move."""
    row = find(request, project)
    return make_row(request, row, move, title=row.name, home=address(row), make=make_with_files)
