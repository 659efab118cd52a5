"""Wishes to swap, and who may know of them (调换)."""

from django.db.models import Q

from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Appointment
from lianxin.places.rules import within
from lianxin.reception.models import Swap
from lianxin.reception.rules.slots import SwapState

RELATED = ("mine__slot__kind", "theirs__slot__kind", "asking__person", "asked__person")


def gate(by: Actor) -> Q:
    """The two it is about, and who arranges."""
    if Role.SYSTEM in by.roles:
        return Q()
    if by.account is None:
        return Q(pk__in=[])
    own = Appointment.objects.filter(account=by.account).values("pk")
    seen = Q(asking__in=own) | Q(asked__in=own)
    for hand in by.hands():
        if hand.holds(Role.TRIAGE):
            seen |= within(hand.scopes, "area__code")
        if hand.holds(Role.CLERK):
            seen |= Q(holder_id__in=hand.units)
    return seen


def asked_of(by: Actor) -> list[Swap]:
    """What waits for an actor's yes or no."""
    rows = Swap.objects.filter(state=SwapState.ASKED, asked__account=by.account)
    return list(rows.select_related(*RELATED).order_by("asked_at"))


def asked_by(by: Actor) -> list[Swap]:
    """What an actor asked for and has no answer to."""
    rows = Swap.objects.filter(state=SwapState.ASKED, asking__account=by.account)
    return list(rows.select_related(*RELATED).order_by("asked_at"))


def swap_of(pk: int, *, by: Actor) -> Swap | None:
    """One an actor may know of."""
    return Swap.objects.filter(gate(by), pk=pk).select_related(*RELATED).first()
