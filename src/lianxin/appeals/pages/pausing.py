"""挂起、延期: what was asked and decided about one matter, with the buttons of who decides; the paper of one (F-95)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.extension import extension_paper
from lianxin.appeals.queries.pauses import ExtensionLine, pauses_of
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.web.office import office
from lianxin.web.printing import hand_out


def show(request: Request, number: str) -> HttpResponse:
    """The suspensions and extensions of one matter."""
    matter = find_whole(request, number)
    context = {
        "matter": matter,
        "pauses": pauses_of(matter, by=request.actor),
        "decides": {move.code for move in offers(matter, request.actor)},
        "client_id": uuid7(),
    }
    return render(request, "appeals/pauses.html", context)


def paper(request: Request, number: str, extension: int) -> HttpResponse:
    """F-95 延期申请与告知, to print, hand over and file."""
    line = asked(request, number, extension)
    shown = office(line.asking.decided_at or line.asking.at)
    context = {"line": line, "number": number, "printed_at": clock.now(), "office": shown}
    return render(request, "appeals/extension_paper.html", context)


@require_POST
def file(request: Request, number: str, extension: int) -> HttpResponse:
    """The same as a file to print."""
    line = asked(request, number, extension)
    return hand_out(request, extension_paper(line, office(line.asking.decided_at or line.asking.at)))


def asked(request: Request, number: str, extension: int) -> ExtensionLine:
    """One extension of a matter. Raises Http404."""
    found = pauses_of(find_whole(request, number), by=request.actor).extensions
    line = next((one for one in found if one.key == extension), None)
    if line is None:
        raise Http404(_("没有这张延期申请。"))
    return line
