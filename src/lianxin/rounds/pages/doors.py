"""One door: what came of it, what people there asked for, the card left (走访登记)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.doors.actions import AlreadySent
from lianxin.doors.forms.claims import new_claim
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.move import client_id
from lianxin.matters.pages.rows import make_row
from lianxin.matters.queries import timeline
from lianxin.matters.refusals import Refused
from lianxin.rounds.actions.cards import leave_card
from lianxin.rounds.actions.doors import find_need
from lianxin.rounds.forms.cards import CardForm
from lianxin.rounds.forms.doors import NeedForm
from lianxin.rounds.pages.finding import found
from lianxin.rounds.queries import cards, doors
from lianxin.rounds.queries.events import made_before


@require_GET
def show(request: Request, door: int) -> HttpResponse:
    """One door."""
    row = found(doors.door_of(door, by=request.actor))
    context = {
        "row": row,
        "state": flow_of(row).state(row.state),
        "moves": offers(row, request.actor),
        "line": doors.line_of(row),
        "timeline": timeline(row),
    }
    return render(request, "rounds/door.html", context)


def move(request: Request, door: int, move: str) -> HttpResponse:
    """Write down what came of it, or put it right."""
    row = found(doors.door_of(door, by=request.actor))
    title = _("第 %(n)d 户 %(address)s") % {"n": row.order, "address": row.address}
    return make_row(request, row, move, title=title, home=reverse("door", kwargs={"door": row.pk}))


def need(request: Request, door: int) -> HttpResponse:
    """Register what people there ask for; it is an appeal at once."""
    row = found(doors.door_of(door, by=request.actor))
    bound = request.method == "POST"
    form = (
        NeedForm(request.POST, request.FILES, by=request.actor, row=row)
        if bound
        else NeedForm(initial={"client_id": new_claim()}, by=request.actor, row=row)
    )
    if bound and form.is_valid():
        said = form.cleaned_data
        try:
            key = said["client_id"] or uuid7()
            got = find_need(row, said, said["photos"], by=request.actor, client_id=key)
        except AlreadySent as sent:
            words = _(
                "刚才已登记为 %(number)s。现在的内容不一样，没有保存；是另一件事，请重新打开这一页再登。"
            )
            form.add_error(None, words % {"number": sent.matter.number})
        except (Refused, ValidationError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记为 %(number)s。") % {"number": got.matter.number})
            return redirect("door", door=row.pk)
    return render(request, "rounds/need.html", {"row": row, "form": form}, status=422 if form.errors else 200)


def card(request: Request, door: int) -> HttpResponse:
    """Write down the card that was left."""
    row = found(doors.door_of(door, by=request.actor))
    form = CardForm(request.POST if request.method == "POST" else None, team=row.round.team_id)
    if form.is_bound and form.is_valid():
        if form.card is None:
            form.add_error("number", _("请填卡号。"))
        elif made_before(form.card, client_id(request)):
            return redirect("door", door=row.pk)
        else:
            try:
                leave_card(form.card, row, form.cleaned_data, by=request.actor, client_id=client_id(request))
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("已记下留卡。"))
                return redirect("door", door=row.pk)
    context = {
        "row": row,
        "form": form,
        "numbers": cards.unused(row.round.team_id, most=1),
        "client_id": request.POST.get("client_id") or uuid7(),
    }
    return render(request, "rounds/card_form.html", context, status=422 if form.errors else 200)
