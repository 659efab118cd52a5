"""排班表: what is planned and posted; a rota proposed, decided on and put into the book; the notice to print."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import Outcome
from lianxin.matters.pages.move import client_id
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import whole
from lianxin.reception.actions.planning import plan_days, publish_all
from lianxin.reception.forms.kinds import PeriodForm
from lianxin.reception.forms.rota import RotaForm, days_in
from lianxin.reception.pages.answers import found, period
from lianxin.reception.prints.plan import plan_paper
from lianxin.reception.queries.kinds import arranged, kind_of
from lianxin.reception.queries.persons import choices
from lianxin.reception.queries.rota import propose
from lianxin.reception.queries.slots import in_period, posted_between, to_publish
from lianxin.web.dates import day as in_words
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.reception.models import Kind

USUAL = timedelta(days=27)


@require_safe
def index(request: Request) -> HttpResponse:
    """Every slot of a period an actor may know of."""
    form, first, last = period(request, 0, 27)
    shown, kinds = in_period(request.actor, first, last), list(arranged(request.actor))
    context = {
        "form": form,
        "since": first,
        "until": last,
        "shown": shown,
        "kinds": kinds,
        "to_post": any(one.planned and one.slot.kind in kinds for one in shown),
        "client_id": uuid7(),
    }
    return render(request, "reception/rota.html", context)


@require_POST
def publish(request: Request) -> HttpResponse:
    """Post the slots that were ticked."""
    keys = [key for key in map(whole, request.POST.getlist("slots")) if key is not None]
    rows = to_publish(keys, by=request.actor)
    if not rows:
        messages.error(request, _("请先勾选要公示的场次。"))
        return redirect(rota_address(request))
    outcome = publish_all(rows, by=request.actor, client_id=client_id(request))
    tell(request, outcome, [row.day for row in rows])
    return redirect(rota_address(request))


def tell(request: Request, outcome: Outcome, days: list[date]) -> None:
    """How many were done, and why others were not, by day."""
    done = len(outcome.done) + outcome.known
    if done:
        words = ngettext("已办 %(n)d 场。", "已办 %(n)d 场。", done)
        messages.success(request, words % {"n": done})
    for place, refusal in sorted(outcome.refused.items()):
        said = {"day": in_words(days[place]), "why": refusal.message}
        messages.error(request, _("%(day)s没有办成：%(why)s") % said)


def arrange(request: Request, kind: int) -> HttpResponse:
    """Propose who leads when; what is decided on is put into the book."""
    row = found(kind_of(kind, by=request.actor))
    sent = request.method == "POST"
    asked = request.POST if sent else request.GET
    today = clock.today()
    usual = {"since": today, "until": today + USUAL}
    typed = PeriodForm(asked if "since" in asked else None, initial=usual)
    key = client_id(request) if sent else uuid7()
    context: dict[str, Any] = {"kind": row, "period": typed, "client_id": key}
    if not typed.is_bound or not typed.is_valid():
        return render(request, "reception/arrange.html", context, status=422 if typed.errors else 200)
    first, last = typed.cleaned_data["since"], typed.cleaned_data["until"]
    made = propose(row, max(first, today), last, days_in(request.POST) if sent else None)
    form = RotaForm(
        request.POST if sent else None,
        lines=made.rota.lines,
        recorders=made.recorders,
        staff=choices(request.actor),
    )
    if form.is_bound and form.is_valid() and save(request, row, form, key):
        return redirect(rota_address(request))
    context |= {"form": form, "made": made, "since": first, "until": last}
    status = 422 if form.errors else 409 if sent else 200
    return render(request, "reception/arrange.html", context, status=status)


def save(request: Request, row: "Kind", form: RotaForm, key: UUID) -> bool:
    """Plan the days that were decided on; False where one of them was not planned.

    The form stays then: sent again with the same id, it plans the rest and leaves alone what is done.
    """
    days = form.days()
    try:
        if not days:
            raise Refused(_("一天也没有排，请先选接待领导。"), code="guard")
        outcome = plan_days(row, days, by=request.actor, client_id=key)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    tell(request, outcome, [one.day for one in days])
    return not outcome.refused


def rota_address(request: Request) -> str:
    """The rota of the period the form was about."""
    typed = {name: request.POST[name] for name in ("since", "until") if name in request.POST}
    return f"{reverse('rota')}?{urlencode(typed)}" if typed else reverse("rota")


@require_POST
def notice(request: Request, kind: int) -> HttpResponse:
    """F-46, filled with what is posted of a period."""
    row = found(kind_of(kind, by=request.actor))
    typed = PeriodForm(request.POST)
    today = clock.today()
    first, last = typed.span((today, today + USUAL))
    return hand_out(request, plan_paper(row, posted_between(row, first, last), first, last))
