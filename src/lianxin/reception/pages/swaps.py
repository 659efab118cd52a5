"""换班: asked of somebody, agreed to, and posted anew (调换)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.routes import Request
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.reception.pages.answers import found
from lianxin.reception.queries.swaps import asked_by, asked_of, swap_of
from lianxin.reception.workflow import SWAP


@require_safe
def index(request: Request) -> HttpResponse:
    """What waits for one's answer, and what one asked for."""
    context = {"asked_of_me": asked_of(request.actor), "asked_by_me": asked_by(request.actor)}
    return render(request, "reception/swaps.html", context)


def new(request: Request) -> HttpResponse:
    """Ask somebody to swap."""
    home = reverse("swaps")
    return open_new(request, SWAP, "ask", title=_("请求调换"), home=home, onward=lambda row: home)


def make(request: Request, swap: int, move: str) -> HttpResponse:
    """Agree, decline, withdraw."""
    row = found(swap_of(swap, by=request.actor))
    return make_row(request, row, move, title=_("换班"), home=reverse("swaps"))
