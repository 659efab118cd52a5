"""实地查看: asking a unit to look, what it found, about a matter or a visit (RCP-12)."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.paper.amounts import in_capitals
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers, open_row
from lianxin.matters.carrying import act_with_photos
from lianxin.matters.pages.matter import find as find_matter
from lianxin.matters.pages.rows import make_row, open_new
from lianxin.matters.queries import timeline
from lianxin.reception.queries.checks import check_of, may_open, photos_of, read, visit_to_check
from lianxin.reception.rules.checks import totals
from lianxin.reception.workflow.checks import FIELD_CHECK

if TYPE_CHECKING:
    from lianxin.reception.models import FieldCheck


def of_matter(request: Request, number: str) -> HttpResponse:
    """请人去看, about a matter."""
    matter = find_matter(request, number)
    home = reverse("matter", kwargs={"number": matter.number})
    return ask(request, title=matter.number, home=home, matter=matter)


def of_visit(request: Request, visit: int) -> HttpResponse:
    """请人去看, about a visit; about its matter too, where it led to one."""
    row = visit_to_check(visit, by=request.actor)
    if row is None:
        raise Http404(_("没有这次来访，或者不归您看。"))
    title = _("%(number)s 号来访") % {"number": row.number}
    return ask(
        request, title=title, home=reverse("visit", kwargs={"key": row.pk}), visit=row, matter=row.matter
    )


def ask(request: Request, *, title: str, home: str, **about: Any) -> HttpResponse:
    """The form; what it is about is not typed."""

    def make(flow: Any, *, data: Any, **more: Any) -> Any:
        return open_row(flow, data={**data, **about}, **more)

    return open_new(request, FIELD_CHECK, "ask", title=title, home=home, onward=address, make=make)


def address(row: "FieldCheck") -> str:
    """The page of a check."""
    return reverse("check", kwargs={"fieldcheck": row.pk})


def find(request: Request, key: int) -> "FieldCheck":
    """The check, if this actor may know of it. Raises Http404."""
    row = check_of(key, by=request.actor)
    if row is None:
        raise Http404(_("没有这次实地查看，或者不归您看。"))
    return row


def show(request: Request, fieldcheck: int) -> HttpResponse:
    """One check."""
    row = read(find(request, fieldcheck))
    context = {
        "row": row,
        "state": FIELD_CHECK.state(row.state).staff,
        "quantities": totals(one.quantity for one in row.quantities.all()),
        "capitals": in_capitals(row.cost) if row.cost is not None else "",
        "photos": photos_of(row),
        "moves": offers(row, request.actor),
        "timeline": timeline(row),
        "matter": row.matter if may_open(row, by=request.actor) else None,
    }
    return render(request, "reception/check.html", context)


def move(request: Request, fieldcheck: int, move: str) -> HttpResponse:
    """One move."""
    row = find(request, fieldcheck)
    return make_row(request, row, move, title=_("实地查看"), home=address(row), make=act_with_photos)
