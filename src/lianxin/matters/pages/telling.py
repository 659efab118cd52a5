"""The telephone list and the page of one call."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel import outbox
from lianxin.kernel.routes import Request
from lianxin.matters import telling


class ToldForm(forms.Form):
    """How it went."""

    note = forms.ChoiceField(
        label=gettext_lazy("告知结果"),
        choices=telling.NOTES,
        widget=forms.RadioSelect,
        required=True,
        error_messages={"required": gettext_lazy("请选一项告知结果。")},
    )


def show(request: Request) -> HttpResponse:
    """Everybody who still has to be told."""
    return render(request, "matters/telling.html", {"calls": telling.waiting(by=request.actor)})


def one(request: Request, key: int) -> HttpResponse:
    """What to say to one person; the number on request; then how it went."""
    found = telling.call(key, by=request.actor)
    if found is None:
        raise Http404(_("这一条已有人告知过，或者不归您办。"))
    message, line = found
    form = ToldForm(request.POST if "note" in request.POST or "done" in request.POST else None)
    if form.is_valid():
        outbox.told(message, by=request.actor, note=form.cleaned_data["note"])
        messages.success(request, _("已记下：%(number)s 已告知。") % {"number": line.number})
        return redirect("telling")
    dial = ""
    if request.method == "POST":
        dial = telling.number_to_dial(message, by=request.actor)
    context = {"call": line, "form": form, "dial": dial}
    return render(request, "matters/telling_one.html", context, status=422 if form.errors else 200)
