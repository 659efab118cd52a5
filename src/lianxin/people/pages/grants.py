"""Rights that wait for the security administrator (待确认的授权): two persons for each (A8)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.people.actions import grants
from lianxin.people.pages.answers import found
from lianxin.people.queries.duties import proposal, second_hand_needed
from lianxin.people.queries.grants import lately, waiting
from lianxin.people.rules import Refused


@require_GET
def index(request: Request) -> HttpResponse:
    """What waits, and what was decided lately; the administrator may look, the security administrator decide."""
    shown = {
        "waiting": waiting(),
        "decided": lately(),
        "may_decide": request.actor.holds(Role.SECURITY),
        "needed": second_hand_needed(timezone.now()),
    }
    return render(request, "people/grants.html", shown)


@require_POST
def confirm(request: Request, proposal_id: int) -> HttpResponse:
    """Agree."""
    try:
        grants.confirm(found(proposal(proposal_id)), by=request.actor, at=timezone.now())
        messages.success(request, _("已确认，对方下一次点击时生效。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("grants")


@require_POST
def refuse(request: Request, proposal_id: int) -> HttpResponse:
    """Say no."""
    try:
        grants.refuse(found(proposal(proposal_id)), by=request.actor, at=timezone.now())
        messages.success(request, _("已退回，这项授权没有生效。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("grants")
