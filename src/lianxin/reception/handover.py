"""Slots on the handover list (移交清单): who leaves a post leaves its receptions to somebody."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.people import handover
from lianxin.people.handover import Line
from lianxin.reception.models import Slot, SlotPerson
from lianxin.reception.queries.slots import title_of
from lianxin.reception.rules.slots import STANDING, SlotState


def theirs(leaver: Actor) -> "QuerySet[Slot]":
    """The slots to come that somebody has on this post."""
    mine = SlotPerson.objects.filter(
        appointment__account=leaver.account, appointment__post__in=leaver.posts
    ).values("slot_id")
    return Slot.objects.filter(pk__in=mine, state__in=STANDING, day__gte=clock.today())


def count(leaver: Actor) -> int:
    """How many."""
    return theirs(leaver).count()


def lines(leaver: Actor, viewer: Actor, most: int) -> Sequence[Line]:
    """Those the viewer may know of too, the next first."""
    seen = visible(viewer, Slot).filter(pk__in=theirs(leaver).values("pk"))
    return [
        Line(
            "",
            title_of(row),
            SlotState(row.state).label,
            row.starts_at,
            reverse("slot", args=[row.pk]),
        )
        for row in seen.select_related("kind").order_by("starts_at", "pk")[:most]
    ]


handover.register(handover.Pile("reception.slots", _("排定的接待"), count, lines))
