"""查办理进度: number and query code open one's own matter; a wrong one, an unknown one, another county's look alike."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.forms.answering import RatingForm
from lianxin.doors.actions import escalate_matter, open_with_code, rate_matter, supply_matter
from lianxin.doors.forms.claims import claimed
from lianxin.doors.forms.fields import SentForm
from lianxin.doors.forms.follow import FollowForm, SupplyForm, UrgentForm
from lianxin.doors.pages import own
from lianxin.doors.pages.answers import minutes, open_to_resident, wait_a_while
from lianxin.doors.pages.own import RATE, SUPPLY, URGENT
from lianxin.doors.queries import closed_to, own_matter
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import clear

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
    """How one's own matter stands, and what one may do; whoever hasn't shown number and code is asked for them."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        if closed_to(number, by=request.actor):
            messages.info(request, _("本人已撤回委托，这张回执的查询码停用了。有疑问请打电话找我们。"))
        return redirect("follow")
    forms = forms_of(request, matter)
    doing = request.POST.get("do", RATE)
    if request.method == "POST" and doing in forms and forms[doing].is_valid():
        try:
            messages.success(request, do(request, matter, doing, forms[doing].cleaned_data))
            return redirect("progress", number=matter.number)
        except (Refused, ValidationError) as refusal:
            say_why(forms[doing], refusal)
    sent = forms.get(doing) if request.method == "POST" else None
    return own.page(request, matter, forms, asking=sent)


def forms_of(request: Request, matter: "Matter") -> dict[str, Form]:
    """What a resident may fill in here; the one that was sent with what was typed."""
    forms, sent = own.blank_forms(request, matter), request.POST.get("do", RATE)
    if request.method != "POST":
        return forms
    if sent == RATE:
        forms[RATE] = RatingForm(request.POST, by=request.actor, row=matter)
    elif sent == SUPPLY:
        forms[SUPPLY] = SupplyForm(request.POST, request.FILES)
    elif sent == URGENT:
        forms[URGENT] = UrgentForm(request.POST)
    return forms


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


@require_POST
def close(request: Request) -> HttpResponse:
    """看完了，关闭: this browser forgets every matter it opened."""
    return clear(request, redirect("home"))
