"""F-97 督办单: one notice of a matter on paper."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.supervision import supervision_paper
from lianxin.appeals.queries.supervision import notice_numbered
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.appeals.models import Supervision
    from lianxin.matters.models import Matter


def paper(request: Request, number: str, supervision: int) -> HttpResponse:
    """The notice to print."""
    matter, notice = noticed(request, number, supervision)
    context = {"matter": matter, "notice": notice, "number": matter.number, "printed_at": clock.now()}
    return render(request, "appeals/supervision_paper.html", context)


@require_POST
def file(request: Request, number: str, supervision: int) -> HttpResponse:
    """The same as a file to print."""
    return hand_out(request, supervision_paper(*noticed(request, number, supervision)))


def noticed(request: Request, number: str, key: int) -> "tuple[Matter, Supervision]":
    """The matter with its notice. Raises Http404."""
    matter = find_whole(request, number)
    notice = notice_numbered(matter, key)
    if notice is None:
        raise Http404(_("没有这张督办单。"))
    return matter, notice
