"""Making a move on a row that is no matter: a slot, a visit, a slip, a door; a refusal keeps what was typed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import act, is_offered, open_row
from lianxin.matters.flows import flow_of
from lianxin.matters.forms import MoveForm
from lianxin.matters.ledger import event_of
from lianxin.matters.pages.move import client_id, made, version
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Move, Workflow

if TYPE_CHECKING:
    from lianxin.matters.models import Stateful

Make = Callable[..., Any]
Address = Callable[[Any], str]


def make_row(
    request: Request,
    row: "Stateful",
    move: str,
    *,
    title: str,
    home: str,
    make: Make = act,
    beside: str = "",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the move's form, or make the move and go `home`, the address of the row's own page.

    `title` names the row, `beside` a template shown next to the form, `more` its context. `make` is called as `act`
    is, for moves that bring files along; what it raises as Refused or ValidationError is shown in the form.
    """
    step = flow_of(row).move(move)
    if step is None or not step.source:
        raise Http404(_("没有这个办理动作。"))
    page: dict[str, Any] = {"row": row, "title": title, "home": home, "beside": beside, **(more or {})}
    page |= {"move": step, "offered": is_offered(step, row, request.actor), "version": row.version}
    page["state"] = flow_of(row).state(row.state)
    if request.method == "POST" and was_made(request, row, step):
        return gone_on(request, page, home)

    def moved(**how: Any) -> str:
        make(row, move, version=version(request, row), **how)
        return home

    return carry_out(request, filled(request, step, row), page, moved)


def open_new(
    request: Request,
    flow: Workflow,
    move: str,
    *,
    title: str,
    home: str,
    onward: Address,
    make: Make = open_row,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form of an opening move, or open the row and go where `onward` says; `home` is the way back."""
    step = flow.move(move)
    if step is None or step.source:
        raise Http404(_("没有这个办理动作。"))
    page: dict[str, Any] = {"title": title, "home": home, "move": step, "offered": True, **(more or {})}

    def opened(**how: Any) -> str:
        return onward(make(flow, move=move, **how))

    return carry_out(request, filled(request, step, None), page, opened)


def carry_out(
    request: Request, form: MoveForm, page: Mapping[str, Any], make: Callable[..., str]
) -> HttpResponse:
    """Hand a form that holds to `make`, which gives the address to go on to; else show it, with why."""
    if not form.is_bound or not form.is_valid():
        return ask(request, form, page, status=422 if form.is_bound else 200)
    try:
        onward = make(by=request.actor, data=form.cleaned_data, client_id=client_id(request))
    except Refused as refusal:
        return ask(request, form, page, refusal=refusal, status=409)
    except ValidationError as fault:
        form.add_error(None, fault)
        return ask(request, form, page, status=422)
    return gone_on(request, page, onward)


def was_made(request: Request, row: "Stateful", step: Move) -> bool:
    """Whether this very form came before: what it chose then may no longer be there to choose."""
    earlier = event_of(row, client_id(request))
    return earlier is not None and earlier.move == step.code


def gone_on(request: Request, page: Mapping[str, Any], onward: str) -> HttpResponse:
    """On to the next page, which says that it was done."""
    messages.success(request, made(page["move"]))
    return redirect(onward)


def filled(request: Request, step: Move, row: "Stateful | None") -> MoveForm:
    """The move's form, with what was sent."""
    form = step.form or MoveForm
    if request.method == "POST":
        return form(request.POST, request.FILES, by=request.actor, row=row)
    return form(by=request.actor, row=row)


def ask(
    request: Request,
    form: MoveForm,
    page: Mapping[str, Any],
    *,
    status: int,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The form, with what was typed and why it was not taken."""
    again = refusal is None and form.is_bound
    context = {
        **page,
        "form": form,
        "refusal": refusal,
        "client_id": client_id(request) if again else uuid7(),
    }
    return render(request, "matters/row_move.html", context, status=status)
