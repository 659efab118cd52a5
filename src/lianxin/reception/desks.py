"""What the reception puts into the rail, and what of it waits for somebody (接待台、今天我要办的)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import anyone, staff
from lianxin.matters.waiting import Waiting, register
from lianxin.reception.actions.rights import runs
from lianxin.reception.models import SlotPerson
from lianxin.reception.queries.visits import left_open, of_today
from lianxin.reception.rules.slots import SlotState
from lianxin.web import nav


def waiting_at_reception(by: Actor) -> Iterator[Waiting]:
    """Today's slots one is in, and visits of days gone by that have no outcome yet."""
    if by.account is None:
        return
    mine = set(SlotPerson.objects.filter(appointment__account=by.account).values_list("slot_id", flat=True))
    for slot in of_today(by=by) if mine else ():
        if slot.pk in mine and slot.state in (SlotState.PUBLISHED, SlotState.OPEN):
            address = reverse("reception_desk", kwargs={"key": slot.pk, "window": 1})
            yield Waiting(_now("今天接待：%(kind)s") % {"kind": slot.kind.name}, address)
    for slot, many in left_open(by=by):
        if runs(by, slot):
            words = ngettext(
                "%(kind)s还有 %(n)d 位来访人没有结果", "%(kind)s还有 %(n)d 位来访人没有结果", many
            )
            address = reverse("reception_desk", kwargs={"key": slot.pk, "window": 1})
            yield Waiting(words % {"kind": slot.kind.name, "n": many}, address, late=True)


register(waiting_at_reception)
nav.register(
    nav.Entry(_("接待台"), "reception_desks", staff, icon="people", order=25),
    nav.Entry(_("今天取号"), "numbers", anyone, place=nav.Place.FOOT, order=15),
)
