"""我的回避申报: what one keeps away from; and the audit hand's list of everybody's (回避)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people.actions import conflicts as acts
from lianxin.people.forms.confidentiality import AvoidanceForm
from lianxin.people.forms.residents import ReasonForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.pages.residents import whole
from lianxin.people.queries import conflicts, units_in_use
from lianxin.people.queries.residents import resident
from lianxin.people.rules import Refused


def mine(request: Request) -> HttpResponse:
    """One's own declarations and a form for one more; `person` in the address names a resident."""
    key = whole(request.GET.get("person", ""))
    person = found(resident(key, by=request.actor)) if key is not None else None
    units = [(unit.pk, unit.name) for unit in units_in_use()]
    form = AvoidanceForm(request.POST or None, units=units)
    if form.is_valid():
        try:
            acts.declare(
                acts.Declaration(person=person, **form.cleaned_data), by=request.actor, at=timezone.now()
            )
            messages.success(request, _("已申报。从现在起，有关的事您都看不到了。"))
            return redirect("avoidances_mine")
        except Refused as refusal:
            add_refusal(form, refusal)
    context = {
        "declared": conflicts.declared_by(request.actor.account or 0),
        "person": person,
        "ending": ReasonForm(auto_id="end_%s"),
    }
    return show_form(request, "people/confidentiality/mine.html", form, **context)


@require_POST
def withdraw(request: Request, avoidance: int) -> HttpResponse:
    """Take one back, for a reason the audit hand reads."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写清理由，至少四个字。"))
        return redirect("avoidances_mine")
    try:
        acts.withdraw(avoidance, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("已撤回。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("avoidances_mine")


@require_GET
def everybody(request: Request) -> HttpResponse:
    """Everybody's declarations; reading them is on record."""
    acts.list_opened(by=request.actor)
    declared, onward = conflicts.all_declared(after=whole(request.GET.get("after", "")))
    shown = {"declared": declared, "next": f"?after={onward}" if onward else ""}
    return render(request, "people/confidentiality/avoidances.html", shown)
