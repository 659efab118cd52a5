"""Handover lists (移交清单): what a post has open, who takes over, three signatures, one printed sheet (XC-06)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.people import handover as registry
from lianxin.people.actions import handovers
from lianxin.people.forms.duties import SuccessorForm
from lianxin.people.pages.answers import add_refusal, found
from lianxin.people.pages.duties import which_one
from lianxin.people.queries import handovers as queries
from lianxin.people.rules import Refused

if TYPE_CHECKING:
    from lianxin.people.models import Handover


@require_GET
def index(request: Request) -> HttpResponse:
    """The lists that concern me: to sign, and done."""
    by = request.actor
    shown = {"open": queries.open_handovers(by), "done": queries.done_handovers(by), "now": timezone.now()}
    return render(request, "people/handovers.html", shown)


@require_GET
def show(request: Request, key: int) -> HttpResponse:
    """One list: what is open by module, who takes over, who has signed."""
    row = found(queries.handover(key, by=request.actor))
    return page(request, row, choosing(row))


def choosing(row: "Handover", data: Any = None) -> SuccessorForm:
    """The form that names the two others."""
    heirs = [
        (one.pk, f"{one.person.name} · {one.account.login}") for one in queries.heirs(row, at=timezone.now())
    ]
    initial = {"successor": row.successor_id}
    return SuccessorForm(data, heirs=heirs, initial=initial)


def page(request: Request, row: "Handover", form: SuccessorForm, *, status: int = 200) -> HttpResponse:
    """The list on the screen."""
    by = request.actor
    shown = facts(request, row) | {
        "form": form,
        "administers": by.holds(Role.ADMINISTRATOR) and row.done_at is None,
        "sides": handovers.sides_open_to(row, by=by, at=timezone.now()),
    }
    return render(request, "people/handover.html", shown, status=status)


def facts(request: Request, row: "Handover") -> dict[str, Any]:
    """What screen and paper show alike."""
    leaver = queries.leaver_of(row)
    return {
        "handover": row,
        "piles": registry.lists(leaver, request.actor),
        "signatures": queries.signatures(row),
        "now": timezone.now(),
    }


@require_GET
def print_out(request: Request, key: int) -> HttpResponse:
    """The list on paper, with lines to sign."""
    row = found(queries.handover(key, by=request.actor))
    shown = facts(request, row) | {"printed_at": timezone.now()}
    return render(request, "people/handover_print.html", shown)


@require_POST
def name(request: Request, key: int) -> HttpResponse:
    """The administrator says who takes over and who watches."""
    row, now = found(queries.handover(key, by=request.actor)), timezone.now()
    form = choosing(row, request.POST)
    if not form.is_valid():
        return page(request, row, form, status=422)
    watchers = (
        queries.account_named(form.cleaned_data["watcher"], at=now) if form.cleaned_data["watcher"] else []
    )
    if form.cleaned_data["watcher"] and len(watchers) != 1:
        form.add_error("watcher", which_one(bool(watchers)))
        return page(request, row, form, status=422)
    heir = next(one for one in queries.heirs(row, at=now) if one.pk == form.cleaned_data["successor"])
    try:
        handovers.name_successor(
            row, heir, watcher=watchers[0] if watchers else None, by=request.actor, at=now
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return page(request, row, form, status=422)
    messages.success(request, _("已定接收人。请移交人、接收人、监交人各自登录，在“移交清单”里签字。"))
    return redirect("handover", key=key)


@require_POST
def sign(request: Request, key: int, side: str) -> HttpResponse:
    """One of the three signs."""
    row = found(queries.handover(key, by=request.actor))
    leaver = queries.leaver_of(row)
    tally = {pile.code: pile.count for pile in registry.counts(leaver)}
    try:
        handovers.sign(row, side, by=request.actor, at=timezone.now(), counts=tally)
        messages.success(request, _("已签字。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("handover", key=key)
