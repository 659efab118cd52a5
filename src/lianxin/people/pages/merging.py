"""Merging two records by two people, and taking it back (合并档案)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people.actions import merging as acts
from lianxin.people.forms.residents import MergeForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.queries import residents
from lianxin.people.rules import Refused


@require_GET
def waiting(request: Request) -> HttpResponse:
    """What a second person should look at."""
    shown = {"mergings": residents.mergings_waiting(by=request.actor)}
    return render(request, "people/residents/mergings.html", shown)


def propose(request: Request, person: int) -> HttpResponse:
    """Propose that this record and another are of one human being."""
    row = found(residents.resident(person, by=request.actor))
    form = MergeForm(request.POST or None, initial={"other": request.GET.get("with", "")})
    if form.is_valid():
        other = residents.resident(form.cleaned_data["other"], by=request.actor)
        if other is None:
            form.add_error("other", _("没有这个编号的档案，请核对。"))
        else:
            kept, merged = (row, other) if form.cleaned_data["keep"] == "this" else (other, row)
            reason = form.cleaned_data["reason"]
            try:
                acts.propose_merging(kept, merged, reason=reason, by=request.actor, at=timezone.now())
                messages.success(request, _("已提出合并，请另一位同事核对。"))
                return redirect("resident", person=row.pk)
            except Refused as refusal:
                add_refusal(form, refusal)
    return show_form(request, "people/residents/merge.html", form, person=row)


def decide(request: Request, merging: int) -> HttpResponse:
    """The two records side by side; the second person says yes or no."""
    row = found(residents.merging(merging, by=request.actor))
    refusal = ""
    if request.method == "POST":
        approve = request.POST.get("decision") == "yes"
        try:
            acts.decide_merging(row, approve=approve, by=request.actor, at=timezone.now())
            messages.success(request, _("已合并。") if approve else _("已记下：不是同一人。"))
            return redirect("mergings")
        except Refused as stopped:
            refusal = stopped.message
    shown = {
        "merging": row,
        "files": [residents.file_of(row.kept), residents.file_of(row.merged)],
        "own": row.proposed_by == request.actor.account,
        "refusal": refusal,
    }
    return render(request, "people/residents/merging.html", shown, status=409 if refusal else 200)


@require_POST
def undo(request: Request, merging: int) -> HttpResponse:
    """Take a merging back."""
    row = found(residents.merging(merging, by=request.actor))
    try:
        acts.undo_merging(row, by=request.actor, at=timezone.now())
        messages.success(request, _("已取消合并，两份档案各自恢复。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("resident", person=row.kept_id)
