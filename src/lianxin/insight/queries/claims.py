"""What is claimed beside what the records give (报来的和算出的)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.claims import Beside, against, claimed_words, own_parts
from lianxin.kernel.figures.numbers import MixedUnits
from lianxin.kernel.figures.registry import Asked, Query, Told, tell
from lianxin.kernel.models.figure import ClaimedFigure
from lianxin.places.rules import within

MOST = 100


@dataclass(frozen=True)
class Claimed:
    """A claim, what its own numbers give, what ours give, and why they can't be held together, if so."""

    row: ClaimedFigure
    words: str
    own: Beside | None
    ours: Sequence[Beside]
    told: Told | None = None
    cannot: str = ""

    @property
    def differs(self) -> bool:
        """Whether anything was said that isn't so."""
        return any(one.difference for one in [*([self.own] if self.own else []), *self.ours])


def claims(by: Actor, *, now: datetime) -> list[Claimed]:
    """Those about places in the actor's scope, the newest first; ours are counted by one statement."""
    rows = list(standing(by)[:MOST])
    asked = {str(row.pk): query for row in rows if (query := query_of(row)) is not None}
    told = tell(asked, by=by, now=now)
    return [beside(row, told) for row in rows]


def claims_between(asked: Asked) -> list[Claimed]:
    """Those that were entered in a span, each beside what the records give."""
    rows = list(standing(asked.by).filter(asked.spans("entered_at"))[:MOST])
    queries = {str(row.pk): query for row in rows if (query := query_of(row)) is not None}
    told = tell(queries, by=asked.by, now=asked.now) if queries else {}
    return [beside(row, told) for row in rows]


def standing(by: Actor) -> QuerySet[ClaimedFigure]:
    """The claims that weren't taken back."""
    found = ClaimedFigure.objects.filter(within(by.scopes, "scope"), withdrawn_at=None)
    return found.order_by("-entered_at", "-pk")


def claim_of(key: int, *, by: Actor) -> ClaimedFigure | None:
    """One claim in the actor's scope."""
    return ClaimedFigure.objects.filter(within(by.scopes, "scope"), pk=key).first()


def query_of(row: ClaimedFigure) -> Query | None:
    """What of ours a claim is held against; None where it names no figure or no days."""
    if not row.code or row.since is None or row.until is None:
        return None
    try:
        return Query(row.code, row.since, row.until, area=row.scope)
    except LookupError:
        return None


def beside(row: ClaimedFigure, told: Mapping[str, Told]) -> Claimed:
    """One claim with everything that can be held against it."""
    ours, cannot, one = list[Beside](), "", told.get(str(row.pk))
    if one is None:
        cannot = _("没有起止日期，不可核。") if row.code else _("系统里没有可比的数，不可核。")
    else:
        try:
            ours = against(row, one.number, one.rate)
        except MixedUnits:
            cannot = _("单位不同（%(said)s 和 %(ours)s），不能比。") % {
                "said": row.get_unit_display(),
                "ours": one.figure.unit.label,
            }
    return Claimed(row, claimed_words(row), own_parts(row), ours, one, cannot)
