"""Residents: finding, reading, adding, correcting one (居民)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.routes import Request
from lianxin.people.actions import residents as acts
from lianxin.people.actions.reveal import reveal_resident
from lianxin.people.forms.residents import CorrectionForm, LookForm, ResidentForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.queries import residents
from lianxin.people.queries.consents import consents_of
from lianxin.people.queries.households import memberships_of
from lianxin.people.queries.tags import kinds_for
from lianxin.people.rules import Refused
from lianxin.people.rules.confidentiality import LOOKS
from lianxin.people.rules.settings import reveal_quota


@require_GET
def index(request: Request) -> HttpResponse:
    """The residents of one's own area: what a search finds, or the latest first; masked."""
    typed = request.GET.get("q", "").strip()
    shown: dict[str, object] = {"asked": typed, "waiting": len(residents.mergings_waiting(by=request.actor))}
    if typed:
        hits = residents.search_residents(typed, by=request.actor)
        shown |= {"lines": hits.lines, "more": hits.more}
    else:
        lines, onward = residents.newest(by=request.actor, after=whole(request.GET.get("after", "")))
        shown |= {"lines": lines, "next": f"?after={onward}" if onward else ""}
    return render(request, "people/residents/index.html", shown)


def whole(text: str) -> int | None:
    """A key from an address, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def add(request: Request) -> HttpResponse:
    """A new resident."""
    form = ResidentForm(
        request.POST or None,
        by=request.actor,
    )
    if form.is_valid():
        try:
            person = acts.add_resident(form.facts(), by=request.actor, at=timezone.now())
            messages.success(request, _("已建档案。"))
            return redirect("resident", person=person.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/residents/add.html", form)


@require_GET
def show(request: Request, person: int) -> HttpResponse:
    """One resident's file; opening it is on record. A merged record shows the one that stays."""
    row = found(residents.resident(person, by=request.actor))
    own = residents.group_of(row.pk)
    acts.file_opened(row, by=request.actor)
    shown = {
        "file": residents.file_of(row),
        "merged_from": person if person != row.pk else None,
        "duplicates": residents.possible_duplicates(row, by=request.actor),
        "stays": memberships_of(own),
        "consents": consents_of(own)[:5],
        "may_tag": bool(kinds_for(request.actor)),
    }
    return render(request, "people/residents/show.html", shown)


def correct(request: Request, person: int) -> HttpResponse:
    """Put a record right."""
    row = found(residents.resident(person, by=request.actor))
    form = CorrectionForm(
        request.POST or None,
        by=request.actor,
        person=row,
        former=residents.file_of(row).former,
    )
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            acts.correct_resident(row, form.facts(), version=version, by=request.actor, at=timezone.now())
            messages.success(request, _("已保存。"))
            return redirect("resident", person=row.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/residents/correct.html", form, person=row)


def reveal(request: Request, person: int) -> HttpResponse:
    """One value in clear for a reason, for a minute; then the page asks again."""
    row = found(residents.resident(person, by=request.actor))
    fields = [(name, LOOKS[name]) for name in residents.file_of(row).hidden]
    if not fields:
        raise Http404(_("没有可查看的内容。"))
    form = LookForm(request.POST if request.method == "POST" else None, fields=fields)
    shown: dict[str, object] = {"person": row, "value": ""}
    if form.is_valid():
        asked = form.cleaned_data
        try:
            shown["value"] = reveal_resident(
                row, asked["field"], ground=asked["ground"], words=asked["reason"], by=request.actor
            )
            shown["label"] = LOOKS[asked["field"]]
        except Refused as refusal:
            form.add_error(None, refusal.message)
    response = show_form(request, "people/residents/reveal.html", form, **shown)
    return hide_again(request, response) if shown["value"] else response


def hide_again(request: Request, response: HttpResponse) -> HttpResponse:
    """Have the browser ask for the page again after a while: then nothing is shown any more."""
    response.headers["Refresh"] = f"{reveal_quota().seconds}; url={request.path}"
    return response
