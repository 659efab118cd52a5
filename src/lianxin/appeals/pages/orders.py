"""交办单 (F-49) and 回访记录 (F-50) of a matter, as files to print."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.prints.orders import calls_paper, order_paper
from lianxin.appeals.queries.orders import calls, given
from lianxin.kernel.routes import Request
from lianxin.matters.flows import flow_of
from lianxin.web.printing import hand_out


@require_POST
def order(request: Request, number: str, key: int) -> HttpResponse:
    """One dispatch."""
    matter = find_whole(request, number)
    found = given(matter, key, by=request.actor)
    if found is None:
        raise Http404(_("没有这张交办单。"))
    return hand_out(request, order_paper(matter, found))


@require_POST
def callbacks(request: Request, number: str) -> HttpResponse:
    """Every callback so far."""
    matter = find_whole(request, number)
    title, lines = calls(matter, by=request.actor)
    return hand_out(request, calls_paper(matter, title, lines, flow_of(matter).state(matter.state).staff))
