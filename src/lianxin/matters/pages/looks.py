"""谁看过: who looked at the names and numbers of one matter, for who oversees it."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel.routes import Request
from lianxin.matters.naming import MATTER
from lianxin.matters.pages.matter import find
from lianxin.people.actions.reveal import log_opened
from lianxin.people.queries.access import looks_at


def show(request: Request, number: str) -> HttpResponse:
    """The looks at one matter, the latest first; reading them is on record, too."""
    matter = find(request, number)
    log_opened(by=request.actor)
    context = {"matter": matter, "lines": looks_at(MATTER, matter.pk, by=request.actor)}
    return render(request, "matters/looks.html", context)
