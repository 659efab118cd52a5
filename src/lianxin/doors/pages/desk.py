"""登记: a clerk writes down what was said by telephone, at the counter, in a letter, on a round."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianxin.doors.actions import AlreadySent, file_appeal
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.desk import DeskForm, first_of_desk
from lianxin.doors.pages.answers import keep_receipt
from lianxin.doors.rules import DESK
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.rules.consents import Way


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
    try:
        number = register(request, form, claim)
    except AlreadySent as sent:
        form.renew()
        return ask(request, form, status=409, sent=sent.matter.number)
    except (ValidationError, Refused) as refusal:
        form.refuse(refusal)
        return ask(request, form, status=422)
    return redirect("receipt", number=number)


def register(request: Request, form: DeskForm, claim: UUID) -> str:
    """The number of what was registered; its receipt may be printed here for a while."""
    said = {**form.cleaned_data, "notice": Way.SHOWN}
    matter = file_appeal(said, said["photos"], by=request.actor, client_id=claim, origin=DESK)
    keep_receipt(request, matter.pk)
    return matter.number


def ask(request: Request, form: DeskForm, *, status: int = 200, sent: str = "") -> HttpResponse:
    """The form, with what was typed and why it was not taken."""
    return render(request, "doors/desk_new.html", {"form": form, "sent": sent}, status=status)
