"""接待督查: slots kept and covered, by leader; posted late; nobody to stand in. Never how many visitors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.reception.pages.answers import period
from lianxin.reception.queries.kept import report


@require_safe
def show(request: Request) -> HttpResponse:
    """The last month and the coming two weeks, or the period asked for."""
    form, first, last = period(request, 30, 14)
    context = {"form": form, "report": report(request.actor, first, last, clock.today())}
    return render(request, "reception/kept.html", context)
