"""Handover lists: whom they concern, and what each side may read (移交清单)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Account, Appointment, Handover
from lianxin.people.queries import actor_on, in_force, names_of_accounts
from lianxin.people.queries.posts import holders_now_or_later
from lianxin.places.rules import within

RELATED = (
    "leaver__post__unit__area",
    "leaver__person",
    "leaver__account",
    "successor__person",
    "successor__account",
)


def concerning(by: Actor) -> "QuerySet[Handover]":
    """The lists this actor may open: the administrator's all, one's own, those of the units one answers for.

    A reviewer answers for the own unit (负责人), a leader for every unit of the own area.
    """
    rows = Handover.objects.select_related(*RELATED)
    if by.holds(Role.ADMINISTRATOR):
        return rows
    mine = Q(leaver__account_id=by.account) | Q(successor__account_id=by.account) | Q(watcher_id=by.account)
    for hand in by.hands():
        if hand.holds(Role.REVIEWER, Role.LEADER):
            mine |= Q(leaver__post__unit_id__in=hand.units)
        if hand.holds(Role.LEADER):
            mine |= within(hand.scopes, "leaver__post__unit__area__code")
    return rows.filter(mine)


def open_handovers(by: Actor, most: int = 100) -> list[Handover]:
    """Those still to be signed, the oldest first."""
    return list(concerning(by).filter(done_at=None).order_by("made_at", "pk")[:most])


def done_handovers(by: Actor, most: int = 50) -> list[Handover]:
    """Those done, the latest first."""
    return list(concerning(by).exclude(done_at=None).order_by("-done_at", "-pk")[:most])


def waiting_for(by: Actor) -> int:
    """How many lists wait for this actor: to be signed, or for the administrator to name a successor."""
    rows = Handover.objects.filter(done_at=None)
    if by.holds(Role.ADMINISTRATOR):
        return rows.filter(successor=None).count()
    return (
        rows.filter(successor__isnull=False)
        .filter(
            Q(leaver__account_id=by.account, handed_at=None)
            | Q(successor__account_id=by.account, received_at=None)
            | Q(watcher_id=by.account, watched_at=None)
        )
        .count()
    )


def handover(pk: int, *, by: Actor) -> Handover | None:
    """One list, if it concerns this actor."""
    return concerning(by).filter(pk=pk).first()


def handover_of(appointment: Appointment) -> Handover | None:
    """The list of this appointment, once it was to end."""
    return Handover.objects.filter(leaver=appointment).first()


def leaver_of(handover: Handover) -> Actor:
    """The one who leaves, as on that post alone, also after having left."""
    return actor_on(handover.leaver)


def heirs(handover: Handover, *, at: datetime) -> list[Appointment]:
    """Who is on the post or will be, besides the one who leaves: one of them takes over."""
    return [
        one
        for one in holders_now_or_later(handover.leaver.post, at=at)
        if one.account_id != handover.leaver.account_id and not one.awaits and not one.substitute_for_id
    ]


@dataclass(frozen=True)
class Signature:
    """One column of the list: who signs, and when it was signed."""

    side: str
    name: str
    at: datetime | None
    instead: str = ""


def signatures(handover: Handover) -> list[Signature]:
    """移交人、接收人、监交人, as far as they are named."""
    leaver, successor = handover.leaver, handover.successor
    ids = [one for one in (handover.watcher_id, handover.handed_by) if one is not None]
    names = names_of_accounts(ids)
    stead = handover.handed_by if handover.handed_by != leaver.account_id else None
    return [
        Signature("handed", leaver.person.name, handover.handed_at, names.get(stead or 0, "")),
        Signature("received", successor.person.name if successor else "", handover.received_at),
        Signature("watched", names.get(handover.watcher_id or 0, ""), handover.watched_at),
    ]


def account_named(words: str, *, at: datetime) -> list[Account]:
    """Accounts on a post now whose login or holder's name is exactly this."""
    rows = (
        in_force(at).filter(Q(account__login=words.lower()) | Q(person__name=words)).select_related("account")
    )
    return list({one.account_id: one.account for one in rows.order_by("pk")}.values())
