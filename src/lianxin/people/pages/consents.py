"""What a resident agreed to: recording it, taking it back (同意)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.routes import Request
from lianxin.people.actions.consents import Said, record_consent, withdraw_consent
from lianxin.people.forms.confidentiality import ConsentForm, WithdrawalForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.prints.consents import consent_paper, to_sign as paper_to_sign
from lianxin.people.queries import residents
from lianxin.people.queries.consents import consents_of, standing
from lianxin.people.rules import Refused
from lianxin.people.rules.consents import Consented, current_text, needs_guardian
from lianxin.web.printing import hand_out


def show(request: Request, person: int) -> HttpResponse:
    """Every consent of a resident, the texts in force, and a form for one more."""
    row = found(residents.resident(person, by=request.actor))
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        try:
            record_consent(Said(**form.cleaned_data), by=request.actor, at=timezone.now(), person=row)
            messages.success(request, _("已记下。"))
            return redirect("resident_consents", person=row.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    context = {
        "person": row,
        "consents": consents_of(residents.group_of(row.pk)),
        "texts": [current_text(purpose) for purpose in Consented],
        "child": needs_guardian(row.born, on=timezone.localdate()),
        "withdrawal": WithdrawalForm(auto_id="end_%s"),
    }
    return show_form(request, "people/residents/consents.html", form, **context)


@require_POST
def withdraw(request: Request, person: int, consent: int) -> HttpResponse:
    """They said no after all."""
    row = found(residents.resident(person, by=request.actor))
    held = found(standing(consent, consents_of(residents.group_of(row.pk))))
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            withdraw_consent(held, way=form.cleaned_data["way"], by=request.actor, at=timezone.now())
            messages.success(request, _("已记下撤回。"))
        except Refused as refusal:
            messages.error(request, refusal.message)
    return redirect("resident_consents", person=row.pk)


@require_POST
def file(request: Request, person: int, consent: int) -> HttpResponse:
    """F-28 or F-29 of a consent that was given, to print."""
    row = found(residents.resident(person, by=request.actor))
    held = next((one for one in consents_of(residents.group_of(row.pk)) if one.pk == consent), None)
    return hand_out(request, consent_paper(found(held), row.name))


@require_POST
def to_sign(request: Request, person: int, purpose: str) -> HttpResponse:
    """F-28 or F-29 for a resident to sign."""
    row = found(residents.resident(person, by=request.actor))
    text = found(current_text(purpose) if purpose in Consented.values else None)
    return hand_out(request, paper_to_sign(text, row.name, row.pk))
