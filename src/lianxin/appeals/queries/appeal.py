"""Who may see which appeals, and what the pages about an appeal read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.models import (
    Adjudication,
    Appeal,
    Appellant,
    Callback,
    Correction,
    Handling,
    InfoRequest,
    Order,
    Referral,
    Rejection,
    Reply,
    Return,
)
from lianxin.appeals.queries.numbers import Number, number_of, numbers_put_back, put_back, secret, told
from lianxin.appeals.rules import AppealType, Identity
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.people.queries.conflicts import shunned_persons
from lianxin.people.queries.residents import Line, line, persons_by_phone
from lianxin.people.rules.residents import residents_desk
from lianxin.places.rules import within

Text = str | Promise
READERS = (Role.TRIAGE, Role.CALLBACK, Role.REVIEWER, Role.LEADER, Role.AUDITOR)
REVEALS = (Role.CLERK, Role.TRIAGE, Role.CALLBACK, Role.HANDLER, Role.LEADER, Role.AUDITOR)
REVEALED = ("name", "phone")


def gate(by: Actor) -> Q:
    """The appeals this actor may know of (D.7); what is not here does not exist for them.

    Accusations stay with the triage desk until their sealed wall is built.
    """
    if Role.SYSTEM in by.roles:
        return Q()
    own = Q(pk__in=by.receipts) if by.receipts else Q(pk__in=[])
    if by.account is None:
        return own
    return (own | staff_gate(by)) & ~conflicting(by)


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
        reference="",
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


@dataclass(frozen=True)
class Speaker:
    """An appellant as the page shows them: masked, with whether this actor may ask to see more."""

    key: int
    identity: str
    name: str
    phone: str
    may_reveal: bool
    may_link: bool = False
    linked: bool = False


@dataclass(frozen=True)
class Folder:
    """Everything the page of one appeal shows below its head; numbers in its texts as this actor may see them."""

    appeal: Appeal
    numbers: Sequence[Number]
    may_reveal: bool
    contacts: Sequence[Contact]
    speakers: Sequence[Speaker]
    orders: Sequence[Order]
    handlings: Sequence[Handling]
    replies: Sequence[Reply]
    callbacks: Sequence[Callback]
    requests: Sequence[InfoRequest]
    rejections: Sequence[Rejection]
    referrals: Sequence[Referral]


WITH_TEXTS = (
    "contacts",
    "orders",
    "handlings",
    "replies",
    "callbacks",
    "info_requests",
    "rejections",
    "referrals",
    "returns",
    "adjudications",
)


def papers() -> "list[Prefetch[Any]]":
    """Everything that was written about an appeal, in the order in which it is shown."""
    return [
        Prefetch("appeal", Appeal.objects.select_related("category")),
        Prefetch("contacts", Contact.objects.order_by("at", "pk")),
        Prefetch("appellants", Appellant.objects.order_by("pk")),
        Prefetch("orders", Order.objects.select_related("unit").order_by("dispatched_at", "pk")),
        Prefetch("handlings", Handling.objects.order_by("at", "pk")),
        Prefetch("replies", Reply.objects.order_by("written_at", "pk")),
        Prefetch("callbacks", Callback.objects.order_by("attempt")),
        Prefetch("info_requests", InfoRequest.objects.order_by("asked_at", "pk")),
        Prefetch("rejections", Rejection.objects.order_by("proposed_at", "pk")),
        Prefetch("referrals", Referral.objects.order_by("referred_at", "pk")),
        Prefetch("corrections", Correction.objects.order_by("pk")),
        Prefetch(
            "returns",
            Return.objects.select_related("unit", "suggested", "precedent__unit", "precedent__matter"),
        ),
        Prefetch("adjudications", Adjudication.objects.select_related("unit")),
    ]


def folder(matter: Matter, *, by: Actor) -> Folder:
    """The papers of one appeal the actor may see already (see `matters.queries.visible`)."""
    prefetch_related_objects([matter], *papers())
    hidden, speakers = secret(matter.appeal), list(matter.appellants.all())
    texts = [matter.appeal, *chain(*(getattr(matter, name).all() for name in WITH_TEXTS))]
    return Folder(
        appeal=matter.appeal,
        numbers=numbers_put_back(matter, texts) if told(speakers, by=by, secret=hidden) else [],
        may_reveal=may_reveal_numbers(speakers, by=by, secret=hidden),
        contacts=list(matter.contacts.all()),
        speakers=[speaker(one, by=by, secret=hidden) for one in speakers],
        orders=list(matter.orders.all()),
        handlings=list(matter.handlings.all()),
        replies=list(matter.replies.all()),
        callbacks=list(matter.callbacks.all()),
        requests=list(matter.info_requests.all()),
        rejections=list(matter.rejections.all()),
        referrals=list(matter.referrals.all()),
    )


def may_reveal_numbers(speakers: Sequence[Appellant], *, by: Actor, secret: bool) -> bool:
    """Whether this actor may ask for a number in the text: as for everybody who speaks in it."""
    if by.holds(Role.TRIAGE, Role.CALLBACK):
        return True
    return bool(speakers) and all(may_reveal(one, by=by, secret=secret) for one in speakers)


def speaker(appellant: Appellant, *, by: Actor, secret: bool = False) -> Speaker:
    """An appellant, masked; who asked for confidence was promised that only the desks see even that much."""
    known = told([appellant], by=by, secret=secret)
    return Speaker(
        key=appellant.pk,
        identity=appellant.get_identity_display(),
        name=mask_name(appellant.name) if known else "",
        phone=mask_phone(appellant.phone) if known else "",
        may_reveal=bool(appellant.phone or appellant.name) and may_reveal(appellant, by=by, secret=secret),
        may_link=residents_desk(by, None),
        linked=appellant.person_id is not None,
    )


def may_reveal(appellant: Appellant, *, by: Actor, secret: bool = False) -> bool:
    """Desks may ask for any identity; everybody else D.7 lets ask, only for those who gave their name openly."""
    if by.holds(Role.TRIAGE, Role.CALLBACK):
        return True
    return by.holds(*REVEALS) and appellant.identity == Identity.NAMED and not secret


def appellant_to_reveal(matter: Matter, key: int, *, by: Actor) -> Appellant | None:
    """An appellant of whom this actor may ask to see more; None when there is none."""
    found = Appellant.objects.filter(matter=matter, pk=key).first()
    if found is None or not may_reveal(found, by=by, secret=secret(matter.appeal)):
        return None
    return found


def number_to_reveal(matter: Matter, key: int, *, by: Actor) -> SealedPiece | None:
    """A number in the words of a matter that this actor may ask to see; None when there is none."""
    speakers = list(Appellant.objects.filter(matter=matter))
    if not may_reveal_numbers(speakers, by=by, secret=secret(matter.appeal)):
        return None
    return number_of(matter, key)


def fields_to_reveal(appellant: Appellant) -> list[str]:
    """What there is to see: name, phone, or both."""
    return [field for field in REVEALED if getattr(appellant, field)]


def persons_proposed(appellant: Appellant, *, by: Actor) -> list[Line]:
    """The residents who may be this appellant: whoever has the same telephone (XC-02); never linked by itself."""
    if appellant.person_id is not None or not appellant.phone_index:
        return []
    return [line(person) for person in persons_by_phone(appellant.phone_index, by=by)]


def appellant_of(matter: Matter, key: int) -> Appellant | None:
    """One appellant of a matter."""
    return Appellant.objects.select_related("person").filter(matter=matter, pk=key).first()
