"""Bad ratings and what follows them (差评整改、评议)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lianxin.appeals.models import BadRating, Panel, PanelVote
from lianxin.appeals.queries.appeal import attempts
from lianxin.appeals.queries.satisfaction import satisfaction_of
from lianxin.appeals.queries.standing import approvers_of, handlers_of
from lianxin.appeals.rules import AppealType, Outcome, drawn
from lianxin.appeals.rules.dissatisfied import BAD
from lianxin.appeals.terms import rating_terms
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.people.queries import names_of_accounts

MOST = 200
LAWFUL = frozenset({Outcome.EXPLAINED, Outcome.UNLAWFUL})


def open_task(matter: Matter) -> BadRating | None:
    """The task of a bad rating that isn't done."""
    return next((one for one in matter.bad_ratings.all() if one.mended_at is None), None)


def panel_of(matter: Matter) -> Panel | None:
    """The panel of a matter."""
    return next(iter(matter.panels.all()), None)


def unhappy(matter: Matter) -> bool:
    """Whether the resident's last word, on the page or on the telephone, was a bad rating."""
    level = satisfaction_of([matter.pk]).get(matter.pk)
    return level is not None and level <= BAD


def worked_on_it(matter: Matter) -> set[int]:
    """Whoever handled it, approved its answer, called about it or answered it on the spot: none of them judges it."""
    calls = {call.account_id for call in attempts(matter) if call.account_id is not None}
    finished = {matter.appeal.finished_by} - {None}
    return handlers_of(matter) | approvers_of(matter) | calls | {one for one in finished if one is not None}


def to_be_asked_why() -> Q:
    """Badly rated, and nobody has asked why yet (差评，待联系)."""
    waiting = BadRating.objects.filter(mended_at=None, asked_at=None)
    return Q(pk__in=waiting.values("matter_id"))


def to_be_put_right() -> Q:
    """Badly rated, the reason is known, and it isn't put right (差评，待整改)."""
    waiting = BadRating.objects.filter(mended_at=None, asked_at__isnull=False)
    return Q(pk__in=waiting.values("matter_id"))


def to_ask_by() -> Subquery:
    """By when (T14)."""
    return Subquery(open_one().values("ask_by"))


def to_put_right_by() -> Subquery:
    """By when (T14)."""
    return Subquery(open_one().values("mend_by"))


def open_one() -> QuerySet[BadRating]:
    """The open task of a matter; there is one at most."""
    return BadRating.objects.filter(matter=OuterRef("pk"), mended_at=None)


def to_be_judged() -> Q:
    """Before a panel that isn't complete (等评议)."""
    return Q(pk__in=Panel.objects.filter(decided_at=None).values("matter_id"))


@dataclass(frozen=True)
class Judged:
    """One matter a panel has judged or is to judge; `sampled`: the audit reads this one (抽查)."""

    matter: Matter
    panel: Panel
    votes: Sequence[tuple[str, PanelVote]]
    sampled: bool


def judged(*, by: Actor, most: int = MOST) -> list[Judged]:
    """The panels of the matters this actor may see, the latest first; accusations are in no list."""
    rows = visible(by, Matter).filter(Exists(Panel.objects.filter(matter=OuterRef("pk"))), kind="appeal")
    rows = rows.exclude(appeal__type=AppealType.REPORT).select_related("area", "holder")
    found = rows.prefetch_related("panels__votes").order_by("-filed_at", "-pk")[:most]
    return [told(matter, panel) for matter in found for panel in matter.panels.all()]


def told(matter: Matter, panel: Panel) -> Judged:
    """A panel with its votes and who cast them."""
    votes = sorted(panel.votes.all(), key=lambda vote: vote.pk)
    names = names_of_accounts({vote.account_id for vote in votes})
    cast = [(names.get(vote.account_id, ""), vote) for vote in votes]
    return Judged(matter, panel, cast, drawn(matter.client_id, rating_terms().sample))
