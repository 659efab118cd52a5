"""Addresses that nobody can guess: of the screen in the hall, and of a number taken on the telephone (凭址查看).

The screen needs no sign-in: a browser left signed in on a tablet in the hall would be a door to everything, and what
it shows is what is called out there anyway. The address is signed, says nothing, and opens on the day alone.
"""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from lianxin.kernel import clock
from lianxin.reception.models import Slot, Visit
from lianxin.reception.rules.slots import POSTED

SCREEN, NUMBER = "lianxin.reception.screen", "lianxin.reception.number"


def signed(client_id: UUID, salt: str) -> str:
    """A row's id as an address has it."""
    return Signer(salt=salt, sep="~").sign(client_id.hex)


def read(token: str, salt: str) -> UUID | None:
    """The id in an address of ours; None for anything else."""
    try:
        return UUID(Signer(salt=salt, sep="~").unsign(token))
    except (BadSignature, ValueError):
        return None


def screen_address(slot: Slot) -> str:
    """The last part of the screen's address."""
    return signed(slot.client_id, SCREEN)


def slot_on_screen(token: str) -> Slot | None:
    """The slot a screen shows, on its day."""
    key = read(token, SCREEN)
    if key is None:
        return None
    found = Slot.objects.filter(client_id=key, day=clock.today(), state__in=POSTED)
    return found.select_related("kind").first()


def number_address(visit: Visit) -> str:
    """The last part of the address of one's own number."""
    return signed(visit.client_id, NUMBER)


def visit_of_number(token: str) -> Visit | None:
    """The visit a resident follows, on its day."""
    key = read(token, NUMBER)
    if key is None:
        return None
    found = Visit.objects.filter(client_id=key, slot__day=clock.today())
    return found.select_related("slot__kind").first()
