"""登记: a clerk writes down what was said by telephone, at the counter, in a letter, on a round."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.queries.signs import hints_in
from lianxin.doors.actions import AlreadySent, SheetTaken, contact_again, register
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.desk import DeskForm, first_of_desk
from lianxin.doors.forms.fields import LONGEST_TEXT
from lianxin.doors.pages.answers import keep_receipt
from lianxin.doors.queries import filed_before, open_with_phone
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def new(request: Request) -> HttpResponse:
    """The form; after saving, the receipt to print. Channel and village may be carried on from the last one."""
    claim = claimed(request.POST.get("client_id", ""))
    if request.method != "POST" or claim is None:
        first = first_of_desk(request.GET.get("channel", ""), request.GET.get("area", ""))
        typed = request.POST.dict() if request.method == "POST" else {}
        return ask(request, DeskForm(initial={**first, **typed, "client_id": new_claim()}, by=request.actor))
    form = DeskForm(request.POST, request.FILES, by=request.actor)
    if not form.is_valid():
        return ask(request, form, status=422)
    alike = open_with_phone(form.cleaned_data["phone"], by=request.actor)
    if alike and filed_before(claim):  # this very form, come a second time
        alike = []
    same = request.POST.get("same", "")
    if alike and not same:
        return ask(request, form, alike=alike)
    return save(request, form, claim, next((row for row in alike if row.number == same), None))


@require_POST
def hints(request: Request) -> HttpResponse:
    """What the words that are being written say of urgency and type: a part of the page (词语提示)."""
    said = hints_in("", request.POST.get("text", "")[:LONGEST_TEXT])
    told = said.told(request.POST.get("type", ""), request.POST.get("urgency", ""))
    return render(request, "appeals/hints.html", {"hints": told})


def save(request: Request, form: DeskForm, claim: UUID, known: "Matter | None") -> HttpResponse:
    """Write it down, as a new matter or as one more contact of a known one; what is refused stays in the form."""
    try:
        if known is not None:
            return once_more(request, form, claim, known)
        number = taken_down(request, form, claim)
    except AlreadySent as sent:
        form.renew()
        return ask(request, form, status=409, sent=sent.matter.number)
    except SheetTaken as taken:
        form.refuse_sheet(taken.number)
    except (ValidationError, Refused) as refusal:
        form.refuse(refusal)
    else:
        return redirect("receipt", number=number)
    return ask(request, form, status=422)


def once_more(request: Request, form: DeskForm, claim: UUID, known: "Matter") -> HttpResponse:
    """One more contact of a matter that is open already (XC-01). Raises Refused."""
    contact_again(known, form.cleaned_data, by=request.actor, client_id=claim)
    messages.success(request, _("已记到 %(number)s：又来反映。") % {"number": known.number})
    return redirect("matter", number=known.number)


def taken_down(request: Request, form: DeskForm, claim: UUID) -> str:
    """The number of what was registered; its receipt may be printed here for a while."""
    matter = register(form.said(), form.cleaned_data["photos"], by=request.actor, client_id=claim)
    keep_receipt(request, matter.pk)
    return matter.number


def ask(
    request: Request, form: DeskForm, *, status: int = 200, sent: str = "", alike: "Sequence[Matter]" = ()
) -> HttpResponse:
    """The form, with what was typed and why it was not taken."""
    context = {"form": form, "sent": sent, "alike": alike}
    return render(request, "doors/desk_new.html", context, status=status)
