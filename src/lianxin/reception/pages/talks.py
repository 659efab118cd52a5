"""接谈: the record is typed while they speak; matters that may be the same stand beside it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.doors.actions import AlreadySent, SheetTaken
from lianxin.doors.forms.fields import LONGEST_TEXT
from lianxin.doors.pages.answers import keep_receipt
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.pages.move import client_id, version
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.looks import note_look
from lianxin.reception.forms.outcomes import OutcomeForm
from lianxin.reception.forms.talks import PaperForm, TalkForm
from lianxin.reception.intake.talks import conclude, enter_paper
from lianxin.reception.pages.finding import slot_run, visit_run
from lianxin.reception.queries.talks import may_be_known
from lianxin.reception.rules.visits import NUMBERED, VisitState

if TYPE_CHECKING:
    from lianxin.reception.models import Visit

Save = Callable[..., "Visit"]
Text = str | Promise
TWICE = gettext_lazy("这一号刚才已经立项。请刷新页面看结果。")


def write(request: Request, key: int) -> HttpResponse:
    """The form of one talk; after saving, the visit with its papers to print."""
    visit = visit_run(request, key)
    if visit.state != VisitState.TALKING:
        return redirect("visit", key=key)
    bound = request.POST if request.method == "POST" else None
    form = TalkForm(bound, by=request.actor, slot=visit.slot, visit=visit)
    if form.is_bound and form.is_valid():
        ended = saved(request, form, partial(conclude, visit, version=version(request, visit)), TWICE)
        if ended is not None:
            return onward(request, ended)
    note_look(visit, by=request.actor)
    return ask(request, "reception/talk.html", form, visit=visit, slot=visit.slot, version=visit.version)


@require_POST
def known(request: Request) -> HttpResponse:
    """What may be the same as what is being typed: a part of the page (同一诉求)."""
    text, phone = request.POST.get("asked", "")[:LONGEST_TEXT], request.POST.get("phone", "")[:32]
    found = may_be_known(text, phone, by=request.actor)
    return render(
        request, "reception/parts/known.html", {"known": found, "join": request.POST.get("join_known", "")}
    )


def paper(request: Request, key: int) -> HttpResponse:
    """补登纸表: number, times, talk and outcome from the sheet, at once."""
    slot = slot_run(request, key)
    form = PaperForm(request.POST if request.method == "POST" else None, by=request.actor, slot=slot)
    if form.is_bound and form.is_valid():
        visit = saved(
            request, form, partial(enter_paper, slot), _("这张纸刚才已经补登。请到接待台看这一号。")
        )
        if visit is not None:
            return onward(request, visit)
    return ask(request, "reception/paper.html", form, slot=slot)


def saved(request: Request, form: OutcomeForm, save: Save, twice: Text) -> "Visit | None":
    """What was typed, written down; None where it wasn't taken, and the form says why. `twice`: it was sent before."""
    try:
        return save(form.cleaned_data, by=request.actor, client_id=client_id(request))
    except Refused as refusal:
        form.refuse(refusal)
    except ValidationError as fault:
        form.add_error(None, fault)
    except (AlreadySent, SheetTaken):
        form.add_error(None, str(twice))
    return None


def onward(request: Request, visit: "Visit") -> HttpResponse:
    """To the visit; the receipt of what was opened may be printed here for a while."""
    if visit.matter_id is not None and visit.state in NUMBERED:
        keep_receipt(request, visit.matter_id)
    words = {"number": visit.number, "outcome": VisitState(visit.state).label}
    messages.success(request, _("%(number)s 号：%(outcome)s。") % words)
    return redirect("visit", key=visit.pk)


def ask(
    request: Request, template: str, form: OutcomeForm, *, compare: bool = False, **more: Any
) -> HttpResponse:
    """The form, with what was typed and why it was not taken; `compare`: with what may be the same at once."""
    context = {
        "form": form,
        "known": form.known() if compare or form.is_bound or form["phone"].value() else [],
        "join": form["join"].value() or form.data.get("join_known", ""),
        "client_id": client_id(request) if form.is_bound else uuid7(),
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
