"""The list below a box for an area, while one types; without a script the form itself brings it."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.kernel import clock
from lianxin.kernel.context import county_or_all
from lianxin.kernel.routes import Request
from lianxin.places.queries import lookup
from lianxin.places.rules import VILLAGES, AreaKind

LONGEST_WORDS = 60
FIELD = re.compile(r"[\w-]{1,40}")


@require_GET
def show(request: Request) -> HttpResponse:
    """Areas the words may mean: in the asker's own area for staff, in the county for residents."""
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    kinds = [kind for kind in request.GET.get("kinds", "").split(",") if kind in AreaKind.values] or [
        *VILLAGES
    ]
    scopes = request.actor.scopes or (str(county_or_all() or request.actor.county),)
    hits, more = lookup.search(words, scopes=scopes, kinds=kinds, on=clock.today())
    name = request.GET.get("name", "")
    shown = {"hits": hits, "more": more, "words": words, "name": name if FIELD.fullmatch(name) else "area"}
    return render(request, "places/parts/hits.html", shown)
