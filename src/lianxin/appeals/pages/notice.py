"""F-99 不予受理/转送告知书: why it isn't ours, and where to go; for staff and for the resident with the receipt."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.appeals.queries import notice_of
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.queries import matter_by_number
from lianxin.people.sessions import keep_from_caches


def show(request: Request, number: str) -> HttpResponse:
    """The notice to print. Raises Http404 where there is none, or none this actor may know of."""
    matter = matter_by_number(number, by=request.actor)
    notice = notice_of(matter, clear=request.actor.account is None) if matter is not None else None
    if matter is None or notice is None:
        raise Http404(_("这里没有告知书。请核对编号；群众请先凭编号和查询码查进度。"))
    context = {"matter": matter, "notice": notice, "number": matter.number, "printed_at": clock.now()}
    response = render(request, "appeals/notice.html", context)
    keep_from_caches(response)
    return response
