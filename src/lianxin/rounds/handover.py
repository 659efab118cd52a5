"""What of rounds is handed over when somebody leaves a post: promises on cards that nobody else looks after (移交)."""

from datetime import datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.matters.flows import flow_of
from lianxin.matters.queries import visible
from lianxin.people import handover
from lianxin.people.handover import Line, Pile
from lianxin.rounds.models import Card
from lianxin.rounds.queries.cards import promises_of
from lianxin.rounds.rules.doors import walks


def promised(leaver: Actor) -> "QuerySet[Card]":
    """The promises somebody made at doors that are neither kept nor an appeal."""
    return promises_of(leaver) if walks(leaver, None) else Card.objects.none()


def count(leaver: Actor) -> int:
    """How many there are."""
    return promised(leaver).count()


def lines(leaver: Actor, viewer: Actor, most: int) -> list[Line]:
    """Those a viewer may read."""
    seen = visible(viewer, Card).values("pk")
    rows = promised(leaver).filter(pk__in=seen).order_by("by_when", "pk")[:most]
    return [line(card) for card in rows]


def line(card: Card) -> Line:
    """A card as a line of the list."""
    due = timezone.make_aware(datetime.combine(card.by_when, time.max)) if card.by_when else None
    return Line(
        number=card.number,
        title=card.promised,
        state=flow_of(card).state(card.state).staff,
        due=due,
        href=reverse("card", kwargs={"card": card.pk}),
    )


handover.register(Pile("rounds.promises", _("联系卡上答应的事"), count, lines))
