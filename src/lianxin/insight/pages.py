"""The leader's page."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.insight.figures import front
from lianxin.kernel import clock
from lianxin.kernel.routes import Request


def show(request: Request) -> HttpResponse:
    """New, open and how old, late: each with its list."""
    now = clock.now()
    return render(request, "insight/leader.html", {"front": front(by=request.actor, now=now), "now": now})
