"""Giving numbers and calling them, one at a time in each slot: of fifty at once nobody gets another's (取号、叫号)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.doors.actions import spend
from lianxin.kernel import throttle
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act, lock, open_row
from lianxin.matters.refusals import Refused
from lianxin.reception.models import Slot, Visit
from lianxin.reception.queries.visits import moved_by, next_in_line, number_to_give, opened_with_id
from lianxin.reception.workflow import VISIT

DRAWN_AN_HOUR = 60  # one address: the telephones of a village hall
DRAWN_BY_PHONE = 4


@transaction.atomic
def give(slot: Slot, said: Mapping[str, Any], *, by: Actor, client_id: UUID, move: str = "take") -> Visit:
    """A number in this slot: the one said, or the next; the same form again gives the same number. Raises Refused.

    The slot is held meanwhile, so that its last ten numbers go to ten of fifty who ask at once.
    """
    known = opened_with_id(client_id)
    if known is not None:
        return known
    held: Slot = lock(slot)
    number = said.get("number") or number_to_give(held)
    data = {**said, "slot": held, "number": number}
    visit: Visit = open_row(VISIT, by=by, data=data, client_id=client_id, move=move)
    return visit


def draw(slot: Slot, said: Mapping[str, Any], *, by: Actor, client_id: UUID, address: str) -> Visit:
    """A number taken on the telephone. Raises TooMany for an address or a number that takes too many, Refused."""
    known = opened_with_id(client_id)
    if known is not None:
        return known
    spend("reception.address", throttle.address_key(address), limit=DRAWN_AN_HOUR)
    spend("reception.phone", str(said["phone"]), limit=DRAWN_BY_PHONE)
    return give(slot, said, by=by, client_id=client_id, move="draw")


@transaction.atomic
def call_next(slot: Slot, window: int, *, by: Actor, client_id: UUID) -> Visit:
    """Call whoever has waited longest to this window; two windows never call the same number. Raises Refused.

    The same button again gives the number it called.
    """
    held: Slot = lock(slot)
    known = moved_by(held, client_id)
    if known is not None:
        return known
    visit = next_in_line(held)
    if visit is None:
        raise Refused(_("现在没有人在等。过号的人来了，在“过号”里点“叫号”。"), code="guard")
    act(visit, "call", by=by, data={"window": window}, client_id=client_id, version=visit.version)
    visit.refresh_from_db()
    return visit
