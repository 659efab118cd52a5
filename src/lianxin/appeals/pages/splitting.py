"""拆分: the desk cuts the words of another matter out of one text and gives it a number of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.appeals.actions.splitting import split_off
from lianxin.appeals.forms.splitting import SplitForm
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.pages.matter import find
from lianxin.matters.pages.move import client_id
from lianxin.matters.refusals import Refused


def show(request: Request, number: str) -> HttpResponse:
    """The words to cut down; sent, the other matter is opened and shown."""
    matter = find(request, number)
    form = SplitForm(request.POST if request.method == "POST" else None, by=request.actor, row=matter)
    refusal = None
    if form.is_valid():
        try:
            new = split_off(matter, form.cleaned_data, by=request.actor, client_id=client_id(request))
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("已拆出 %(number)s，反映人会知道两个编号。") % {"number": new.number})
            return redirect("matter", number=new.number)
    status = 409 if refusal else 422 if form.is_bound else 200
    context = {"matter": matter, "form": form, "refusal": refusal, "client_id": uuid7()}
    return render(request, "appeals/split.html", context, status=status)
