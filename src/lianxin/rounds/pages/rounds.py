"""Rounds: the list, one of them, planning it, choosing its households (敲门行动)."""

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET

from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import act, offers
from lianxin.matters.flows import flow_named, flow_of
from lianxin.matters.pages.move import client_id
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.matters.refusals import Refused
from lianxin.rounds.actions import rounds as acts
from lianxin.rounds.figures import by_area
from lianxin.rounds.forms.rounds import AddressForm
from lianxin.rounds.pages.finding import found
from lianxin.rounds.queries import doors, rounds
from lianxin.rounds.queries.doors import MOST_DOORS
from lianxin.rounds.rules.doors import Result

if TYPE_CHECKING:
    from lianxin.rounds.models import Round

ROUND = "rounds.round"


@require_GET
def index(request: Request) -> HttpResponse:
    """The rounds that are planned or go on, or those that are over."""
    ended = request.GET.get("ended") == "1"
    context = {"lines": rounds.rounds(request.actor, ended=ended), "ended": ended}
    return render(request, "rounds/index.html", context)


def new(request: Request) -> HttpResponse:
    """Plan a round; the next thing is to choose its households."""
    return open_new(
        request,
        flow_named(ROUND),
        "plan",
        title=_("新的敲门行动"),
        home=reverse("rounds"),
        onward=lambda row: reverse("round_choose", kwargs={"key": row.pk}),
    )


@require_GET
def show(request: Request, key: int) -> HttpResponse:
    """One round: how far it is, its doors by result, what may be done."""
    row = found(rounds.round_of(key, by=request.actor))
    state = request.GET.get("state", "")
    known = {one.code: one for one in flow_named("rounds.door").states}
    context = {
        "row": row,
        "line": rounds.lines_of([row])[0],
        "state": flow_of(row).state(row.state),
        "moves": offers(row, request.actor),
        "doors": doors.doors(row, by=request.actor, state=state if state in known else ""),
        "states": list(known.values()),
        "chosen": state,
        "alongside": rounds.alongside(row.area, row.starts_on, row.ends_on, by=request.actor, but=row.pk),
    }
    return render(request, "rounds/round.html", context)


def move(request: Request, key: int, move: str) -> HttpResponse:
    """Make a move on a round."""
    row = found(rounds.round_of(key, by=request.actor))
    home = reverse("round", kwargs={"key": row.pk})
    make = acts.merge if move == "merge" else act
    return make_row(request, row, move, title=row.name, home=home, make=make)


def choose(request: Request, key: int) -> HttpResponse:
    """Choose the households of the area; who was visited lately and who refused is said beside them (KNK-05)."""
    row = found(rounds.round_of(key, by=request.actor))
    if request.method == "POST":
        return put_on(request, row)
    found_homes = doors.candidates(row)
    context = {
        "row": row,
        "homes": found_homes[:MOST_DOORS],
        "more": len(found_homes) > MOST_DOORS,
        "most": MOST_DOORS,
        "address": AddressForm(initial={"client_id": uuid7()}),
        "client_id": uuid7(),
        "alongside": rounds.alongside(row.area, row.starts_on, row.ends_on, by=request.actor, but=row.pk),
    }
    return render(request, "rounds/choose.html", context)


def put_on(request: Request, row: "Round") -> HttpResponse:
    """Put the ticked households on the list; the same form sent twice puts them on once."""
    chosen = {int(key) for key in request.POST.getlist("home") if key.isdecimal() and len(key) < 19}
    try:
        outcome = acts.list_doors(row, chosen, by=request.actor, client_id=client_id(request))
    except IntegrityError:
        messages.error(request, _("别人刚刚也在加这些户，请看过名单再加。"))
        return redirect("round_choose", key=row.pk)
    words = ngettext("已列入 %(n)d 户。", "已列入 %(n)d 户。", len(outcome.done))
    messages.success(request, words % {"n": len(outcome.done)})
    sentences = Counter(refusal.message for refusal in outcome.refused.values())
    for sentence, count in sentences.items():
        messages.warning(request, _("%(n)d 户没有列入：%(why)s") % {"n": count, "why": sentence})
    return redirect("round", key=row.pk)


def add(request: Request, key: int) -> HttpResponse:
    """Put an address on the list that is in no record of households."""
    row = found(rounds.round_of(key, by=request.actor))
    form = AddressForm(request.POST or None, initial={"client_id": uuid7()})
    if form.is_valid():
        said = form.cleaned_data
        try:
            acts.add_address(row, said["address"], by=request.actor, client_id=said["client_id"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已列入名单。"))
            return redirect("round", key=row.pk)
    return render(request, "rounds/add.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@require_GET
def figures(request: Request) -> HttpResponse:
    """Coverage per group, needs per hundred doors, doors not answered twice."""
    context = {"lines": by_area(request.actor), "results": Result.choices}
    return render(request, "rounds/figures.html", context)
