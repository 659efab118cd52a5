"""The list of people to be told, the page of one call, and the sheet that is handed over."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.matters import telling
from lianxin.people.sessions import keep_from_caches


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
    """Everybody who still has to be told, a page at a time."""
    calls, following = telling.waiting(by=request.actor, after=request.GET.get("after", ""))
    context = {"calls": calls, "next": following, "after": request.GET.get("after", "")}
    return render(request, "matters/telling.html", context)


def one(request: Request, key: int) -> HttpResponse:
    """What to say to one person; the number on request; then how it went."""
    found = telling.call(key, by=request.actor)
    if found is None:
        raise Http404(_("这一条已有人告知过，或者不归您办。"))
    message, line = found
    form = ToldForm(request.POST if "note" in request.POST or "done" in request.POST else None)
    if form.is_valid():
        first, tries = telling.say(message, line, by=request.actor, note=form.cleaned_data["note"])
        return told(request, line.number, form.cleaned_data["note"], first=first, tries=tries)
    dial = ""
    if request.method == "POST":
        dial = telling.number_to_dial(message, by=request.actor)
    context = {"call": line, "form": form, "dial": dial}
    return render(request, "matters/telling_one.html", context, status=422 if form.errors else 200)


def told(request: Request, number: str, note: str, *, first: bool, tries: int) -> HttpResponse:
    """Back to the list, with a word on what was written down."""
    if not first:
        messages.info(request, _("%(number)s 刚才已有人告知过。") % {"number": number})
    elif note != "unreachable":
        messages.success(request, _("已记下：%(number)s 已告知。") % {"number": number})
    else:
        sentence = _("已记下：%(number)s 第 %(tries)d 次没联系上。换个时间再打，三次不同时间都不通就不再打。")
        messages.info(request, sentence % {"number": number, "tries": tries})
    return redirect("telling")


@require_POST
def sheet(request: Request, key: int) -> HttpResponse:
    """告知单: the same words on paper, with the answer, to hand over; who printed it is on record."""
    found = telling.call(key, by=request.actor)
    if found is None:
        raise Http404(_("这一条已有人告知过，或者不归您办。"))
    message, line = found
    context = {
        "call": line,
        "to": telling.addressee(message, by=request.actor),
        "number": line.number,
        "printed_at": clock.now(),
    }
    response = render(request, "matters/telling_sheet.html", context)
    keep_from_caches(response)
    return response
