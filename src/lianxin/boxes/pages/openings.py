"""开箱: one opening with its slips and sums, its moves, its papers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lianxin.boxes.actions.stubs import ON_A_SHEET, new_stubs
from lianxin.boxes.naming import words_of
from lianxin.boxes.pages.finding import find_opening
from lianxin.boxes.prints.answers import answers_paper
from lianxin.boxes.prints.opening import opening_paper
from lianxin.boxes.prints.sheet import sheet_paper
from lianxin.boxes.queries.openings import contents
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.carrying import act_with_photos
from lianxin.matters.flows import flow_of
from lianxin.matters.ledger import row_kind
from lianxin.matters.pages.rows import make_row
from lianxin.matters.queries import timeline
from lianxin.web.printing import hand_out


@require_GET
def show(request: Request, opening: int) -> HttpResponse:
    """One opening: where it stands, which slips came out, what became of them."""
    row = find_opening(request, opening)
    moves = offers(row, request.actor)
    context = {
        "opening": row,
        "title": words_of(row),
        "state": flow_of(row).state(row.state),
        "moves": [one for one in moves if not one.aside],
        "also": [one for one in moves if one.aside],
        "types": row.state == "counted" and any(one.code == "finish" for one in moves),
        "contents": contents(row, by=request.actor),
        "photos": list(attached_to(row_kind(row), [row.pk])),
        "timeline": timeline(row),
    }
    return render(request, "boxes/opening.html", context)


def move(request: Request, opening: int, move: str) -> HttpResponse:
    """开箱、清点 … 归档."""
    row = find_opening(request, opening)
    home = reverse("opening", kwargs={"opening": row.pk})
    return make_row(request, row, move, title=words_of(row), home=home, make=act_with_photos)


@require_POST
def record_paper(request: Request, opening: int) -> HttpResponse:
    """F-53."""
    return hand_out(request, opening_paper(find_opening(request, opening)))


@require_POST
def answers_file(request: Request, opening: int) -> HttpResponse:
    """F-55."""
    return hand_out(request, answers_paper(find_opening(request, opening)))


@require_POST
def sheet_file(request: Request) -> HttpResponse:
    """F-54: three slips with numbers nobody has had yet."""
    return hand_out(request, sheet_paper(new_stubs(ON_A_SHEET, by=request.actor)))
