"""Households: the list, one of them now and at a day, moving in and out, mourning (户)."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people.actions import households as acts
from lianxin.people.forms.households import (
    HeadForm,
    HouseholdForm,
    MourningForm,
    MoveInForm,
    MoveOutForm,
)
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.pages.residents import whole
from lianxin.people.queries import households
from lianxin.people.rules import Refused
from lianxin.people.rules.settings import mourning_days


@require_GET
def index(request: Request) -> HttpResponse:
    """The households of one's own area, the latest first."""
    lines, onward = households.households(by=request.actor, after=whole(request.GET.get("after", "")))
    shown = {"lines": lines, "next": f"?after={onward}" if onward else ""}
    return render(request, "people/households/index.html", shown)


def add(request: Request) -> HttpResponse:
    """Found a household with its head."""
    first = {"who": request.GET.get("head", "")}
    form = HouseholdForm(request.POST or None, by=request.actor, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        try:
            own = acts.found_household(
                area=said["area"],
                address=said["address"],
                head=said["who"],
                since=said["since"],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("已立户。"))
            return redirect("household", household=own.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/households/add.html", form)


@require_GET
def show(request: Request, household: int) -> HttpResponse:
    """Who belongs to a household, now or on the day that is asked for; opening it is on record."""
    own = found(households.household(household, by=request.actor))
    acts.household_opened(own, by=request.actor)
    return household_page(request, household)


def household_page(request: Request, household: int, **forms: Form) -> HttpResponse:
    """The page with its forms; the one that was refused comes with what was typed."""
    own = found(households.household(household, by=request.actor))
    today = timezone.localdate()
    on = day_of(request.GET.get("on", "")) or today
    shown = {
        "household": own,
        "on": on,
        "today": on == today,
        "members": households.members_at(own, on),
        "past": households.past_members(own, today),
        "move_in": MoveInForm(by=request.actor),
        "move_out": MoveOutForm(),
        "head": HeadForm(),
        "days": mourning_days(),
        "mourning": MourningForm(initial={"day": own.bereaved_on}),
        **forms,
    }
    faulty = any(form.errors for form in forms.values())
    return render(request, "people/households/show.html", shown, status=422 if faulty else 200)


def day_of(text: str) -> date | None:
    """A day from an address, or nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
def move_in(request: Request, household: int) -> HttpResponse:
    """Somebody comes to live here."""
    own = found(households.household(household, by=request.actor))
    form = MoveInForm(request.POST, by=request.actor)
    if form.is_valid():
        said = form.cleaned_data
        try:
            acts.move_in(
                own,
                said["who"],
                kin=said["kin"],
                since=said["since"],
                leaving=said["leaving"],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("已办迁入。"))
            return redirect("household", household=own.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return household_page(request, household, move_in=form)


@require_POST
def move_out(request: Request, household: int, stay: int) -> HttpResponse:
    """Somebody leaves."""
    own = found(households.household(household, by=request.actor))
    held = found(households.membership(stay, household_id=own.pk))
    form = MoveOutForm(request.POST)
    if form.is_valid():
        try:
            acts.move_out(held, until=form.cleaned_data["until"], by=request.actor, at=timezone.now())
            messages.success(request, _("已办迁出。"))
            return redirect("household", household=own.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return household_page(request, household, move_out=form)


@require_POST
def head(request: Request, household: int, stay: int) -> HttpResponse:
    """Another member becomes head."""
    own = found(households.household(household, by=request.actor))
    held = found(households.membership(stay, household_id=own.pk))
    form = HeadForm(request.POST)
    if form.is_valid():
        try:
            acts.change_head(held, former=form.cleaned_data["former"], by=request.actor, at=timezone.now())
            messages.success(request, _("已换户主。"))
            return redirect("household", household=own.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return household_page(request, household, head=form)


@require_POST
def mourning(request: Request, household: int) -> HttpResponse:
    """Mark a death in the household, or take the mark away."""
    own = found(households.household(household, by=request.actor))
    form = MourningForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        acts.mark_bereaved(own, day=said["day"], reason=said["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("已记下。"))
        return redirect("household", household=own.pk)
    return household_page(request, household, mourning=form)
