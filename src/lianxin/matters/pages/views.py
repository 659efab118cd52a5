"""The pages on which filters are kept under a name, renamed, deleted (常用筛选)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters import saved_views
from lianxin.matters.forms import RenameForm, ViewForm
from lianxin.matters.pages.listing import address_of, asked_of
from lianxin.matters.refusals import Refused
from lianxin.matters.saved_views import Wanted
from lianxin.people.pages.answers import show_form


def new(request: Request) -> HttpResponse:
    """Keep the filters this address came with."""
    query = address_of(asked_of(request.GET, by=request.actor)[0])
    first = {"client_id": uuid7(), "circle": "own"}
    form = ViewForm(request.POST or None, circles=saved_views.circles(request.actor), initial=first)
    if form.is_valid():
        said = form.cleaned_data
        try:
            wanted = Wanted(said["name"], query, said["circle"])
            saved_views.save(wanted, by=request.actor, at=clock.now(), client_id=said["client_id"])
            messages.success(request, _("已保存，在清单上面点名称就能打开。"))
            return redirect(f"{reverse('matters')}?{query}")
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return show_form(request, "matters/view.html", form, query=query)


def change(request: Request, key: int) -> HttpResponse:
    """Rename or delete one."""
    view = saved_views.view_of(key, by=request.actor)
    if view is None:
        raise Http404(_("没有这个常用筛选，可能已经删掉。"))
    dropping = request.POST.get("do") == "drop"
    form = RenameForm(None if dropping else request.POST or None, initial={"name": view.name})
    try:
        if dropping:
            saved_views.drop(view, by=request.actor)
            messages.success(request, _("已删掉“%(name)s”。") % {"name": view.name})
            return redirect("matters")
        if form.is_valid():
            saved_views.rename(view, form.cleaned_data["name"], by=request.actor)
            messages.success(request, _("已改名。"))
            return redirect(f"{reverse('matters')}?{view.query}")
    except Refused as refusal:
        messages.error(request, refusal.message)
    return show_form(request, "matters/view.html", form, view=view, query=view.query)
