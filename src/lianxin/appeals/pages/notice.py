"""F-99 不予受理/转送告知书: why it isn't ours, and where to go; for staff and for the resident with the receipt."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.prints.notice import notice_paper
from lianxin.appeals.queries import Notice, helping_of, notice_of
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.queries import matter_by_number
from lianxin.people.sessions import keep_from_caches
from lianxin.web.office import office
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def show(request: Request, number: str) -> HttpResponse:
    """The notice to print. Raises Http404 where there is none, or none this actor may know of."""
    matter, notice = told(request, number)
    context = {"matter": matter, "notice": notice, "number": matter.number, "printed_at": clock.now()}
    response = render(request, "appeals/notice.html", context)
    keep_from_caches(response)
    return response


@require_POST
def file(request: Request, number: str) -> HttpResponse:
    """The same as a file to print."""
    matter, notice = told(request, number)
    return hand_out(request, notice_paper(matter, notice, office(notice.at)))


def told(request: Request, number: str) -> "tuple[Matter, Notice]":
    """The matter with its notice. Raises Http404."""
    matter = matter_by_number(number, by=request.actor)
    if matter is not None and helping_of(matter, by=request.actor) is not None:
        matter = None
    notice = notice_of(matter, clear=request.actor.account is None) if matter is not None else None
    if matter is None or notice is None:
        raise Http404(_("这里没有告知书。请核对编号；群众请先凭编号和查询码查进度。"))
    return matter, notice
