"""意见箱的数字 of a period; every number leads to its list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.boxes.figures.report import report
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request) -> HttpResponse:
    """The tables of a period; this year up to today when none was asked for."""
    until = day(request.GET.get("until", "")) or clock.today()
    since = day(request.GET.get("since", "")) or until.replace(month=1, day=1)
    if since > until:
        since, until = until, since
    found = report(since, until, by=request.actor, now=clock.now())
    return render(request, "boxes/figures.html", {"found": found, "since": since, "until": until})
