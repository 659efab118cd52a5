"""接触: each time somebody spoke in a span, the list behind the number of times."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.insight.queries.contacts import SPOKEN_OF, page_of
from lianxin.kernel import clock
from lianxin.kernel.figures import registry
from lianxin.kernel.routes import Request


@require_GET
def show(request: Request) -> HttpResponse:
    """The times, the latest first. Raises Http404 for an address that asks for nothing of the kind."""
    query, now = registry.read(request.GET.dict()), clock.now()
    if query is None or query.code != SPOKEN_OF:
        raise Http404(_("没有这份清单。请从每周一页点“接触”的数字进来。"))
    after = request.GET.get("after", "")
    rows, following, total = page_of(query, after, by=request.actor, now=now)
    context = {
        "query": query,
        "rows": rows,
        "total": total,
        "after": after,
        "next": following,
        "now": now,
    }
    return render(request, "insight/contacts.html", context)
