"""今天我要办的: the first page of everybody who works here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.kernel.worktime import missing_year
from lianxin.matters.queries import today
from lianxin.matters.waiting import waiting_for
from lianxin.people.queries.duties import gaps_under
from lianxin.people.queries.handovers import waiting_for as waiting_to_sign


def show(request: Request) -> HttpResponse:
    """What waits for me, what is due first on top."""
    by = request.actor
    shown = {
        "tasks": today(by=by),
        "waiting": list(waiting_for(by)),
        "now": clock.now(),
        "gaps": gaps_under(by, at=timezone.now()),
        "to_sign_over": waiting_to_sign(by),
        "missing_year": missing_year() if by.holds(Role.ADMINISTRATOR) else None,
    }
    return render(request, "matters/today.html", shown)
