"""当日事: a dispute brought in the morning, both sides at one table, the result the same day (SEV-03, SEV-04)."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.routes import Request
from lianxin.matters.act import offers, open_row
from lianxin.matters.pages.matter import find as find_matter
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.matters.queries import timeline
from lianxin.reception.queries import sameday as queries
from lianxin.reception.workflow.sameday import SAME_DAY

if TYPE_CHECKING:
    from lianxin.reception.models import SameDay


def receive(request: Request, number: str) -> HttpResponse:
    """今天给结果, for an appeal."""
    matter = find_matter(request, number)

    def make(flow: Any, *, data: Any, **more: Any) -> Any:
        return open_row(flow, data={**data, "matter": matter}, **more)

    home = reverse("matter", kwargs={"number": matter.number})
    return open_new(request, SAME_DAY, "receive", title=matter.number, home=home, onward=address, make=make)


def address(row: "SameDay") -> str:
    """The page of one."""
    return reverse("same_day", kwargs={"sameday": row.pk})


def find(request: Request, key: int) -> "SameDay":
    """The dispute, if this actor may know of its appeal. Raises Http404."""
    row = queries.same_day_of(key, by=request.actor)
    if row is None:
        raise Http404(_("没有这件当日事，或者不归您看。"))
    return row


def show(request: Request, sameday: int) -> HttpResponse:
    """One of them: steps with their times, what the law asks first, what both sides said."""
    row = find(request, sameday)
    offered = offers(row, request.actor)
    unasked = queries.unasked(row)
    context = {
        "shown": queries.shown(row),
        "state": SAME_DAY.state(row.state).staff,
        "moves": [move for move in offered if move.code != "ask_side" or unasked],
        "timeline": timeline(row),
    }
    return render(request, "reception/same_day.html", context)


def move(request: Request, sameday: int, move: str) -> HttpResponse:
    """One move."""
    row = find(request, sameday)
    return make_row(request, row, move, title=_("当日事"), home=address(row))
