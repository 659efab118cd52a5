"""查办理进度: number and query code open one's own matter; a wrong one, an unknown one, another county's look alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.forms.answering import RatingForm
from lianxin.appeals.sheets import answer_sheet
from lianxin.doors.actions import file_again, make_own, open_with_code, rate_matter
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.follow import AgainForm, FollowForm
from lianxin.doors.pages.answers import keep_receipt, minutes, open_to_resident, wait_a_while
from lianxin.doors.queries import Progress, own_matter, progress_of
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.forms import MoveForm
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Move
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import clear, keep_from_caches
from lianxin.web.parts import Paper

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def ask(request: Request) -> HttpResponse:
    """Ask for number and query code; both travel in the body of the request, never in an address."""
    form = FollowForm(request.POST or None)
    if request.actor.account is not None or not form.is_valid():
        return render(request, "doors/follow.html", {"form": form}, status=422 if form.errors else 200)
    given = form.cleaned_data
    try:
        matter = open_with_code(given["number"], given["code"], address=address_of(request))
    except TooMany as too_many:
        page = render(request, "doors/follow.html", {"form": form, "minutes": minutes(too_many)})
        return wait_a_while(page, too_many)
    if matter is None:
        form.add_error(None, _("编号或查询码不对。请对照回执一位一位核对；回执丢了，请打电话找我们。"))
        return render(request, "doors/follow.html", {"form": form}, status=422)
    open_to_resident(request, matter.pk)
    return redirect("progress", number=matter.number)


def show(request: Request, number: str) -> HttpResponse:
    """How one's own matter stands; whoever hasn't shown number and code is asked for them."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    if request.method == "POST" and "again" in request.POST:
        return again(request, matter)
    form = RatingForm(request.POST or None, by=request.actor, row=matter)
    if form.is_valid():
        client_id = claimed(request.POST.get("client_id", "")) or uuid7()
        try:
            rate_matter(matter, form.cleaned_data["rating"], by=request.actor, client_id=client_id)
            messages.success(request, _("谢谢您的评价，已经记下。"))
            return redirect("progress", number=matter.number)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return page_of(request, matter, rating=form)


@dataclass(frozen=True)
class Asked:
    """One thing the resident may do now, with its form; open when it was just sent."""

    move: Move
    form: MoveForm
    open: bool = False


def page_of(
    request: Request,
    matter: "Matter",
    *,
    rating: MoveForm | None = None,
    asked: Asked | None = None,
    more: AgainForm | None = None,
) -> HttpResponse:
    """The page; the form that was just sent stands open on it, with what was typed."""
    progress = progress_of(matter, by=request.actor)
    form = rating or RatingForm(by=request.actor, row=matter)
    faulty = [one for one in (rating, asked.form if asked else None, more) if one and one.errors]
    context = {
        "progress": progress,
        "papers": papers_of(progress),
        "form": form,
        "faulty": faulty[0] if faulty else form,
        "asks": [
            asked if asked and asked.move == move else blank(move, matter, request) for move in progress.may
        ],
        "more": (more or AgainForm()) if progress.too_old else None,
        "client_id": new_claim(),
    }
    response = render(request, "doors/progress.html", context, status=422 if faulty else 200)
    keep_from_caches(response)
    return response


def blank(move: Move, matter: "Matter", request: Request) -> Asked:
    """The form of a move with nothing in it."""
    return asked_for(move, matter, request, None)


def asked_for(move: Move, matter: "Matter", request: Request, given: QueryDict | None) -> Asked:
    """The form of a move; several stand on one page, so each has ids of its own."""
    form = (move.form or MoveForm)(given, by=request.actor, row=matter, auto_id=f"{move.code}_%s")
    return Asked(move, form, open=given is not None)


@require_POST
def make(request: Request, number: str, move: str) -> HttpResponse:
    """补充说明, 撤回, 重启, 不同意并案: what the resident may do themselves."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    step = next((one for one in progress_of(matter, by=request.actor).may if one.code == move), None)
    if step is None:
        messages.error(request, _("这件事刚刚有了变化，现在不能办这一步。请看现在的情况。"))
        return redirect("progress", number=matter.number)
    asked = asked_for(step, matter, request, request.POST)
    if asked.form.is_valid():
        client_id = claimed(request.POST.get("client_id", "")) or uuid7()
        try:
            make_own(matter, move, asked.form.cleaned_data, by=request.actor, client_id=client_id)
            messages.success(request, _("已经记下：%(move)s。") % {"move": step.label})
            return redirect("progress", number=matter.number)
        except Refused as refusal:
            asked.form.add_error(None, refusal.message)
    return page_of(request, matter, asked=asked)


def again(request: Request, matter: "Matter") -> HttpResponse:
    """再反映: a new appeal after one that is too old to be taken up again."""
    form = AgainForm(request.POST)
    if not progress_of(matter, by=request.actor).too_old:
        return redirect("progress", number=matter.number)
    if not form.is_valid():
        return page_of(request, matter, more=form)
    client_id = claimed(request.POST.get("client_id", "")) or uuid7()
    filed = file_again(matter, form.cleaned_data["text"], by=request.actor, client_id=client_id)
    keep_receipt(request, filed.pk)
    return redirect("receipt", number=filed.number)


def answer(request: Request, number: str, place: int) -> HttpResponse:
    """F-98 办理结果答复书 of one's own matter, to print."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    sheet = answer_sheet(matter, place)
    if sheet is None:
        raise Http404(_("没有这份答复书。答复发出以后才有。"))
    context = {"sheet": sheet, "number": sheet.number, "printed_at": clock.now(), "resident": True}
    response = render(request, "appeals/answer.html", context)
    keep_from_caches(response)
    return response


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


@require_POST
def close(request: Request) -> HttpResponse:
    """看完了，关闭: this browser forgets every matter it opened."""
    return clear(request, redirect("home"))
