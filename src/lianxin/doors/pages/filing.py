"""反映一件事: three pages without an account; what was typed travels in the pages, the server keeps nothing.

Page 1 says what, page 2 where and who, page 3 shows it all and takes photos. Each button names the page it
leads to; every page sends all that was typed so far, so that Back, forth and a refusal lose nothing.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from lianxin.appeals.queries.accused import discipline_desk
from lianxin.doors.actions import AlreadySent, admit_filing, file_appeal
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.fields import chosen
from lianxin.doors.forms.filing import PhotosForm, WhatForm, WhereForm
from lianxin.doors.pages.answers import keep_receipt, minutes, wait_a_while
from lianxin.doors.rules import DISCIPLINE_PHONE, REPORT, WEB, dangers_in, stops
from lianxin.kernel.actor import resident
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.rules.consents import Way
from lianxin.web.middleware import FOR_BACK
from lianxin.web.pages import switch_elder
from lianxin.web.parts import Answer

WHAT, WHERE, CHECK, SEND = "what", "where", "check", "send"
STEPS = (WHAT, WHERE, CHECK)
FIELDS = {WHAT: WhatForm.base_fields, WHERE: WhereForm.base_fields, CHECK: PhotosForm.base_fields}


def show(request: Request) -> HttpResponse:
    """One of the three pages, or the sending; the elders' edition is switched here without losing a word."""
    on = request.POST.get("elder")
    if on is None:
        return turn(request)
    request.elder = on == "1"  # type: ignore[attr-defined]  # set by web.middleware
    return switch_elder(request, turn(request), on=on == "1")


def turn(request: Request) -> HttpResponse:
    """The page that is asked for, as far as the pages before it are in order."""
    typed = request.POST.copy()
    claim = claimed(typed.get("client_id", ""))
    if claim is None:
        typed["client_id"] = new_claim()
    wanted = typed.get("go") or typed.get("at") or WHAT
    if wanted == WHAT:
        return ask(request, WHAT, WhatForm(initial=typed.dict()), typed)
    what = WhatForm(typed)
    if not what.is_valid():
        return ask(request, WHAT, what, typed)
    unread = unheard(typed, what)
    if unread:
        return ask(request, WHAT, what, typed, **to_read(what, unread))
    return after_what(request, typed, what, wanted, claim)


def after_what(
    request: Request, typed: QueryDict, what: WhatForm, wanted: str, claim: UUID | None
) -> HttpResponse:
    """Page 2 or 3, or the sending, now that it is known what happened."""
    county = request.actor.county
    if wanted == WHERE and "area-find" not in typed:
        return ask(request, WHERE, WhereForm(initial=typed.dict(), county=county), typed)
    where = WhereForm(typed, county=county)
    if not where.is_valid() or wanted == WHERE:
        return ask(request, WHERE, where, typed)
    if wanted == SEND and claim is not None:
        return send(request, typed, what, where, claim)
    return check(request, typed, what, where, PhotosForm())


def unheard(typed: QueryDict, what: WhatForm) -> frozenset[str]:
    """What should be read before going on and wasn't shown yet; from here on it counts as shown.

    An accusation goes on from here only where a discipline desk takes it (decision 0011).
    """
    found = stops(what.cleaned_data["text"], what.cleaned_data["type"])
    if REPORT in found and discipline_desk():
        found -= {REPORT}
    heard: frozenset[str] = what.cleaned_data["heard"] - {REPORT}
    typed["heard"] = " ".join(sorted(found | heard))
    return found - heard


def to_read(what: WhatForm, unread: frozenset[str]) -> dict[str, Any]:
    """Whom to call first, and where accusations belong."""
    dangers = [danger for danger in dangers_in(what.cleaned_data["text"]) if danger.code in unread]
    return {"stopped": True, "dangers": dangers, "report": REPORT in unread, "discipline": DISCIPLINE_PHONE}


def send(request: Request, typed: QueryDict, what: WhatForm, where: WhereForm, claim: UUID) -> HttpResponse:
    """File it and go to the receipt; whatever stands in the way keeps all that was typed."""
    photos = PhotosForm(typed, request.FILES)
    if photos.is_valid():
        try:
            number = file_now(
                request, {**what.cleaned_data, **where.cleaned_data, "notice": Way.SHOWN}, photos, claim
            )
            return redirect("receipt", number=number)
        except TooMany as too_many:
            page = check(request, typed, what, where, photos, minutes=minutes(too_many))
            return wait_a_while(page, too_many)
        except AlreadySent as sent:
            keep_receipt(request, sent.matter.pk)
            typed["client_id"] = new_claim()
            return check(request, typed, what, where, photos, sent=sent.matter.number)
        except (ValidationError, Refused) as refusal:
            photos.refuse(refusal)
    return check(request, typed, what, where, photos)


def file_now(request: Request, said: dict[str, Any], photos: PhotosForm, claim: UUID) -> str:
    """The number of the appeal; who is signed in as staff speaks here as a resident."""
    admit_filing(address_of(request))
    matter = file_appeal(
        said,
        photos.cleaned_data["photos"],
        by=resident(request.actor.county),
        client_id=claim,
        origin=WEB,
    )
    keep_receipt(request, matter.pk)
    return matter.number


def check(
    request: Request, typed: QueryDict, what: WhatForm, where: WhereForm, photos: PhotosForm, **more: Any
) -> HttpResponse:
    """Page 3: every answer with a way back to it."""
    typed["area"] = str(where.cleaned_data["area"] or "")  # perhaps named in words so far
    typed["name"], typed["phone"] = where.cleaned_data["name"], where.cleaned_data["phone"]
    rows = [Answer(str(what[name].label), chosen(what, name), WHAT) for name in ("text", "type")]
    names = ("accused", "area", "address", "identity", "name", "phone", "tell_by")
    shown = [name for name in names if name in where.fields]
    rows += [Answer(str(where[name].label), chosen(where, name), WHERE) for name in shown]
    return ask(request, CHECK, photos, typed, rows=rows, **more)


def ask(request: Request, at: str, form: Form, typed: QueryDict, **more: Any) -> HttpResponse:
    """One page, with what was typed on the others in hidden fields.

    Always 200, faults too: browsers keep no other answer to a form, and Back could not show it again.
    """
    carried = [
        (name, typed.get(name, ""))
        for step, names in FIELDS.items()
        if step != at
        for name in names
        if name in typed
    ]
    context = {"form": form, "at": at, "carried": carried, "step": STEPS.index(at) + 1, **more}
    response = render(request, f"doors/file_{at}.html", context)
    response.headers["Cache-Control"] = FOR_BACK
    return response
