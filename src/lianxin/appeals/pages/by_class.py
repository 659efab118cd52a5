"""分类统计: how many matters of a period count under each class, read in the new edition or an old one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from lianxin.appeals.queries import classes
from lianxin.appeals.queries.by_class import counts
from lianxin.kernel.routes import Request
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request) -> HttpResponse:
    """The table; every number leads to its list."""
    codes = classes.edition_codes()
    asked = request.GET.get("edition", "")
    edition = asked if asked in codes else classes.edition_in_force()
    since, until = day(request.GET.get("since", "")), day(request.GET.get("until", ""))
    found = counts(by=request.actor, edition=edition, since=since, until=until)
    kept = {"edition": edition, "since": since or "", "until": until or ""}
    context = {
        "found": found,
        "codes": codes,
        "since": since,
        "until": until,
        "kept": urlencode({name: str(value) for name, value in kept.items() if value}),
    }
    return render(request, "appeals/by_class.html", context)
