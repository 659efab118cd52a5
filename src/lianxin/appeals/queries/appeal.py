"""Who may see which appeals, and what the pages about an appeal read."""

from collections.abc import Callable, Collection

from django.db.models import Q

from lianxin.appeals.models import (
    Appellant,
    Callback,
    InfoRequest,
    Order,
    Referral,
    Rejection,
    Reply,
    SubOrder,
)
from lianxin.appeals.queries.joint import Helping, helped_by, helping_in
from lianxin.appeals.queries.walls import accusing, said_against, sealed_for
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.people.queries.conflicts import shunned_persons
from lianxin.places.rules import within

MOST_NAMED = 200
READERS = (Role.TRIAGE, Role.CALLBACK, Role.REVIEWER, Role.LEADER, Role.AUDITOR)


def gate(by: Actor) -> Q:
    """The appeals this actor may know of (D.7); what is not here does not exist for them."""
    return gate_of(by, hand_gate)


def whole_gate(by: Actor) -> Q:
    """The appeals this actor knows whole: what hangs on an appeal is not for who only assists (J13)."""
    return gate_of(by, whole_hand_gate)


def gate_of(by: Actor, sees: Callable[[Actor], Q]) -> Q:
    """What was opened with number and code, what one of the actor's posts sees, nothing they must keep away from."""
    if Role.SYSTEM in by.roles:
        return Q()
    own = opened_by(by)
    if by.account is None:
        return own
    return (own | on_any_post(by, sees)) & ~conflicting(by)


def counted_gate(by: Actor) -> Q:
    """The gate for who counts thousands: accusations are out for everybody, and the few matters the actor must keep
    away from are looked up once, instead of being asked for at each row of each figure."""
    if Role.SYSTEM in by.roles:
        return ~accusing()
    if by.account is None:
        return opened_by(by) & ~accusing()
    return (opened_by(by) | on_any_post(by, known_gate)) & ~accusing() & ~few_or_all(conflicting(by))


def few_or_all(which: Q) -> Q:
    """These matters by their keys where they are few, else as they were asked for.

    Of several reasons each is a question by itself, put together: each has an index of its own, all at once have none.
    """
    reasons = which.children if which.connector == Q.OR else [which]
    first, *others = (Matter.objects.filter(one).order_by().values_list("pk", flat=True) for one in reasons)
    keys = list(first.union(*others)[: MOST_NAMED + 1])
    return Q(pk__in=keys) if len(keys) <= MOST_NAMED else which


def opened_by(by: Actor) -> Q:
    """What was opened with number and code, as long as the code opens it: a browser left open is no way in."""
    return Q(pk__in=by.receipts) & ~Q(query_hash="") if by.receipts else Q(pk__in=[])


def conflicting(by: Actor) -> Q:
    """What the actor is a party to, what is said against them, what they declared to keep away from (回避).

    It is invisible whatever their posts say. Each part is a subquery of its own, by an index of its own.
    """
    shuns, avoided = by.shuns, said_against(by)
    speakers = Appellant.objects.values("matter_id")
    if shuns.phones:
        avoided |= Q(pk__in=speakers.filter(phone_index__in=shuns.phones))
    if shuns.persons:
        avoided |= Q(pk__in=speakers.filter(person__in=shunned_persons(by).values("pk")))
    if shuns.units:
        ordered = Order.objects.filter(unit__in=shuns.units).values("matter_id")
        asked = SubOrder.objects.filter(unit__in=shuns.units).values("matter_id")
        avoided |= Q(pk__in=ordered) | Q(pk__in=asked)
        avoided |= Q(holder__in=shuns.units, holder__isnull=False)
    return avoided


def on_any_post(by: Actor, sees: Callable[[Actor], Q]) -> Q:
    """What an actor sees on any one of its posts: who works for two villages sees each as its post does."""
    seen = Q(pk__in=[])
    for hand in by.hands():
        seen |= sees(hand)
    return seen


def hand_gate(by: Actor) -> Q:
    """What one post sees, behind the wall of accusations."""
    return sealed_for(by, known_gate(by))


def whole_hand_gate(by: Actor) -> Q:
    """The same, but for what its unit only assists in."""
    return sealed_for(by, own_gate(by))


def known_gate(by: Actor) -> Q:
    """What one post knows of, whole or because its unit assists."""
    seen = own_gate(by)
    return seen | helped_by(by) if by.holds(Role.HANDLER) else seen


def own_gate(by: Actor) -> Q:
    """What one post knows of whole; where its unit only assists it knows no more than it needs (J13)."""
    seen = Q(pk__in=[])
    if by.holds(*READERS):
        seen |= within(by.scopes, "area__code") | Q(area=None)
    if by.holds(Role.CLERK):
        taken = Contact.objects.filter(taker_id__in=[by.account, *by.inherits]).values("matter_id")
        seen |= within(by.scopes, "area__code") | Q(pk__in=taken)
    if by.holds(Role.HANDLER):
        seen |= Q(holder_id__in=by.units)
    return seen


def only_helped(keys: Collection[int], *, by: Actor) -> dict[int, Helping]:
    """Those of these matters that the actor knows of as an assistant alone, and what they may know there (J13)."""
    found = helping_in(keys, by)
    whole = on_any_post(by, own_gate)
    known = (
        set(Matter.objects.filter(whole, pk__in=list(found)).values_list("pk", flat=True)) if found else ()
    )
    return {key: helping for key, helping in found.items() if key not in known}


def helping_of(matter: Matter, *, by: Actor) -> Helping | None:
    """The same of one matter; None for who sees the whole of it."""
    return None if matter.holder_id in by.every_unit else only_helped([matter.pk], by=by).get(matter.pk)


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


def to_be_asked() -> Q:
    """Handed on, the day to ask is past, and nobody has written down what came of it."""
    waiting = Referral.objects.filter(chased_at__isnull=False, result_at=None)
    return Q(state="referred", pk__in=waiting.values("matter_id"))


def contacted(matter: Matter) -> bool:
    """Whether the desk or the lead spoke with the resident while handling; that an assistant did is not enough (J3)."""
    return matter.handlings.filter(kind="contact", suborder=None).exists()


def attempts(matter: Matter) -> list[Callback]:
    """The callbacks so far, in order."""
    return list(matter.callbacks.order_by("attempt"))
