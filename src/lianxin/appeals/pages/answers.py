"""F-98 办理结果答复书, as it was sent: for staff to print and hand over."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.appeals.queries.answer_sheet import answer_sheet
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.pages.matter import find


def show(request: Request, number: str, place: int) -> HttpResponse:
    """One of the matter's replies that were sent, counted from 1."""
    sheet = answer_sheet(find(request, number), place)
    if sheet is None:
        raise Http404(_("没有这份答复书。答复发出以后才有。"))
    context = {"sheet": sheet, "number": sheet.number, "printed_at": clock.now()}
    return render(request, "appeals/answer.html", context)
