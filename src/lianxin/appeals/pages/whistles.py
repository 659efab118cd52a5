"""F-96 联办会商纪要（吹哨单）: to print, and to sign at the place."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.prints.whistle import whistle_paper
from lianxin.appeals.queries import helping_of
from lianxin.appeals.queries.whistle import WhistleLine, whistle_line
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.pages.matter import find
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def show(request: Request, number: str, whistle: int) -> HttpResponse:
    """One call of units to a place."""
    matter = find(request, number)
    line = called(request, matter, whistle)
    context = {"matter": matter, "line": line, "number": matter.number, "printed_at": clock.now()}
    return render(request, "appeals/whistle_paper.html", context)


@require_POST
def file(request: Request, number: str, whistle: int) -> HttpResponse:
    """The same as a file to print."""
    matter = find(request, number)
    return hand_out(request, whistle_paper(matter, called(request, matter, whistle)))


def called(request: Request, matter: "Matter", key: int) -> WhistleLine:
    """The call; for who only assists one in which a unit of theirs was called. Raises Http404."""
    helps = helping_of(matter, by=request.actor) is not None
    line = whistle_line(matter, key, units=request.actor.every_unit if helps else None)
    if line is None:
        raise Http404(_("没有这张吹哨单。请从这件事的页面打开。"))
    return line
