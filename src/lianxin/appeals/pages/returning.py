"""退单和裁定: what waits and what was decided, and the paper of one (F-94)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.returning import return_paper
from lianxin.appeals.queries.returning import ReturnLine, line_of, piles_of
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.web.printing import hand_out


@require_GET
def index(request: Request) -> HttpResponse:
    """Returns of the matters this actor sees, and those of their own unit."""
    return render(request, "appeals/returns.html", {"piles": piles_of(request.actor)})


def paper(request: Request, number: str, key: int) -> HttpResponse:
    """F-94 退单申请 / 争议裁定书, to print and file."""
    line = given_back(request, number, key)
    context = {"line": line, "number": line.matter.number, "printed_at": clock.now()}
    return render(request, "appeals/return_paper.html", context)


@require_POST
def file(request: Request, number: str, key: int) -> HttpResponse:
    """The same as a file to print."""
    return hand_out(request, return_paper(given_back(request, number, key)))


def given_back(request: Request, number: str, key: int) -> ReturnLine:
    """One return of a matter. Raises Http404."""
    line = line_of(find_whole(request, number), key)
    if line is None:
        raise Http404(_("没有这张退单。"))
    return line
