"""接待种类: set up and corrected, and who takes turns in them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.pages.move import client_id
from lianxin.reception.actions import kinds as acts
from lianxin.reception.forms.kinds import KindForm, TurnForm
from lianxin.reception.pages.answers import found
from lianxin.reception.queries.kinds import kind_of, next_days_of, turns_of

if TYPE_CHECKING:
    from lianxin.reception.models import Kind


def new(request: Request) -> HttpResponse:
    """A new kind."""
    form = KindForm(request.POST or None, by=request.actor)
    if form.is_valid():
        row = acts.add_kind(form.cleaned_data, by=request.actor, client_id=client_id(request))
        messages.success(request, _("已添加。请接着排出谁轮着接待。"))
        return redirect("reception_kind", kind=row.pk)
    context = {"form": form, "client_id": request.POST.get("client_id") or uuid7()}
    return render(request, "reception/kind_new.html", context, status=422 if form.errors else 200)


def show(request: Request, kind: int) -> HttpResponse:
    """One kind to correct, its next days, its list of turns."""
    row = found(kind_of(kind, by=request.actor))
    first = KindForm.first_values(row)
    form = KindForm(request.POST or None, by=request.actor, besides=row.pk, initial=first)
    if form.is_valid():
        acts.change_kind(row, form.cleaned_data, by=request.actor)
        messages.success(request, _("已保存。已经排定的场次不变。"))
        return redirect("reception_kind", kind=row.pk)
    return page(request, row, form, TurnForm(by=request.actor))


def page(request: Request, row: "Kind", form: KindForm, turn: TurnForm) -> HttpResponse:
    """The page of a kind with both its forms."""
    context = {
        "kind": row,
        "form": form,
        "turn": turn,
        "turns": turns_of(row),
        "next_days": next_days_of(row, clock.today()),
    }
    wrong = form.errors or turn.errors
    return render(request, "reception/kind.html", context, status=422 if wrong else 200)


@require_POST
def add_turn(request: Request, kind: int) -> HttpResponse:
    """Have somebody take turns."""
    row = found(kind_of(kind, by=request.actor))
    turn = TurnForm(request.POST, by=request.actor)
    if not turn.is_valid():
        first = KindForm.first_values(row)
        return page(request, row, KindForm(by=request.actor, besides=row.pk, initial=first), turn)
    acts.add_turn(row, **turn.cleaned_data, by=request.actor)
    messages.success(request, _("已加入轮值名单。"))
    return redirect("reception_kind", kind=row.pk)


@require_POST
def end_turn(request: Request, kind: int, turn: int) -> HttpResponse:
    """Take somebody off the list."""
    row = found(kind_of(kind, by=request.actor))
    acts.end_turn(row, turn, by=request.actor)
    messages.success(request, _("已移出轮值名单。已经排定的场次不变，要换人请到那一场里换。"))
    return redirect("reception_kind", kind=row.pk)
