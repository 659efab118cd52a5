"""今天我要办的: the first page of everybody who works here."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters.queries import today


def show(request: Request) -> HttpResponse:
    """What waits for me, what is due first on top."""
    tasks = today(by=request.actor)
    return render(request, "matters/today.html", {"tasks": tasks, "now": clock.now()})
