"""意见条: one slip with its words, its moves; the list behind a figure; what waits sealed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.boxes.actions import sealing, sorting
from lianxin.boxes.naming import called
from lianxin.boxes.pages.finding import find_slip
from lianxin.boxes.queries.gates import slip_to_deliver
from lianxin.boxes.queries.openings import to_receive
from lianxin.boxes.queries.slip_list import listed
from lianxin.boxes.queries.slips import SLIP, words_of
from lianxin.kernel import clock
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.figures.registry import NUMERATOR, SIDES, read
from lianxin.kernel.routes import Request
from lianxin.matters.act import act, offers
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.rows import make_row
from lianxin.matters.queries import matter_by_number, timeline

WAYS = {
    "file": sorting.file_slip,
    "join": sorting.join_slip,
    "mark": sealing.seal_registered,
    "receive": sealing.receive,
    "deliver": sealing.deliver,
}


@require_GET
def show(request: Request, slip: int) -> HttpResponse:
    """One slip: what stands on it, beside its photo, and what may be done."""
    row = find_slip(request, slip)
    moves = offers(row, request.actor)
    number = row.matter.number if row.matter else ""
    context = {
        "slip": row,
        "title": called(row),
        "state": flow_of(row).state(row.state),
        "said": words_of(row),
        "photos": list(attached_to(SLIP, [row.pk])),
        "moves": [one for one in moves if not one.aside],
        "also": [one for one in moves if one.aside],
        "matter": matter_by_number(number, by=request.actor) if number else None,
        "timeline": timeline(row),
    }
    return render(request, "boxes/slip.html", context)


def move(request: Request, slip: int, move: str) -> HttpResponse:
    """受理、转为诉求、并入、反馈 …; of an accusation on paper only that it was carried away."""
    carried = slip_to_deliver(slip, by=request.actor) if move == "deliver" else None
    row = carried or find_slip(request, slip)
    home = reverse("opening", kwargs={"opening": row.opening_id})  # to the next one
    if move in {"correct", "accept"}:
        home = reverse("slip", kwargs={"slip": row.pk})
    elif move == "receive":
        home = reverse("slips_sealed")
    return make_row(request, row, move, title=called(row), home=home, make=WAYS.get(move, act))


@require_GET
def sealed(request: Request) -> HttpResponse:
    """The accusations that wait sealed for the discipline desk."""
    return render(request, "boxes/sealed.html", {"slips": list(to_receive(request.actor))})


@require_GET
def show_all(request: Request) -> HttpResponse:
    """The very slips a figure counts, without a word of theirs."""
    query = read(request.GET.dict())
    side = request.GET.get("side", NUMERATOR)
    if query is None or side not in SIDES or query.figure.lists != "box_slips":
        raise Http404(_("这个数字没有意见条的清单。"))
    context = {
        "told": query,
        "figure": query.figure,
        "words": query.figure.formula if side == NUMERATOR else query.figure.below,
        **listed(query.rows(side, by=request.actor, now=clock.now()), by=request.actor),
    }
    return render(request, "boxes/slips.html", context)
