"""意见箱: the boxes with what waits, one box with its openings, and what is wrong with it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.boxes.actions.openings import of_box
from lianxin.boxes.pages.finding import find_box, find_fault
from lianxin.boxes.queries.openings import boxes, faults_of, openings_of, states_of
from lianxin.boxes.queries.watch import watched
from lianxin.boxes.terms import terms
from lianxin.boxes.workflow import BOX_FLOW, FAULT_FLOW, OPENING_FLOW
from lianxin.kernel.routes import Request
from lianxin.matters.act import is_offered, may, offers, opening
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.matters.workflow import Workflow

MEND = FAULT_FLOW.moves[1]


@require_GET
def show_all(request: Request) -> HttpResponse:
    """Every box of one's areas: the alarms first, then those out of use (督查)."""
    context = {
        "rows": watched(request.actor),
        "retired": list(boxes(request.actor).filter(state="retired")),
        "terms": terms(),
        "may_set_up": allowed(request, BOX_FLOW, "set_up"),
    }
    return render(request, "boxes/all.html", context)


def allowed(request: Request, flow: Workflow, move: str) -> bool:
    """Whether this actor may open a row by a move."""
    return may(request.actor, opening(flow, move), None) is None


@require_GET
def show(request: Request, box: int) -> HttpResponse:
    """One box: what stands in its book, its openings, its faults."""
    row = find_box(request, box)
    in_use = row.state == "in_use"
    context = {
        "box": row,
        "state": flow_of(row).state(row.state),
        "openings": states_of(openings_of(row, by=request.actor)),
        "faults": [(one, is_offered(MEND, one, request.actor)) for one in faults_of(row, by=request.actor)],
        "moves": offers(row, request.actor),
        "may_open": in_use and allowed(request, OPENING_FLOW, "open_now"),
    }
    return render(request, "boxes/box.html", context)


def new(request: Request) -> HttpResponse:
    """设箱."""
    return open_new(
        request,
        BOX_FLOW,
        "set_up",
        title=_("设一个意见箱"),
        home=reverse("boxes"),
        onward=lambda row: reverse("box", kwargs={"box": row.pk}),
    )


def move(request: Request, box: int, move: str) -> HttpResponse:
    """修改、停用."""
    row = find_box(request, box)
    return make_row(request, row, move, title=str(row), home=reverse("box", kwargs={"box": row.pk}))


def new_opening(request: Request, box: int, move: str) -> HttpResponse:
    """排定开箱、现在开箱."""
    row = find_box(request, box)
    return open_new(
        request,
        OPENING_FLOW,
        move,
        title=str(row),
        home=reverse("box", kwargs={"box": row.pk}),
        onward=lambda made: reverse("opening", kwargs={"opening": made.pk}),
        make=of_box(row),
    )


def new_fault(request: Request, box: int) -> HttpResponse:
    """报箱体问题."""
    row = find_box(request, box)
    home = reverse("box", kwargs={"box": row.pk})
    return open_new(
        request, FAULT_FLOW, "report", title=str(row), home=home, onward=lambda made: home, make=of_box(row)
    )


def move_fault(request: Request, boxfault: int, move: str) -> HttpResponse:
    """处理好了."""
    row = find_fault(request, boxfault)
    title = f"{row.box} {row.get_kind_display()}"
    return make_row(request, row, move, title=title, home=reverse("box", kwargs={"box": row.box_id}))
