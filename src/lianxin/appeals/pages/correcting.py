"""更正: what waits for a second person, the corrections of one matter, and the paper of one (F-102)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.appeals.queries.corrections import corrections_of, waiting_for
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.pages.matter import find


def waiting(request: Request) -> HttpResponse:
    """Everything that waits for this actor's word."""
    lines = waiting_for(request.actor)
    return render(request, "appeals/corrections_waiting.html", {"lines": lines})


def show(request: Request, number: str) -> HttpResponse:
    """The corrections of one matter, with the buttons of who may decide."""
    matter = find(request, number)
    context = {
        "matter": matter,
        "lines": corrections_of(matter, by=request.actor),
        "decides": {move.code for move in offers(matter, request.actor)},
        "client_id": uuid7(),
    }
    return render(request, "appeals/corrections.html", context)


def paper(request: Request, number: str, correction: int) -> HttpResponse:
    """F-102 数据更正单, to print and file."""
    matter = find(request, number)
    line = next((one for one in corrections_of(matter, by=request.actor) if one.key == correction), None)
    if line is None:
        raise Http404(_("没有这张更正单。"))
    context = {"line": line, "number": matter.number, "printed_at": clock.now()}
    return render(request, "appeals/correction_paper.html", context)
