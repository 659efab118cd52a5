"""Who speaks: looked up for a reason, linked to a resident, asked for consent (诉求人)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.actions.filing import APPELLANT
from lianxin.appeals.actions.speakers import link_person, reveal_number, reveal_speaker
from lianxin.appeals.queries import (
    appellant_of,
    appellant_to_reveal,
    fields_to_reveal,
    number_to_reveal,
    persons_proposed,
    shield_of,
    speaker,
)
from lianxin.appeals.queries.numbers import look_at
from lianxin.kernel.routes import Request
from lianxin.matters.queries import matter_by_number
from lianxin.people.actions.consents import Said, record_consent, withdraw_consent
from lianxin.people.forms.confidentiality import ConsentForm, WithdrawalForm
from lianxin.people.forms.residents import LookForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.pages.residents import hide_again, whole
from lianxin.people.queries.consents import consents_about, standing
from lianxin.people.queries.residents import kept, line, resident
from lianxin.people.rules import Refused
from lianxin.people.rules.confidentiality import LOOKS
from lianxin.people.rules.consents import Consented, current_text

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def find(request: Request, number: str) -> "Matter":
    """The matter, if this actor may know of it. Raises Http404."""
    matter = matter_by_number(number, by=request.actor)
    if matter is None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    return matter


def show(request: Request, number: str, appellant: int) -> HttpResponse:
    """Ask for the reason, then show one of name and phone for a minute; then the page asks again."""
    matter = find(request, number)
    who = appellant_to_reveal(matter, appellant, by=request.actor)
    fields = fields_to_reveal(who) if who is not None else []
    if who is None or not fields:
        raise Http404(_("没有可查看的联系方式。"))
    form = LookForm(
        request.POST if request.method == "POST" else None, fields=[(name, LOOKS[name]) for name in fields]
    )
    context: dict[str, object] = {"matter": matter, "value": "", "field": ""}
    if form.is_valid():
        asked = form.cleaned_data
        try:
            context["value"] = reveal_speaker(
                who, asked["field"], ground=asked["ground"], words=asked["reason"], by=request.actor
            )
            context |= {"field": asked["field"], "label": LOOKS[asked["field"]]}
        except Refused as refusal:
            form.add_error(None, refusal.message)
    response = show_form(request, "appeals/identity.html", form, **context)
    return hide_again(request, response) if context["value"] else response


def number_said(request: Request, number: str, piece: int) -> HttpResponse:
    """Ask for the reason, then show one number of the text for a minute; then the page asks again."""
    matter = find(request, number)
    held = number_to_reveal(matter, piece, by=request.actor)
    if held is None:
        raise Http404(_("没有可查看的号码。"))
    label = LOOKS[look_at(held)]
    form = LookForm(request.POST if request.method == "POST" else None, fields=[(held.kind, label)])
    context: dict[str, object] = {"matter": matter, "value": "", "field": held.kind, "label": label}
    if form.is_valid():
        asked = form.cleaned_data
        try:
            context["value"] = reveal_number(
                held, ground=asked["ground"], words=asked["reason"], by=request.actor
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
    response = show_form(request, "appeals/identity.html", form, **context)
    return hide_again(request, response) if context["value"] else response


def person(request: Request, number: str, appellant: int) -> HttpResponse:
    """Which resident the appellant may be, and linking them; filing needed none of it (XC-02)."""
    matter = find(request, number)
    who = found(appellant_of(matter, appellant))
    if request.method == "POST":
        return link(request, matter, appellant)
    linked = line(kept(who.person)) if who.person is not None else None
    context = {
        "matter": matter,
        "appellant": who,
        "speaker": speaker(who, by=request.actor, shield=shield_of(matter, by=request.actor)),
        "linked": linked,
        "proposed": persons_proposed(who, by=request.actor),
        "consents": consents_about(APPELLANT, who.client_id),
        "texts": [current_text(purpose) for purpose in Consented],
        "withdrawal": WithdrawalForm(auto_id="end_%s"),
    }
    return show_form(request, "appeals/person.html", ConsentForm(), **context)


def link(request: Request, matter: "Matter", appellant: int) -> HttpResponse:
    """Set or take away the link."""
    who = found(appellant_of(matter, appellant))
    typed = request.POST.get("person", "").strip()
    key = whole(typed)
    chosen = resident(key, by=request.actor) if key is not None else None
    if typed and chosen is None:
        messages.error(request, _("没有这个编号的档案，请到“居民”里查到了再填。"))
        return redirect("appellant_person", number=matter.number, appellant=who.pk)
    link_person(who, chosen, by=request.actor, at=timezone.now())
    messages.success(request, _("已关联。") if chosen else _("已取消关联。"))
    return redirect("appellant_person", number=matter.number, appellant=who.pk)


@require_POST
def consent(request: Request, number: str, appellant: int) -> HttpResponse:
    """Write down what the appellant agreed to, or that they took it back."""
    matter = find(request, number)
    who = found(appellant_of(matter, appellant))
    about = (APPELLANT, who.client_id)
    key = whole(request.POST.get("consent", ""))
    held = found(standing(key, consents_about(*about))) if key is not None else None
    form = WithdrawalForm(request.POST) if held is not None else ConsentForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if held is not None:
                withdraw_consent(held, way=said["way"], by=request.actor, at=timezone.now())
            else:
                record_consent(Said(**said), by=request.actor, at=timezone.now(), about=about)
            messages.success(request, _("已记下。"))
        except Refused as refusal:
            add_refusal(form, refusal)
            messages.error(request, refusal.message)
    return redirect("appellant_person", number=matter.number, appellant=who.pk)
