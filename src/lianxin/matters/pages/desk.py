"""今天我要办的: the first page of everybody who works here."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.kernel.worktime import missing_year
from lianxin.matters.queries import today


def show(request: Request) -> HttpResponse:
    """What waits for me, what is due first on top."""
    tasks = today(by=request.actor)
    missing = missing_year() if request.actor.holds(Role.ADMINISTRATOR) else None
    context = {"tasks": tasks, "now": clock.now(), "missing_year": missing}
    return render(request, "matters/today.html", context)
