"""The callback list (回访清单): whom to ring now, whom later and from when, who was tried how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.appeals.models import Callback
from lianxin.appeals.rules.calling import next_attempt
from lianxin.kernel.actor import Actor
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.act import offers
from lianxin.matters.models import Matter
from lianxin.matters.queries import mine

MOST = 50


@dataclass(frozen=True)
class Ring:
    """One call to make: which matter, the vain attempts so far, from when the next one helps (None: now)."""

    matter: Matter
    tried: Sequence[datetime]
    from_then: datetime | None


@dataclass(frozen=True)
class Rings:
    """The calls of one desk: those for now, those for later; `more` when there are further ones."""

    now: Sequence[Ring]
    later: Sequence[Ring]
    more: bool


def rings(*, by: Actor, now: datetime, most: int | None = MOST) -> Rings:
    """What this desk may ring about, what is due first on top; with None as `most` all of it."""
    waiting_rows = mine(by=by, states=["callback"]).prefetch_related("suborders")
    shown = waiting_rows if most is None else waiting_rows[: most + 1]
    rows = [row for row in shown if may_ring(row, by)]
    tried: dict[int, list[datetime]] = {}
    waiting = [row.pk for row in rows]
    for call in Callback.objects.filter(matter_id__in=waiting, reached=False).order_by("attempt"):
        tried.setdefault(call.matter_id, []).append(call.at)
    found = [ring(row, tried.get(row.pk, [])) for row in rows[:most]]
    return Rings(
        now=[one for one in found if one.from_then is None or one.from_then <= now],
        later=[one for one in found if one.from_then is not None and one.from_then > now],
        more=most is not None and len(rows) > most,
    )


def may_ring(matter: Matter, by: Actor) -> bool:
    """Whether the callback is this actor's to make (INV-07)."""
    return any(move.code == "call_back" for move in offers(matter, by))


def ring(matter: Matter, tried: list[datetime]) -> Ring:
    """One call, counting the attempts of the last days only: a rework begins a new round."""
    return Ring(matter, tried, next_attempt(tried[-3:], calendar_in_force()))
