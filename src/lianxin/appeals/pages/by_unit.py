"""单位统计: what each unit had to do with, and how joint handling goes; the rows don't add up, and it says so."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from lianxin.appeals.queries.involved import LEAST, unit_table
from lianxin.kernel.routes import Request
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request) -> HttpResponse:
    """The table of a period."""
    since, until = day(request.GET.get("since", "")), day(request.GET.get("until", ""))
    found = unit_table(by=request.actor, since=since, until=until)
    kept = urlencode({name: str(day) for name, day in (("since", since), ("until", until)) if day})
    context = {"found": found, "since": since, "until": until, "least": LEAST, "kept": kept}
    return render(request, "appeals/by_unit.html", context)
