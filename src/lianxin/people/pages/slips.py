"""Printing links and codes for staff without telephones (打印链接单、口令单)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from lianxin.kernel.routes import Request
from lianxin.people import queries, totp
from lianxin.people.actions import slips
from lianxin.people.pages.answers import found, from_elsewhere, whole
from lianxin.people.pages.staff import read
from lianxin.people.queries.staff_list import STATES, choices_of, members_of, staff_page
from lianxin.people.rules import Refused

if TYPE_CHECKING:
    from lianxin.people.actions.slips import Slip


@dataclass(frozen=True)
class Printed:
    """A slip as it is printed: with the whole address, once."""

    slip: "Slip"
    address: str
    qr: SafeString


def choose(request: Request) -> HttpResponse:
    """Whom to print for; then the sheet, shown this once."""
    if request.method == "POST":
        return make(request)
    return ask(request)


def ask(request: Request, *, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    """The list to tick; who waits for a first sign-in, unless another is asked for."""
    query = request.GET.copy()
    query.setdefault("state", "new")
    asked, now = read(query), timezone.now()
    shown = {
        "asked": asked,
        "page": staff_page(asked, at=now),
        "units": choices_of(queries.units_in_use()),
        "states": STATES,
        "chosen": [whole(one) for one in request.POST.getlist("account")],
        "paper": request.POST.get("paper") == "1",
        "refusal": refusal,
    }
    return render(request, "people/slips.html", shown, status=status)


def make(request: Request) -> HttpResponse:
    """Fresh links for those ticked, on paper."""
    keys = {key for one in request.POST.getlist("account") if (key := whole(one)) is not None}
    now, paper = timezone.now(), request.POST.get("paper") == "1"
    if len(keys) > slips.MOST:
        return ask(request, refusal=Refused(slips.too_many()), status=422)
    try:
        made = slips.print_slips(members_of(sorted(keys), at=now), paper=paper, by=request.actor, at=now)
    except Refused as refusal:
        return ask(request, refusal=refusal, status=422)
    sheet = [printed(request, one) for one in made]
    return render(request, "people/slips_print.html", {"slips": sheet, "printed_at": now})


def printed(request: Request, slip: "Slip") -> Printed:
    """A slip with its address as another computer reaches it, and the picture of it."""
    address = from_elsewhere(request) + reverse("arrive", kwargs={"token": slip.token})
    return Printed(slip, address, mark_safe(totp.qr_svg(address)))  # noqa: S308  # drawn by ourselves


@require_POST
def codes(request: Request, account: int) -> HttpResponse:
    """A fresh list of codes for somebody who has no telephone, on paper."""
    member = found(queries.member(account))
    now = timezone.now()
    try:
        fresh = slips.print_codes(member.account, by=request.actor, at=now)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("person", account=account)
    return render(request, "people/codes_print.html", {"member": member, "codes": fresh, "printed_at": now})
