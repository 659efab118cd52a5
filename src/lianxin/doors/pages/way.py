"""改告知方式: whoever opened a matter with number and code says how to be told of it from now on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.appeals.forms.telling import WayForm
from lianxin.doors.actions import choose_way
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.queries import own_matter
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.sessions import keep_from_caches


def show(request: Request, number: str) -> HttpResponse:
    """The ways there are; whoever hasn't shown number and code is asked for them."""
    matter = own_matter(number, by=request.actor)
    if matter is None:
        return redirect("follow")
    form = WayForm(request.POST or None, by=request.actor, row=matter)
    if form.is_valid():
        client_id = claimed(request.POST.get("client_id", "")) or uuid7()
        try:
            choose_way(matter, form.cleaned_data, by=request.actor, client_id=client_id)
            messages.success(request, _("记下了，以后按新的方式告诉您。"))
            return redirect("progress", number=matter.number)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "number": matter.number, "client_id": new_claim()}
    response = render(request, "doors/way.html", context, status=422 if form.errors else 200)
    keep_from_caches(response)
    return response
