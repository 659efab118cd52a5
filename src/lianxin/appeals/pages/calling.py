"""The page of the callback desk."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.appeals.queries.callback_list import rings
from lianxin.kernel import clock
from lianxin.kernel.routes import Request


def show(request: Request) -> HttpResponse:
    """Whom to ring now and whom later."""
    now = clock.now()
    return render(request, "appeals/callbacks.html", {"rings": rings(by=request.actor, now=now), "now": now})
