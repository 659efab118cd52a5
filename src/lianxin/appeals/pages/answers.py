"""F-98 办理结果答复书, as it was sent: for staff to print and hand over."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.answer import answer_paper
from lianxin.appeals.queries.answer_sheet import AnswerSheet, answer_sheet
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.web.office import office
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def show(request: Request, number: str, place: int) -> HttpResponse:
    """One of the matter's replies that were sent, counted from 1."""
    sheet = sent(find_whole(request, number), place)
    context = {"sheet": sheet, "number": sheet.number, "printed_at": clock.now()}
    return render(request, "appeals/answer.html", context)


@require_POST
def file(request: Request, number: str, place: int) -> HttpResponse:
    """The same as a file to print."""
    matter = find_whole(request, number)
    sheet = sent(matter, place)
    return hand_out(request, answer_paper(sheet, matter.pk, office(sheet.sent_at)))


def sent(matter: "Matter", place: int) -> AnswerSheet:
    """The paper of one reply. Raises Http404 where that was not sent."""
    sheet = answer_sheet(matter, place)
    if sheet is None:
        raise Http404(_("没有这份答复书。答复发出以后才有。"))
    return sheet
