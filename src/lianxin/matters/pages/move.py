"""Making a move: one form for every line of the table; a refusal keeps what was typed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import act, in_the_way, is_offered
from lianxin.matters.flows import flow_of
from lianxin.matters.forms import MoveForm
from lianxin.matters.pages.matter import find
from lianxin.matters.panels import panel_of
from lianxin.matters.queries import knows
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Move

if TYPE_CHECKING:
    from lianxin.matters.models import Matter, Stateful


def make(request: Request, number: str, move: str) -> HttpResponse:
    """Show the move's form, or make the move."""
    matter = find(request, number)
    step = flow_of(matter).move(move)
    if step is None:
        raise Http404(_("没有这个办理动作。"))
    bound = request.POST if request.method == "POST" else None
    form = (step.form or MoveForm)(bound, by=request.actor, row=matter)
    if bound is not None and may_look(request, matter, step) and form.looking:
        return ask(request, matter, step, form.again(), status=200)
    if bound is None or not form.is_valid():
        return ask(request, matter, step, form, status=200 if bound is None else 422)
    try:
        commit(request, matter, step, form)
    except Refused as refusal:
        return ask(request, matter, step, form, refusal=refusal, status=409)
    kept = knows(request.actor, matter)  # the move itself may have given it away
    messages.success(request, done(matter, step, kept=kept))
    return redirect(onward(request, matter, kept=kept))


def may_look(request: Request, matter: "Matter", step: Move) -> bool:
    """Whether a form may show something before it is sent: to who may make the move, on the matter as it stands."""
    return version(request, matter) == matter.version and is_offered(step, matter, request.actor)


def done(matter: "Matter", step: Move, *, kept: bool) -> str:
    """The sentence that says so; who gave the matter away by it is told where to look."""
    if kept:
        return made(step)
    words = _("已%(move)s。%(number)s 现在不归您办，这里看不到了；结果在“消息”和各张清单里。")
    return words % {"move": step.label, "number": matter.number}


def made(step: Move) -> str:
    """受理 becomes 已受理; a label that says it already (已访) says it once."""
    words = _("%(move)s。") if str(step.label).startswith("已") else _("已%(move)s。")
    return words % {"move": step.label}


def commit(request: Request, matter: "Matter", step: Move, form: MoveForm) -> None:
    """Hand what was typed to the writer. Raises Refused."""
    act(
        matter,
        step.code,
        by=request.actor,
        data=form.cleaned_data,
        client_id=client_id(request),
        version=version(request, matter),
    )


def ask(
    request: Request,
    matter: "Matter",
    step: Move,
    form: MoveForm,
    *,
    refusal: Refused | None = None,
    status: int,
) -> HttpResponse:
    """The form, with what was typed and why it was not taken."""
    panel = panel_of(matter)
    context = {
        "matter": matter,
        "move": step,
        "state": flow_of(matter).state(matter.state),
        "offered": is_offered(step, matter, request.actor),
        "held_up": in_the_way(step, matter, request.actor),
        "form": form,
        "refusal": refusal,
        "client_id": uuid7() if refusal or request.method != "POST" else client_id(request),
        "next": request.POST.get("next", request.GET.get("next", "")),
        "panel": panel.template,
        "now": clock.now(),
        **panel.fill(matter, request.actor),
    }
    return render(request, "matters/move.html", context, status=status)


def client_id(request: Request) -> UUID:
    """The id the form was given when it was shown: a double click sends it twice and acts once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()


def version(request: Request, row: "Stateful") -> int:
    """The version the form was filled in on."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else row.version


def onward(request: Request, matter: "Matter", *, kept: bool) -> str:
    """Where the page wanted to go next, if that is one of ours; else back to the matter, or to the desk."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("matter", kwargs={"number": matter.number}) if kept else reverse("today")
