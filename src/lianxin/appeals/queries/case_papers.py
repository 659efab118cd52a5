"""The papers of one appeal as its page shows them, and who speaks in it: masked, asked for singly (事项的全部材料)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from lianxin.appeals.models import (
    Adjudication,
    Appeal,
    Appellant,
    BadRating,
    Callback,
    Correction,
    Handling,
    InfoRequest,
    Instruction,
    LeadChange,
    Order,
    Panel,
    PanelVote,
    Proxy,
    Referral,
    Rejection,
    Reply,
    Return,
    SubOrder,
    Supervision,
    UpwardRequest,
)
from lianxin.appeals.queries.appeal import helping_of
from lianxin.appeals.queries.joint import Helping, standing, with_units
from lianxin.appeals.queries.numbers import Number, number_of, numbers_put_back, told
from lianxin.appeals.queries.shielding import Shield, hide_in, shield_of
from lianxin.appeals.queries.whistle import with_calls
from lianxin.appeals.rules import Identity
from lianxin.appeals.rules.speaking import Part
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.ledger import history
from lianxin.matters.models import Contact, Matter
from lianxin.people.queries.residents import Line, line, persons_by_phone
from lianxin.people.rules.residents import residents_desk

REVEALS = (
    Role.CLERK,
    Role.TRIAGE,
    Role.CALLBACK,
    Role.HANDLER,
    Role.LEADER,
    Role.AUDITOR,
    Role.DISCIPLINE,
)
DESKS = (Role.TRIAGE, Role.CALLBACK, Role.DISCIPLINE)
REVEALED = ("name", "phone")


@dataclass(frozen=True)
class Speaker:
    """An appellant as the page shows them: masked, with whether this actor may ask to see more.

    `consent`: they speak for another, whose consent stands.
    """

    key: int
    identity: str
    part: str
    name: str
    phone: str
    may_reveal: bool
    may_link: bool = False
    linked: bool = False
    consent: bool = False
    cosigns: bool = False


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
    supervisions: Sequence[Supervision]
    instructions: Sequence[Instruction]
    upward_requests: Sequence[UpwardRequest]
    bad_ratings: Sequence[BadRating]
    panels: Sequence[Panel]
    cosigners: Sequence[Speaker] = ()
    suborders: Sequence[SubOrder] = ()
    helping: Helping | None = None


WITH_TEXTS = (
    "contacts",
    "orders",
    "handlings",
    "replies",
    "callbacks",
    "info_requests",
    "rejections",
    "referrals",
    "supervisions",
    "instructions",
    "upward_requests",
    "bad_ratings",
    "panels",
    "returns",
    "adjudications",
    "suborders",
)
# What only these moves write: a matter whose log has none of them has none of these papers, and nobody asks for them.
BEGINNING = {"register", "backfill", "accuse"}
WRITTEN_BY = {
    "orders": {"dispatch"},
    "callbacks": {"call_back", "backfill"},
    "info_requests": {"need_info"},
    "rejections": {"propose_reject"},
    "referrals": {"refer", "refer_up"},
    "corrections": {"correct", "ask_void", "undo_import"},
    "supervisions": {"supervise"},
    "instructions": {"instruct"},
    "upward_requests": {"ask_upward"},
    "bad_ratings": {"rate", "call_back"},
    "panels": {"ask_panel"},
    "returns": {"ask_return"},
    "adjudications": {"adjudicate", "fall_back"},
    "suspensions": {"ask_suspend", "make_project"},
    "extensions": {"ask_extend"},
    "news": {"tell_news"},
    "suborders": {"add_helper", "minute_whistle"},
    "lead_changes": {"hand_lead"},
    "whistles": {"whistle"},
    "works": {"record_works"},
    "proxies": {"name_proxy"},
}


def papers() -> "list[Prefetch[Any]]":
    """Everything that was written about an appeal, in the order in which it is shown."""
    return [
        Prefetch("appeal", Appeal.objects.select_related("category")),
        Prefetch("contacts", Contact.objects.order_by("at", "pk")),
        Prefetch("appellants", Appellant.objects.order_by("pk")),
        Prefetch("orders", Order.objects.select_related("unit").order_by("dispatched_at", "pk")),
        Prefetch("handlings", Handling.objects.select_related("suborder__unit").order_by("at", "pk")),
        Prefetch("replies", Reply.objects.order_by("written_at", "pk")),
        Prefetch("callbacks", Callback.objects.order_by("attempt")),
        Prefetch("info_requests", InfoRequest.objects.order_by("asked_at", "pk")),
        Prefetch("rejections", Rejection.objects.order_by("proposed_at", "pk")),
        Prefetch("referrals", Referral.objects.order_by("referred_at", "pk")),
        Prefetch("corrections", Correction.objects.order_by("pk")),
        Prefetch("supervisions", Supervision.objects.select_related("unit").order_by("made_at", "pk")),
        Prefetch("instructions", Instruction.objects.order_by("made_at", "pk")),
        Prefetch("upward_requests", UpwardRequest.objects.order_by("asked_at", "pk")),
        Prefetch(
            "returns",
            Return.objects.select_related("unit", "suggested", "precedent__unit", "precedent__matter"),
        ),
        with_units(),
        with_calls(),
        Prefetch("lead_changes", LeadChange.objects.order_by("pk")),
        Prefetch("adjudications", Adjudication.objects.select_related("unit")),
        Prefetch("suspensions"),
        Prefetch("extensions"),
        Prefetch("news"),
        Prefetch("works"),
        Prefetch("proxies", Proxy.objects.order_by("pk")),
        Prefetch("bad_ratings", BadRating.objects.order_by("rated_at", "pk")),
        Prefetch(
            "panels", Panel.objects.prefetch_related(Prefetch("votes", PanelVote.objects.order_by("pk")))
        ),
    ]


def fetch_papers(matter: Matter) -> None:
    """Read what was written about an appeal, as far as its log says that there is some.

    Old months of the log may have been taken away, the oldest first: without its first event it says nothing.
    """
    made = set(history(matter).order_by().values_list("move", flat=True).distinct())
    none = {name for name, moves in WRITTEN_BY.items() if made & BEGINNING and not moves & made}
    kept = matter.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in none:
        kept.setdefault(name, getattr(matter, name).none())
    prefetch_related_objects([matter], *(one for one in papers() if one.prefetch_to not in none))


def folder(matter: Matter, *, by: Actor) -> Folder:
    """The papers of one appeal the actor may see already (see `matters.queries.visible`)."""
    fetch_papers(matter)
    shield, helping = shield_of(matter, by=by), helping_of(matter, by=by)
    if helping is not None:
        return narrow_folder(matter, helping, shield, by=by)
    speakers = list(matter.appellants.all())
    shown = [speaker(one, by=by, shield=shield, proxies=matter.proxies.all()) for one in speakers]
    texts = [matter.appeal, *chain(*(getattr(matter, name).all() for name in WITH_TEXTS))]
    numbers = numbers_put_back(matter, texts) if told(speakers, by=by, shield=shield) else []
    hide_in(texts, shield)
    return Folder(
        appeal=matter.appeal,
        numbers=numbers,
        may_reveal=may_reveal_numbers(speakers, by=by, shield=shield),
        contacts=list(matter.contacts.all()),
        speakers=[one for one in shown if not one.cosigns],
        cosigners=[one for one in shown if one.cosigns],
        orders=list(matter.orders.all()),
        handlings=list(matter.handlings.all()),
        replies=list(matter.replies.all()),
        callbacks=list(matter.callbacks.all()),
        requests=list(matter.info_requests.all()),
        rejections=list(matter.rejections.all()),
        referrals=list(matter.referrals.all()),
        supervisions=list(matter.supervisions.all()),
        instructions=list(matter.instructions.all()),
        upward_requests=list(matter.upward_requests.all()),
        bad_ratings=list(matter.bad_ratings.all()),
        panels=list(matter.panels.all()),
        suborders=standing(matter),
    )


def narrow_folder(matter: Matter, helping: Helping, shield: Shield, *, by: Actor) -> Folder:
    """What a unit that assists needs (J13): facts, place, its own demand and record; who speaks only if ticked."""
    own = [one for one in standing(matter) if one.unit_id in by.every_unit]
    keys = {one.pk for one in own}
    if shield.as_unit:
        hide_in([matter.appeal], shield)
    people = list(matter.appellants.all()) if helping.identity else []
    return Folder(
        appeal=matter.appeal,
        numbers=[],
        may_reveal=False,
        contacts=[],
        speakers=[speaker(one, by=by, shield=shield) for one in people],
        orders=[],
        handlings=[one for one in matter.handlings.all() if one.suborder_id in keys],
        replies=[],
        callbacks=[],
        requests=[],
        rejections=[],
        referrals=[],
        supervisions=[],
        instructions=[],
        upward_requests=[],
        bad_ratings=[],
        panels=[],
        suborders=own,
        helping=helping,
    )


def may_reveal_numbers(speakers: Sequence[Appellant], *, by: Actor, shield: Shield) -> bool:
    """Whether this actor may ask for a number in the text: as for everybody who speaks in it."""
    if by.holds(*DESKS):
        return True
    return bool(speakers) and all(may_reveal(one, by=by, shield=shield) for one in speakers)


def speaker(appellant: Appellant, *, by: Actor, shield: Shield, proxies: Iterable[Proxy] = ()) -> Speaker:
    """An appellant, masked; who asked for confidence was promised that only the desks see even that much."""
    known = told([appellant], by=by, shield=shield)
    spoken = [one for one in proxies if appellant.pk in (one.proxy_id, one.principal_id)]
    return Speaker(
        key=appellant.pk,
        identity=appellant.get_identity_display(),
        part=part_of(appellant, spoken),
        cosigns=appellant.part == Part.COSIGNER,
        name=mask_name(appellant.name) if known else "",
        phone=mask_phone(appellant.phone) if known else "",
        may_reveal=bool(appellant.phone or appellant.name) and may_reveal(appellant, by=by, shield=shield),
        may_link=residents_desk(by, None),
        linked=appellant.person_id is not None,
        consent=any(one.proxy_id == appellant.pk and one.withdrawn_at is None for one in spoken),
    )


def part_of(appellant: Appellant, spoken: Sequence[Proxy]) -> str:
    """In what part somebody speaks; of who speaks for another also by what consent, and whether it stands."""
    part = str(appellant.get_part_display())
    mine = [one for one in spoken if one.proxy_id == appellant.pk]
    if not mine:
        return part if spoken or appellant.part != Part.SELF else ""
    if mine[-1].withdrawn_at is not None:
        return _("%(part)s（本人已撤回委托）") % {"part": part}
    words = {"part": part, "kin": mine[-1].get_kin_display(), "how": mine[-1].get_agreed_display()}
    return _("%(part)s（%(kin)s；本人同意：%(how)s）") % words


def may_reveal(appellant: Appellant, *, by: Actor, shield: Shield) -> bool:
    """Desks may ask for any identity; everybody else D.7 lets ask, only for those who gave their name openly.

    The unit of a shielded matter may where the desk passed the identity on to it, for a reason on record (J13).
    """
    if by.holds(*DESKS):
        return True
    openly = appellant.identity == Identity.NAMED and not shield.secret
    return by.holds(*REVEALS) and (openly or shield.passed)


def appellant_to_reveal(matter: Matter, key: int, *, by: Actor) -> Appellant | None:
    """An appellant of whom this actor may ask to see more; None when there is none."""
    found = Appellant.objects.filter(matter=matter, pk=key).first()
    helping = helping_of(matter, by=by)
    if found is None or (helping is not None and not helping.identity):
        return None
    if not may_reveal(found, by=by, shield=shield_of(matter, by=by)):
        return None
    return found


def number_to_reveal(matter: Matter, key: int, *, by: Actor) -> SealedPiece | None:
    """A number in the words of a matter that this actor may ask to see; None when there is none."""
    speakers = list(Appellant.objects.filter(matter=matter))
    if helping_of(matter, by=by) is not None:
        return None
    if not may_reveal_numbers(speakers, by=by, shield=shield_of(matter, by=by)):
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
