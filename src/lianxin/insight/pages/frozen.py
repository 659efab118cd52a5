"""冻结过的数, and each one counted again beside it (重算对比)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.insight.actions.frozen import asked_for, freeze_all
from lianxin.insight.queries.frozen import compare, frozen_figure, frozen_figures
from lianxin.kernel import clock
from lianxin.kernel.figures.frozen import parameters
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request


def index(request: Request) -> HttpResponse:
    """The copies this actor may know of."""
    return render(request, "insight/frozen/list.html", {"rows": frozen_figures(request.actor)})


@require_POST
def freeze(request: Request) -> HttpResponse:
    """Keep these figures as they stand."""
    queries = asked_for(request.POST.getlist("query"))
    if not queries:
        messages.error(request, _("没有说清冻结哪个数。请从每周一页上点“冻结这几个数”。"))
        return redirect("monday")
    rows = freeze_all(
        queries,
        by=request.actor,
        client_id=client_id(request),
        purpose=request.POST.get("purpose", "").strip(),
    )
    messages.success(request, _("已冻结 %(n)d 个数。以后随时可以重算，看哪里变了。") % {"n": len(rows)})
    return redirect("figures_frozen")


def show(request: Request, key: int) -> HttpResponse:
    """One copy beside what counting again gives now."""
    row = frozen_figure(key, by=request.actor)
    if row is None:
        raise Http404(_("没有这个冻结的数，或者不归您看。"))
    now = clock.now()
    return render(
        request,
        "insight/frozen/show.html",
        {"told": compare(row, by=request.actor, now=now), "query": parameters(row), "now": now},
    )


def client_id(request: Request) -> UUID:
    """The id the form was given: a double click writes once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()
