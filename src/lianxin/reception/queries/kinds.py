"""Kinds of reception as pages list them (接待种类)."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.worktime import calendar_in_force
from lianxin.places.rules import within
from lianxin.reception.models import Kind, Turn
from lianxin.reception.rules.days import Days

AHEAD = timedelta(days=120)


def arranged(by: Actor) -> "QuerySet[Kind]":
    """The kinds an actor arranges: those of its area for the desk, of its unit for a clerk."""
    theirs = Q(pk__in=[])
    for hand in by.hands():
        if hand.holds(Role.TRIAGE):
            theirs |= within(hand.scopes, "area__code")
        if hand.holds(Role.CLERK):
            theirs |= Q(unit__in=hand.units)
    return Kind.objects.filter(theirs).select_related("unit", "area").order_by("code")


def kind_of(pk: int, *, by: Actor) -> Kind | None:
    """One kind that an actor arranges."""
    return arranged(by).filter(pk=pk).first()


def active() -> list[Kind]:
    """The kinds that are held, for everybody."""
    return list(Kind.objects.filter(active=True).select_related("unit", "area").order_by("code"))


def kind_called(code: str) -> Kind | None:
    """The kind of this code that is held."""
    return Kind.objects.filter(active=True, code=code).select_related("unit", "area").first()


def days_of(kind: Kind) -> Days:
    """On which days it is held."""
    return Days(kind.days, kind.on_rest_days, kind.since, kind.until)


def turns_of(kind: Kind) -> list[Turn]:
    """Who takes turns in it, in their order."""
    found = Turn.objects.filter(kind=kind).select_related("appointment__person", "appointment__post__unit")
    return list(found.order_by("place", "pk"))


def next_days_of(kind: Kind, today: date, most: int = 5) -> list[date]:
    """The next days it is held on, so that whoever wrote its rule sees whether it says what was meant."""
    calendar = calendar_in_force(kind.area.code)
    found = days_of(kind).between(today, today + AHEAD, calendar)
    return found[:most]
