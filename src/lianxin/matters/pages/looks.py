"""谁看过这件事: who looked at, printed, took out or handed on one matter, for who oversees it (quality C10)."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel.routes import Request
from lianxin.matters.forms import SeenForm
from lianxin.matters.pages.matter import find
from lianxin.matters.seen import SHOWN, AskedSeen, seen
from lianxin.people.actions.reveal import log_opened


def show(request: Request, number: str) -> HttpResponse:
    """What the filters find, the latest first; reading it is on record, too."""
    matter = find(request, number)
    log_opened(by=request.actor)
    form = SeenForm(request.GET or None)
    asked = AskedSeen(**form.cleaned_data) if form.is_valid() else AskedSeen()
    context = {"matter": matter, "form": form, "lines": seen(matter, asked), "most": SHOWN}
    return render(request, "matters/looks.html", context, status=422 if form.errors else 200)
