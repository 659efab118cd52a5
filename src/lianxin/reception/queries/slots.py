"""Who may know of a slot, and the slots a page shows (场次)."""

from django.db.models import Q

from lianxin.kernel.actor import Actor, Role
from lianxin.places.rules import within
from lianxin.reception.models import SlotPerson


def gate(by: Actor) -> Q:
    """What was posted is everybody's; before that, those of the area, of the unit, and who is in it."""
    if Role.SYSTEM in by.roles:
        return Q()
    seen = Q(published_at__isnull=False)
    if by.account is None:
        return seen
    for hand in by.hands():
        seen |= within(hand.scopes, "area__code")
    mine = SlotPerson.objects.filter(appointment__account=by.account).values("slot_id")
    return seen | Q(holder_id__in=by.units) | Q(pk__in=mine)
