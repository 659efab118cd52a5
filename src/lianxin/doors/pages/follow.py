"""查办理进度: number and query code open one's own matter; a wrong one, an unknown one, another county's look alike."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.forms.answering import RatingForm
from lianxin.doors.actions import escalate_matter, open_with_code, rate_matter, supply_matter
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.fields import SentForm
from lianxin.doors.forms.follow import FollowForm, SupplyForm, UrgentForm
from lianxin.doors.pages.answers import minutes, open_to_resident, wait_a_while
from lianxin.doors.queries import Progress, own_matter, progress_of
from lianxin.doors.rules import EMERGENCY_PHONES
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import clear, keep_from_caches
from lianxin.web.parts import Paper

if TYPE_CHECKING:
    from lianxin.matters.models import Matter

RATE, SUPPLY, URGENT = "rate", "supply", "escalate"  # what a form on the page is for; also the moves' codes


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
    """How one's own matter stands, and what one may do; whoever hasn't shown number and code is asked for them."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    forms = forms_of(request, matter)
    doing = request.POST.get("do", RATE)
    if request.method == "POST" and doing in forms and forms[doing].is_valid():
        try:
            messages.success(request, do(request, matter, doing, forms[doing].cleaned_data))
            return redirect("progress", number=matter.number)
        except (Refused, ValidationError) as refusal:
            say_why(forms[doing], refusal)
    progress = progress_of(matter, by=request.actor)
    context = {
        "progress": progress,
        "papers": papers_of(progress),
        "form": forms[RATE],
        "supply": forms[SUPPLY],
        "urgent": forms[URGENT],
        "asking": forms.get(doing) if request.method == "POST" else None,
        "client_id": new_claim(),
        "emergency_phones": EMERGENCY_PHONES,
    }
    faulty = any(form.errors for form in forms.values())
    response = render(request, "doors/progress.html", context, status=422 if faulty else 200)
    keep_from_caches(response)
    return response


def forms_of(request: Request, matter: "Matter") -> dict[str, Form]:
    """What a resident may fill in here; the one that was sent with what was typed."""
    sent = request.POST.get("do", RATE) if request.method == "POST" else ""
    return {
        RATE: RatingForm(request.POST if sent == RATE else None, by=request.actor, row=matter),
        SUPPLY: SupplyForm(request.POST, request.FILES) if sent == SUPPLY else SupplyForm(),
        URGENT: UrgentForm(request.POST) if sent == URGENT else UrgentForm(),
    }


def do(request: Request, matter: "Matter", doing: str, said: dict[str, Any]) -> str:
    """Make the move and give the sentence that says so. Raises Refused and ValidationError."""
    client_id = claimed(request.POST.get("client_id", "")) or uuid7()
    if doing == SUPPLY:
        supply_matter(matter, said["text"], said["photos"], by=request.actor, client_id=client_id)
        return _("补充的情况已经收到，我们接着办。")
    if doing == URGENT:
        escalate_matter(matter, said["reason"], by=request.actor, client_id=client_id)
        return _("已按特急处理，很快有人联系您。有危险请先打 110、119、120。")
    rate_matter(matter, said["rating"], by=request.actor, client_id=client_id)
    return _("谢谢您的评价，已经记下。")


def say_why(form: Form, refusal: Refused | ValidationError) -> None:
    """Show beside the form why it was not taken."""
    if isinstance(form, SentForm):
        form.refuse(refusal)
    else:
        form.add_error(None, str(refusal))


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
