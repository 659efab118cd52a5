"""化解层级: at which level the matters of a period were settled in the end (SYN-01); every number leads to its list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.appeals.figures.by_level import settled_by_level
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request) -> HttpResponse:
    """The table of a period; this year up to today when none was asked for."""
    today = clock.today()
    until = day(request.GET.get("until", "")) or today
    since = day(request.GET.get("since", "")) or until.replace(month=1, day=1)
    if since > until:
        since, until = until, since
    found = settled_by_level(since, until, by=request.actor, now=clock.now())
    return render(request, "appeals/by_level.html", {"found": found, "since": since, "until": until})
