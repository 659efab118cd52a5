"""Who may do what to a slot (排班、签到的权限)."""

from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Stateful
from lianxin.places.rules import inside
from lianxin.reception.models import Slot, SlotPerson, Swap


def arranges(by: Actor, row: Stateful | None) -> bool:
    """The desk of the area, or a clerk of the unit that holds the reception."""
    if row is None or row._state.adding:
        return by.holds(Role.TRIAGE, Role.CLERK)
    if by.holds(Role.TRIAGE) and row.area is not None and inside(row.area.code, by.scopes):
        return True
    return by.holds(Role.CLERK) and row.holder_id in by.units


def in_it(by: Actor, row: Slot | None) -> bool:
    """Whoever is in the slot."""
    if row is None or row._state.adding or by.account is None:
        return False
    return SlotPerson.objects.filter(slot=row, appointment__account=by.account).exists()


def runs(by: Actor, row: Slot | None) -> bool:
    """Whoever arranges it, and whoever is in it."""
    return arranges(by, row) or in_it(by, row)


def takes_part(by: Actor, row: Swap | None) -> bool:
    """Somebody with a post: whether the slot is theirs, a guard asks."""
    return by.account is not None and bool(by.posts)


def asked(by: Actor, row: Swap | None) -> bool:
    """Who was asked to swap."""
    return row is not None and row.theirs.appointment.account_id == by.account


def asks(by: Actor, row: Swap | None) -> bool:
    """Who asked to swap."""
    return row is not None and row.mine.appointment.account_id == by.account
