"""The page of one's own matter, and what residents do on it themselves: 补充说明, 不同意并案, 重启, 撤回, 再反映."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.forms.answering import RatingForm
from lianxin.appeals.prints.answer import answer_paper
from lianxin.appeals.queries.answer_sheet import answer_sheet
from lianxin.doors.actions import file_again, make_own
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.follow import AgainForm, SupplyForm, UrgentForm
from lianxin.doors.pages.answers import keep_receipt
from lianxin.doors.queries import Progress, own_matter, progress_of
from lianxin.doors.rules import EMERGENCY_PHONES
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.forms import MoveForm
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Move
from lianxin.people.sessions import keep_from_caches
from lianxin.web.office import office
from lianxin.web.parts import Paper
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.matters.models import Matter

RATE, SUPPLY, URGENT = "rate", "supply", "escalate"  # what a form on the page is for; also the moves' codes


@dataclass(frozen=True)
class Asked:
    """One thing the resident may do now, with its form; open when it was just sent."""

    move: Move
    form: MoveForm
    open: bool = False


def blank_forms(request: Request, matter: "Matter") -> dict[str, Form]:
    """The forms of the page with nothing in them."""
    return {
        RATE: RatingForm(by=request.actor, row=matter),
        SUPPLY: SupplyForm(),
        URGENT: UrgentForm(),
    }


def page(
    request: Request,
    matter: "Matter",
    forms: Mapping[str, Form],
    *,
    asking: Form | None = None,
    asked: Asked | None = None,
    more: AgainForm | None = None,
) -> HttpResponse:
    """The page; the form that was just sent stands open on it, with what was typed."""
    progress = progress_of(matter, by=request.actor)
    sent = asking or more or (asked.form if asked else None)
    context = {
        "progress": progress,
        "papers": papers_of(progress),
        "form": forms[RATE],
        "supply": forms[SUPPLY],
        "urgent": forms[URGENT],
        "asking": sent,
        "asks": [
            asked if asked and asked.move == move else form_of(move, matter, request, None)
            for move in progress.may
        ],
        "more": (more or AgainForm()) if progress.too_old else None,
        "client_id": new_claim(),
        "emergency_phones": EMERGENCY_PHONES,
    }
    faulty = sent is not None and bool(sent.errors)
    response = render(request, "doors/progress.html", context, status=422 if faulty else 200)
    keep_from_caches(response)
    return response


def form_of(move: Move, matter: "Matter", request: Request, given: QueryDict | None) -> Asked:
    """The form of a move; several stand on one page, so each has ids of its own."""
    form = (move.form or MoveForm)(given, by=request.actor, row=matter, auto_id=f"{move.code}_%s")
    return Asked(move, form, open=given is not None)


def opened(asked: Asked) -> Asked:
    """The same, open on the page."""
    return replace(asked, open=True)


def make(request: Request, number: str, move: str) -> HttpResponse:
    """Make one of the moves; without anything typed the page with that one open."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    step = next((one for one in progress_of(matter, by=request.actor).may if one.code == move), None)
    if step is None:
        messages.error(request, _("这件事刚刚有了变化，现在不能办这一步。请看现在的情况。"))
        return redirect("progress", number=matter.number)
    asked = form_of(step, matter, request, request.POST if request.method == "POST" else None)
    if asked.form.is_valid():
        client_id = claimed(request.POST.get("client_id", "")) or uuid7()
        try:
            make_own(matter, move, asked.form.cleaned_data, by=request.actor, client_id=client_id)
            messages.success(request, _("已经记下：%(move)s。") % {"move": step.label})
            return redirect("progress", number=matter.number)
        except Refused as refusal:
            asked.form.add_error(None, refusal.message)
    return page(request, matter, blank_forms(request, matter), asked=opened(asked))


def again(request: Request, number: str) -> HttpResponse:
    """再反映: a new appeal after one that is too old to be taken up again."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    if request.method != "POST" or not progress_of(matter, by=request.actor).too_old:
        return page(request, matter, blank_forms(request, matter))
    form = AgainForm(request.POST)
    if not form.is_valid():
        return page(request, matter, blank_forms(request, matter), more=form)
    client_id = claimed(request.POST.get("client_id", "")) or uuid7()
    filed = file_again(matter, form.cleaned_data["text"], by=request.actor, client_id=client_id)
    keep_receipt(request, filed.pk)
    return redirect("receipt", number=filed.number)


def answer(request: Request, number: str, place: int) -> HttpResponse:
    """F-98 办理结果答复书 of one's own matter, to print."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    sheet = answer_sheet(matter, place, clear=True)
    if sheet is None:
        raise Http404(_("没有这份答复书。答复发出以后才有。"))
    context = {"sheet": sheet, "number": sheet.number, "printed_at": clock.now(), "resident": True}
    response = render(request, "appeals/answer.html", context)
    keep_from_caches(response)
    return response


@require_POST
def answer_file(request: Request, number: str, place: int) -> HttpResponse:
    """The same as a file to print."""
    matter = own_matter(number, by=request.actor)
    sheet = answer_sheet(matter, place) if matter is not None else None
    if matter is None or sheet is None:
        raise Http404(_("没有这份答复书。答复发出以后才有。"))
    return hand_out(request, answer_paper(sheet, matter.pk, office(sheet.sent_at)))


def papers_of(progress: Progress) -> list[Paper]:
    """The papers with the addresses they are fetched from."""
    return [
        Paper(
            name=paper.name,
            href=reverse("attachment", args=[paper.client_id]),
            size=paper.size,
            at=paper.at,
            image=paper.kind.startswith("image/"),
        )
        for paper in progress.papers
    ]
