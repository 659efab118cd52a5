"""周一一页: last week on one sheet, any earlier week by its address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.insight.figures.monday import FROZEN, monday, query
from lianxin.insight.figures.weeks import last_week, week_of
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.kernel.snapshots import snapshot
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request) -> HttpResponse:
    """Figures 1 to 5 and 8 of D.6, each with its formula and its lists."""
    now, today = clock.now(), clock.today()
    week = week_of(day(request.GET.get("week", "")), today=today)
    with snapshot():  # or what moves between two questions makes the balance uneven
        page = monday(week, by=request.actor, now=now)
    context = {
        "page": page,
        "now": now,
        "latest": week == last_week(today),
        "frozen": [query(code, week) for code in FROZEN] if request.actor.holds(Role.LEADER) else [],
        "client_id": uuid7(),
    }
    return render(request, "insight/monday.html", context)
