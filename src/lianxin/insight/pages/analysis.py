"""月度分析 (F-101)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.insight.figures.analysis import analysis
from lianxin.insight.pages.months import month_or_404
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.kernel.snapshots import snapshot


@require_GET
def show(request: Request, code: str) -> HttpResponse:
    """Classes with their trend, the topic of the month, what became of the last ones."""
    month, now = month_or_404(code), clock.now()
    with snapshot():
        page = analysis(month, by=request.actor, now=now)
    context = {"page": page, "now": now, "leads": request.actor.holds(Role.LEADER)}
    return render(request, "insight/analysis.html", context)
