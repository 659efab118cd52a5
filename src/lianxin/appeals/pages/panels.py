"""评议: every matter a panel has judged or is to judge, with reasons; what the audit samples is marked (DSP-03)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.appeals.queries.dissatisfied import judged
from lianxin.kernel.routes import Request


@require_GET
def show(request: Request) -> HttpResponse:
    """The list; `?sampled=1` shows what the audit reads."""
    rows = judged(by=request.actor)
    only = request.GET.get("sampled") == "1"
    shown = [row for row in rows if row.sampled or not only]
    return render(request, "appeals/panels.html", {"rows": shown, "only": only})
