"""接待的数: visits, people, matters, callbacks of a span or a slot, and the lists behind them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel import clock
from lianxin.kernel.figures import registry
from lianxin.kernel.figures.registry import NO_SLICE, Query
from lianxin.kernel.routes import Request
from lianxin.reception.figures import visits as figures
from lianxin.reception.queries.listing import calls_page, visits_page
from lianxin.reception.queries.visits import average_wait, counts_of, slot_by_key

if TYPE_CHECKING:
    from lianxin.reception.models import Slot

LONGEST = timedelta(days=366)


@require_GET
def show(request: Request) -> HttpResponse:
    """The three counters, the outcomes, the callbacks; of one slot, or of the days asked for."""
    now, slot = clock.now(), slot_asked(request)
    since, until = (slot.day, slot.day) if slot else days_asked(request)
    part = ("slot", str(slot.pk)) if slot else NO_SLICE
    query = Query(figures.VISITS.code, since, until, part=part)
    told = figures.told(query, by=request.actor, now=now)
    rows = query.rows(registry.NUMERATOR, by=request.actor, now=now)
    wait = average_wait(rows)
    context = {
        "slot": slot,
        "since": since,
        "until": until,
        "told": told,
        "outcomes": [] if slot else figures.outcomes(query, by=request.actor, now=now),
        "of_slot": counts_of(rows).outcomes if slot else [],
        "wait": int(wait.total_seconds() // 60) if wait is not None else None,
        "now": now,
    }
    return render(request, "reception/counts.html", context)


def slot_asked(request: Request) -> "Slot | None":
    """The slot in the address, if there is one this actor may know of."""
    key = request.GET.get("slot", "")
    return slot_by_key(int(key), by=request.actor) if key.isdecimal() and len(key) < 19 else None


def days_asked(request: Request) -> tuple[date, date]:
    """The days in the address; the month so far where there are none, or none that make sense."""
    today = clock.today()
    try:
        since = date.fromisoformat(request.GET.get("since", ""))
        until = date.fromisoformat(request.GET.get("until", ""))
    except ValueError:
        return today.replace(day=1), today
    return (since, until) if since <= until <= since + LONGEST else (today.replace(day=1), today)


@require_GET
def rows(request: Request) -> HttpResponse:
    """The visits behind a number. Raises Http404 for an address that asks for nothing of the kind."""
    query = asked(request, figures.VISITS.code, figures.VISITORS.code)
    found, following, total = visits_page(
        query, request.GET.get("after", ""), by=request.actor, now=clock.now()
    )
    context = {"query": query, "rows": found, "total": total, "next": following}
    return render(request, "reception/visits.html", context)


@require_GET
def calls(request: Request) -> HttpResponse:
    """The callbacks behind a number. Raises Http404."""
    query = asked(request, figures.CALLS.code)
    found, following, total = calls_page(
        query, request.GET.get("after", ""), by=request.actor, now=clock.now()
    )
    context = {"query": query, "rows": found, "total": total, "next": following}
    return render(request, "reception/callbacks.html", context)


def asked(request: Request, *codes: str) -> Query:
    """The query of the address. Raises Http404."""
    query = registry.read(request.GET.dict())
    if query is None or query.code not in codes:
        raise Http404(_("没有这份清单。请从“接待的数”点数字进来。"))
    return query
