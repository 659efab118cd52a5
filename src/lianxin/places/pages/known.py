"""Places people know by name, kept for one village (地名)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.places.actions import known as keeping
from lianxin.places.forms.known import KnownForm
from lianxin.places.pages.answers import add_refusal, found, show_form
from lianxin.places.queries import tree
from lianxin.places.rules import VILLAGES, Refused, inside


def show(request: Request, area: int) -> HttpResponse:
    """The places of a village, and a form for one more."""
    row = tree.area(area)
    row = found(row if row and row.kind in VILLAGES and inside(row.code, request.actor.scopes) else None)
    buildings = tree.buildings(row, on=clock.today())
    form = KnownForm(request.POST or None, buildings=buildings)
    if form.is_valid():
        said = form.cleaned_data
        building = tree.area(said["building"]) if said["building"] else None
        try:
            keeping.remember(
                row,
                name=said["name"],
                building=building,
                room=said["room"],
                given=form.given(),
                by=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("已记下，登记时填“具体位置”就会提示。"))
            return redirect("known_places", area=area)
    return show_form(request, "places/known.html", form, area=row, known=tree.known(row))


@require_POST
def forget(request: Request, address: int) -> HttpResponse:
    """Offer a place no more."""
    row = found(tree.address(address))
    try:
        keeping.forget(row, by=request.actor, at=clock.now())
        messages.success(request, _("不再提示这个地名。已登记的事不受影响。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("known_places", area=row.area_id)
