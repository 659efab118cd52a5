"""吹哨 as guards, forms and pages read it: who was called, what they said, who came, what they took home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Whistle, WhistleCall
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter

Text = str | Promise


def with_calls() -> "Prefetch[Any]":
    """The calls about matters with their units, the latest first."""
    called = Prefetch("calls", WhistleCall.objects.select_related("unit").order_by("pk"))
    found = Whistle.objects.select_related("lead").prefetch_related(called)
    return Prefetch("whistles", found.order_by("-called_at", "-pk"))


def known(matter: Matter) -> list[Whistle]:
    """The calls about a matter; read once for a row at hand."""
    prefetch_related_objects([matter], with_calls())
    return list(matter.whistles.all())


def open_whistle(matter: Matter) -> Whistle | None:
    """The call on which no minutes were written yet; one at a time."""
    return next((one for one in known(matter) if one.minuted_at is None), None)


def last_minuted(matter: Matter) -> Whistle | None:
    """The last call that has minutes."""
    done = [(one.minuted_at, one.pk, one) for one in known(matter) if one.minuted_at is not None]
    return max(done)[2] if done else None


def calls(whistle: Whistle | None) -> list[WhistleCall]:
    """The units that were called, in order."""
    return list(whistle.calls.all()) if whistle is not None else []


def own_calls(by: Actor, whistle: Whistle | None) -> list[WhistleCall]:
    """Those of the actor's units, as far as they handle."""
    return [one for one in calls(whistle) if by.holds(Role.HANDLER) and one.unit_id in by.units]


@dataclass(frozen=True)
class CallLine:
    """One called unit in words; the scores only once both sides gave theirs (J7)."""

    unit: str
    reply: str
    words: str
    opinion: str
    replied_at: datetime | None
    arrived_at: datetime | None
    task: str
    task_due: datetime | None
    scores: tuple[int, int] | None
    rated: Text


@dataclass(frozen=True)
class WhistleLine:
    """One call of units to a place, in words."""

    key: int
    kind: str
    place: str
    at: datetime
    purpose: str
    lead: str
    called_at: datetime
    mediator: str
    opinions: str
    outcome: str
    minuted_at: datetime | None
    calls: Sequence[CallLine]


def whistles_of(matter: Matter, *, units: frozenset[int] | None = None) -> list[WhistleLine]:
    """The calls about a matter, the latest first; for who only assists those in which a unit of theirs was called."""
    return [
        line(one)
        for one in known(matter)
        if units is None or any(call.unit_id in units for call in one.calls.all())
    ]


def line(whistle: Whistle) -> WhistleLine:
    """One call as a line."""
    return WhistleLine(
        key=whistle.pk,
        kind=whistle.get_kind_display(),
        place=whistle.place,
        at=whistle.at,
        purpose=whistle.purpose,
        lead=whistle.lead.name,
        called_at=whistle.called_at,
        mediator=whistle.mediator,
        opinions=whistle.opinions,
        outcome=whistle.get_outcome_display(),
        minuted_at=whistle.minuted_at,
        calls=[call_line(one) for one in whistle.calls.all()],
    )


def call_line(call: WhistleCall) -> CallLine:
    """One called unit; neither side learns the other's score before it gave its own (J7)."""
    given = (call.caller_score, call.called_score)
    both = given if None not in given else None
    return CallLine(
        unit=call.unit.name,
        reply=call.get_reply_display(),
        words=call.words,
        opinion=call.opinion,
        replied_at=call.replied_at,
        arrived_at=call.arrived_at,
        task=call.task,
        task_due=call.task_due,
        scores=both if both is None else (int(both[0] or 0), int(both[1] or 0)),
        rated="" if both is not None or given == (None, None) else _("一方已评，等另一方"),
    )


def whistle_line(matter: Matter, key: int, *, units: frozenset[int] | None) -> WhistleLine | None:
    """One of them by its key."""
    return next((one for one in whistles_of(matter, units=units) if one.key == key), None)
