"""查办理进度: number and query code open one's own matter; a wrong one, an unknown one, another county's look alike."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.forms.answering import RatingForm
from lianxin.doors.actions import open_with_code, rate_matter
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.follow import FollowForm
from lianxin.doors.pages.answers import minutes, open_to_resident, wait_a_while
from lianxin.doors.queries import Progress, own_matter, progress_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import clear, keep_from_caches
from lianxin.web.parts import Paper


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
    form = RatingForm(request.POST or None, by=request.actor, row=matter)
    if form.is_valid():
        client_id = claimed(request.POST.get("client_id", "")) or uuid7()
        try:
            rate_matter(matter, form.cleaned_data["rating"], by=request.actor, client_id=client_id)
            messages.success(request, _("谢谢您的评价，已经记下。"))
            return redirect("progress", number=matter.number)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    progress = progress_of(matter, by=request.actor)
    context = {"progress": progress, "papers": papers_of(progress), "form": form, "client_id": new_claim()}
    response = render(request, "doors/progress.html", context, status=422 if form.errors else 200)
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
