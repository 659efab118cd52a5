"""今天您是谁: the demo's people, to be taken on with one click; only on the machine it runs on (演示)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lianxin.kernel.routes import Request
from lianxin.people import queries, sessions
from lianxin.people.actions import sign_in as entry
from lianxin.people.demo import demo_open
from lianxin.people.pages.answers import asked_for, begin_work, device_here, found


def who(request: Request) -> HttpResponse:
    """Every invented person by unit and post, with what they may do."""
    if not demo_open(request):
        raise Http404
    if request.method == "POST":
        return _take_on(request)
    shown = {"offices": queries.offices(timezone.now()), "next": asked_for(request)}
    return render(request, "people/who.html", shown)


def _take_on(request: Request) -> HttpResponse:
    chosen = request.POST.get("account", "")
    account = found(queries.account_by_id(int(chosen)) if chosen.isdecimal() else None)
    stay = entry.begin_demo(account, at=timezone.now(), device=device_here(request))
    return begin_work(request, sessions.start(request, stay))
