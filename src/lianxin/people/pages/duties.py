"""One appointment: its period, who stands in for it, its end (任职、代班、离任)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people import handover as registry, queries
from lianxin.people.actions import staff
from lianxin.people.forms.duties import AppointForm, EndForm, SubstituteForm
from lianxin.people.pages.answers import add_refusal, found, show_form, typed_by
from lianxin.people.queries.duties import person_of, substitutes_of, unheld_units
from lianxin.people.queries.handovers import account_named, handover_of
from lianxin.people.rules import Refused

if TYPE_CHECKING:
    from lianxin.people.models import Appointment


def given(awaits: bool) -> str:  # one answer, two words
    """What to say about a right that was given."""
    if awaits:
        return _("已提交，等安全管理员确认后生效。")
    return _("已安排，到起始那天对方下一次点击时生效。没有设安全管理员，不需要第二个人确认。")


@require_POST
def appoint(request: Request, account: int) -> HttpResponse:
    """One more post for somebody, for good or for a period."""
    member = found(queries.member(account))
    form = AppointForm(**typed_by(request))
    if form.is_valid():
        post, now = found(queries.post(form.cleaned_data["post"])), timezone.now()
        try:
            held = staff.appoint(
                member.account, member.person, post, by=request.actor, at=now, period=form.period(now=now)
            )
            messages.success(request, given(held.awaits))
            return redirect("person", account=account)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/appoint.html", form, member=member)


@require_GET
def show(request: Request, account: int, appointment: int) -> HttpResponse:
    """One appointment with its substitutes, and the two things to do about it."""
    held = found(queries.open_appointment(appointment, account=account, at=timezone.now()))
    return page(request, held, ending=EndForm(), standing=SubstituteForm())


def page(
    request: Request, held: "Appointment", *, ending: EndForm, standing: SubstituteForm, status: int = 200
) -> HttpResponse:
    """The page of an appointment."""
    now = timezone.now()
    shown = {
        "held": held,
        "ending": ending,
        "standing": standing,
        "form": standing if standing.errors else ending,  # the title tells of its faults
        "substitutes": substitutes_of(held),
        "piles": registry.counts(queries.actor_on(held)),
        "handover": handover_of(held),
        "now": now,
    }
    return render(request, "people/appointment.html", shown, status=status)


@require_POST
def end(request: Request, account: int, appointment: int) -> HttpResponse:
    """Somebody leaves a post, now or on a day; with the last one the account is closed."""
    now = timezone.now()
    held = found(queries.open_appointment(appointment, account=account, at=now))
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            staff.end_appointment(held, by=request.actor, at=now, on=form.moment())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            say_what_is_left(request, held)
            return after_the_end(held, account)
    return page(request, held, ending=form, standing=SubstituteForm(), status=422)


def say_what_is_left(request: Request, held: "Appointment") -> None:
    """The work stays with the post; whoever lets the last one go is told."""
    if held.substitute_for_id:
        messages.success(request, _("代班已结束，权限到期收回。"))
        return
    messages.success(request, _("任职已结束，权限到期收回。请接着办移交。"))
    if held.post.unit_id in unheld_units(timezone.now()):
        words = _("%(unit)s 已经没有承办人：派到这里的事没有人签收。请马上安排人，或者让别人代班。")
        messages.warning(request, words % {"unit": held.post.unit.name})


def after_the_end(held: "Appointment", account: int) -> HttpResponse:
    """To the handover list, where there is one."""
    made = handover_of(held)
    return redirect("handover", key=made.pk) if made else redirect("person", account=account)


@require_POST
def stand_in(request: Request, account: int, appointment: int) -> HttpResponse:
    """Let somebody stand in while the holder is away."""
    now = timezone.now()
    held = found(queries.open_appointment(appointment, account=account, at=now))
    form = SubstituteForm(request.POST)
    if form.is_valid():
        named = account_named(form.cleaned_data["who"], at=now)
        if len(named) != 1:
            form.add_error("who", which_one(bool(named)))
        else:
            try:
                standing = staff.stand_in(
                    held,
                    named[0],
                    found(person_of(named[0].pk)),
                    period=form.period(now=now),
                    by=request.actor,
                    at=now,
                )
                messages.success(request, given(standing.awaits))
                return redirect("appointment", account=account, appointment=appointment)
            except Refused as refusal:
                add_refusal(
                    form, Refused(refusal.message, field="who" if refusal.field == "login" else refusal.field)
                )
    return page(request, held, ending=EndForm(), standing=form, status=422)


def which_one(several: bool) -> str:  # one answer, two words
    """What to do about a name that means nobody or several."""
    return _("有几个人叫这个名字，请改填登录名。") if several else _("没有这个在岗的人，请核对登录名或姓名。")
