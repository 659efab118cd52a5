"""接待安排: who receives whom where and when, for everybody, and as a calendar to subscribe to (RCP-02)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lianxin.kernel import clock
from lianxin.kernel.editions import value_of
from lianxin.kernel.routes import Request
from lianxin.reception.pages.answers import found
from lianxin.reception.queries.feed import feed
from lianxin.reception.queries.kinds import active, kind_called
from lianxin.reception.queries.slots import posted
from lianxin.reception.terms import TERMS


@require_safe
def show(request: Request) -> HttpResponse:
    """The posted slots of the coming weeks, kind by kind."""
    weeks = value_of(TERMS).weeks
    shown = posted(clock.today(), weeks)
    kinds = [(kind, [one for one in shown if one.slot.kind_id == kind.pk]) for kind in active()]
    return render(request, "reception/plan.html", {"kinds": kinds, "weeks": weeks})


@require_safe
def calendar(request: Request, code: str) -> HttpResponse:
    """The same of one kind, for a telephone's calendar."""
    kind = found(kind_called(code))
    text = feed(kind, clock.today(), value_of(TERMS).weeks, request.get_host().partition(":")[0])
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=f"{kind.code}.ics") or ""
    )
    return answer
