"""One slot: who is in it, what was altered, its moves (场次)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.routes import Request
from lianxin.matters.act import act, offers
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.reception.actions.moving import move_slot
from lianxin.reception.actions.planning import plan_one
from lianxin.reception.actions.taking_off import take_off
from lianxin.reception.pages.answers import found
from lianxin.reception.queries.slots import altered_in, persons_of, slot_of, title_of
from lianxin.reception.workflow import SLOT

WAYS = {"move": move_slot, "take_off": take_off}


@require_safe
def show(request: Request, slot: int) -> HttpResponse:
    """Its persons, what was altered, what may be done."""
    row = found(slot_of(slot, by=request.actor))
    context = {
        "slot": row,
        "title": title_of(row),
        "state": flow_of(row).state(row.state),
        "persons": persons_of(row),
        "changes": altered_in(row),
        "offered": offers(row, request.actor),
    }
    return render(request, "reception/slot.html", context)


def make(request: Request, slot: int, move: str) -> HttpResponse:
    """One move on it."""
    row = found(slot_of(slot, by=request.actor))
    home = reverse("slot", args=[row.pk])
    return make_row(request, row, move, title=title_of(row), home=home, make=WAYS.get(move, act))


def new(request: Request) -> HttpResponse:
    """A slot besides the rota."""
    return open_new(
        request,
        SLOT,
        "plan",
        title=_("加排一场接待"),
        home=reverse("rota"),
        onward=lambda row: reverse("slot", args=[row.pk]),
        make=plan_one,
    )
