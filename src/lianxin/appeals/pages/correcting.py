"""更正: what waits for a second person, the corrections of one matter, and the paper of one (F-102)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.correction import correction_paper
from lianxin.appeals.queries.corrections import CorrectionLine, corrections_of, waiting_for
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.web.printing import hand_out


def waiting(request: Request) -> HttpResponse:
    """Everything that waits for this actor's word."""
    lines = waiting_for(request.actor)
    return render(request, "appeals/corrections_waiting.html", {"lines": lines})


def show(request: Request, number: str) -> HttpResponse:
    """The corrections of one matter, with the buttons of who may decide."""
    matter = find_whole(request, number)
    context = {
        "matter": matter,
        "lines": corrections_of(matter, by=request.actor),
        "decides": {move.code for move in offers(matter, request.actor)},
        "client_id": uuid7(),
    }
    return render(request, "appeals/corrections.html", context)


def paper(request: Request, number: str, correction: int) -> HttpResponse:
    """F-102 数据更正单, to print and file."""
    line = corrected(request, number, correction)
    context = {"line": line, "number": line.matter.number, "printed_at": clock.now()}
    return render(request, "appeals/correction_paper.html", context)


@require_POST
def file(request: Request, number: str, correction: int) -> HttpResponse:
    """The same as a file to print."""
    return hand_out(request, correction_paper(corrected(request, number, correction)))


def corrected(request: Request, number: str, correction: int) -> CorrectionLine:
    """One correction of a matter. Raises Http404."""
    matter = find_whole(request, number)
    line = next((one for one in corrections_of(matter, by=request.actor) if one.key == correction), None)
    if line is None:
        raise Http404(_("没有这张更正单。"))
    return line
