"""Who may see which appeals, and what the pages about an appeal read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.choices import REPEATED
from lianxin.appeals.models import (
    Appeal,
    Appellant,
    Callback,
    InfoRequest,
    Order,
    Referral,
    Rejection,
    Reply,
)
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.repeated import earlier_of
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.people.queries.conflicts import shunned_persons
from lianxin.places.rules import within

Text = str | Promise
READERS = (Role.TRIAGE, Role.CALLBACK, Role.REVIEWER, Role.LEADER, Role.AUDITOR)


def gate(by: Actor) -> Q:
    """The appeals this actor may know of (D.7); what is not here does not exist for them.

    Accusations stay with the triage desk until their sealed wall is built.
    """
    if Role.SYSTEM in by.roles:
        return Q()
    own = opened_by(by)
    if by.account is None:
        return own
    return (own | staff_gate(by)) & ~conflicting(by)


def opened_by(by: Actor) -> Q:
    """What was opened with number and code, as long as the code opens it: a browser left open is no way in."""
    return Q(pk__in=by.receipts) & ~Q(query_hash="") if by.receipts else Q(pk__in=[])


def conflicting(by: Actor) -> Q:
    """What the actor is a party to, or declared to keep away from (回避): invisible whatever their posts say.

    Each part is a subquery of its own, by an index of its own; who shuns nothing asks nothing.
    """
    shuns, avoided = by.shuns, Q(pk__in=[])
    speakers = Appellant.objects.values("matter_id")
    if shuns.phones:
        avoided |= Q(pk__in=speakers.filter(phone_index__in=shuns.phones))
    if shuns.persons:
        avoided |= Q(pk__in=speakers.filter(person__in=shunned_persons(by).values("pk")))
    if shuns.units:
        ordered = Order.objects.filter(unit__in=shuns.units).values("matter_id")
        avoided |= Q(pk__in=ordered) | Q(holder__in=shuns.units, holder__isnull=False)
    return avoided


def staff_gate(by: Actor) -> Q:
    """Desks, leaders and auditors see their area and what has no area yet; a clerk its area; a unit its own."""
    seen = Q(pk__in=[])
    for hand in by.hands():
        seen |= hand_gate(hand)
    return seen


def hand_gate(by: Actor) -> Q:
    """The same for one post: a clerk of one village who works for another sees the other as that post does."""
    seen = Q(pk__in=[])
    if by.holds(*READERS):
        seen |= within(by.scopes, "area__code") | Q(area=None)
    if by.holds(Role.CLERK):
        taken = Contact.objects.filter(taker_id__in=[by.account, *by.inherits]).values("matter_id")
        seen |= within(by.scopes, "area__code") | Q(pk__in=taken)
    if by.holds(Role.HANDLER):
        seen |= Q(holder_id__in=by.units)
    return seen if by.holds(Role.TRIAGE) else seen & ~accusing()


def accusing() -> Q:
    """Whether an appeal is an accusation; they are few, and have an index of their own."""
    return Q(Exists(Appeal.objects.filter(pk=OuterRef("pk"), type=AppealType.REPORT)))


def matters_with_running_clocks(*, after: int, most: int) -> list[Matter]:
    """Appeals for which time runs or stands still, by ascending key."""
    running = Clock.objects.filter(row_kind="matter", stopped=None).values("row_id")
    found = Matter.objects.filter(kind="appeal", pk__in=running, pk__gt=after).select_related("appeal")
    return list(found.order_by("pk")[:most])


def current_order(matter: Matter) -> Order | None:
    """The dispatch that is in force."""
    return matter.orders.order_by("-dispatched_at", "-pk").first()


def last_reply(matter: Matter) -> Reply | None:
    """The newest answer, sent or not."""
    return matter.replies.order_by("-written_at", "-pk").first()


def phone_of(matter: Matter) -> str:
    """A number the office may call or write to; empty when nobody gave one."""
    for appellant in matter.appellants.order_by("pk"):
        if appellant.phone:
            return appellant.phone
    return ""


def open_request(matter: Matter) -> InfoRequest | None:
    """What the resident was asked for and has not brought yet."""
    return matter.info_requests.filter(answered_at=None).order_by("-asked_at", "-pk").first()


def last_request(matter: Matter) -> InfoRequest | None:
    """What the resident was asked for last, brought or not."""
    return matter.info_requests.order_by("-asked_at", "-pk").first()


def has_lapsed(matter: Matter) -> bool:
    """Whether it was closed because nobody brought what was missing (逾期未补)."""
    return matter.state == "closed" and open_request(matter) is not None


def open_proposal(matter: Matter) -> Rejection | None:
    """The proposal not to accept on which nobody has decided yet."""
    waiting = [one for one in matter.rejections.all() if one.decided_at is None]
    return max(waiting, key=lambda one: one.pk, default=None)


def last_referral(matter: Matter) -> Referral | None:
    """To whom it was handed on."""
    return matter.referrals.order_by("-referred_at", "-pk").first()


@dataclass(frozen=True)
class Notice:
    """What a resident is told who is sent elsewhere (F-99 不予受理/转送告知书): why, and where to go."""

    title: Text
    at: datetime
    reason: str
    words: str
    body: str
    reference: str
    address: str
    phone: str
    result: str
    result_at: datetime | None
    edition: str


def notice_of(matter: Matter, *, clear: bool = False) -> Notice | None:
    """The notice of a matter that was not accepted or handed on; None for any other.

    Numbers in its words are masked, but `clear` for the one it is for.
    """
    if matter.state == "rejected":
        return notice_of_rejection(matter, clear=clear)
    referral = last_referral(matter) if matter.state == "referred" else None
    if referral is None:
        return None
    put_back(matter, [referral], clear=clear)
    return Notice(
        title=_("转送告知书"),
        at=referral.referred_at,
        reason=referral.basis,
        words="",
        body=referral.body,
        reference=referral.reference,
        address=referral.address,
        phone=referral.phone,
        result=referral.result,
        result_at=referral.result_at,
        edition=referral.form_edition,
    )


def notice_of_rejection(matter: Matter, *, clear: bool) -> Notice | None:
    """The notice of a rejection that two persons agreed on."""
    rejection = matter.rejections.filter(agreed=True).order_by("-pk").first()
    if rejection is None:
        return None
    put_back(matter, [rejection], clear=clear)
    return Notice(
        title=_("不予受理告知书"),
        at=rejection.decided_at or rejection.proposed_at,
        reason=_now(rejection.reason_text),
        words=rejection.words,
        body=_now(rejection.body),
        reference=before.number if (before := earlier_of(matter)) and rejection.reason == REPEATED else "",
        address=rejection.address,
        phone=rejection.phone,
        result="",
        result_at=None,
        edition=rejection.form_edition,
    )


def to_be_asked() -> Q:
    """Handed on, the day to ask is past, and nobody has written down what came of it."""
    waiting = Referral.objects.filter(chased_at__isnull=False, result_at=None)
    return Q(state="referred", pk__in=waiting.values("matter_id"))


def contacted(matter: Matter) -> bool:
    """Whether somebody spoke with the resident while handling."""
    return matter.handlings.filter(kind="contact").exists()


def attempts(matter: Matter) -> list[Callback]:
    """The callbacks so far, in order."""
    return list(matter.callbacks.order_by("attempt"))
