"""Looking up who speaks (查看联系方式): one person, one reason, on record."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.queries import reveal
from lianxin.kernel.routes import Request
from lianxin.matters.queries import matter_by_number


class ReasonForm(forms.Form):
    """Why somebody needs to see a name or a number."""

    reason = forms.CharField(
        label=gettext_lazy("查看理由"),
        min_length=4,
        max_length=200,
        help_text=gettext_lazy("例如：电话核实漏水位置。谁看过、为什么看，诉求人可以查到。"),
        error_messages=dict.fromkeys(
            ("required", "min_length"), gettext_lazy("请写清为什么要看，至少四个字。")
        ),
    )


def show(request: Request, number: str, appellant: int) -> HttpResponse:
    """Ask for the reason, then show name and phone of one appellant."""
    matter = matter_by_number(number, by=request.actor)
    if matter is None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    context = {"matter": matter, "form": form, "shown": None}
    if form.is_valid():
        context["shown"] = reveal(matter, appellant, by=request.actor, reason=form.cleaned_data["reason"])
        if context["shown"] is None:
            raise Http404(_("没有可查看的联系方式。"))
    return render(request, "appeals/identity.html", context, status=422 if form.errors else 200)
