"""What the reception puts into the rail and beside a matter, and what of it waits for somebody (接待台)."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import anyone, staff
from lianxin.matters.models import Matter
from lianxin.matters.panels import Beside, Near, show_beside
from lianxin.matters.waiting import Waiting, register
from lianxin.reception.models import SlotPerson, Visit
from lianxin.reception.queries.rights import runs
from lianxin.reception.queries.visits import GIVES_NUMBERS, left_open, visits_of_matter
from lianxin.reception.rules.visits import NUMBERED
from lianxin.web import nav
from lianxin.web.dates import day


def held_today(own: Iterable[SlotPerson]) -> Iterator[Waiting]:
    """The slots among one's own of today that were posted: each leads to its desk."""
    for slot in {one.slot_id: one.slot for one in own}.values():
        if slot.state in GIVES_NUMBERS:
            address = reverse("reception_desk", kwargs={"key": slot.pk, "window": 1})
            yield Waiting(_now("今天接待：%(kind)s") % {"kind": slot.kind.name}, address)


def waiting_at_reception(by: Actor) -> Iterator[Waiting]:
    """Visits of days gone by that have no outcome yet."""
    if by.account is None:
        return
    for slot, many in left_open(by=by):
        if runs(by, slot):
            words = ngettext(
                "%(kind)s还有 %(n)d 位来访人没有结果", "%(kind)s还有 %(n)d 位来访人没有结果", many
            )
            address = reverse("reception_desk", kwargs={"key": slot.pk, "window": 1})
            yield Waiting(words % {"kind": slot.kind.name, "n": many}, address, late=True)


@show_beside(Visit)
def where_it_was_said(matter: Matter, by: Actor, near: Near) -> Iterator[Beside]:
    """The receptions at which a matter was opened, or somebody came about it again."""
    if by.account is None or Visit not in near:
        return
    for visit in visits_of_matter(matter, by=by):
        said = {"kind": visit.slot.kind.name, "at": day(visit.slot.day), "number": visit.number}
        label = _now("来自接待") if visit.state in NUMBERED else _now("接待时又来反映")
        address = reverse("visit", kwargs={"key": visit.pk})
        yield Beside(label, _now("%(kind)s %(at)s，%(number)s 号") % said, address)


register(waiting_at_reception)
nav.register(
    nav.Entry(_("接待台"), "reception_desks", staff, icon="people", order=25, under=nav.Heading.LISTENING),
    nav.Entry(_("今天取号"), "numbers", anyone, place=nav.Place.FOOT, order=15),
)
