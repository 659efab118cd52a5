"""The leader's page."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.insight.by_village import ByVillageForm, by_village_table
from lianxin.insight.figures import front
from lianxin.kernel import clock
from lianxin.kernel.routes import Request


def villages(request: Request) -> HttpResponse:
    """What was filed, by village, read by the map of a day (按旧区划、按新区划)."""
    asked = ByVillageForm(request.GET)
    days = asked.days()
    table = by_village_table(by=request.actor, now=clock.now(), **days)
    shown = {"form": asked, "table": table, "today": clock.today(), **days}
    return render(request, "insight/villages.html", shown)


def show(request: Request) -> HttpResponse:
    """New, open and how old, late: each with its list."""
    now = clock.now()
    return render(request, "insight/leader.html", {"front": front(by=request.actor, now=now), "now": now})
