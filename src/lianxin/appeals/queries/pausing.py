"""How an appeal stands still or goes on longer: what was asked, what stands, how much is left (挂起、延期的现状)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lianxin.appeals.limits import HANDLING, limit_for
from lianxin.appeals.models import Extension, Suspension
from lianxin.appeals.pausing import pausing
from lianxin.appeals.rules.pausing import (
    EXTENSION,
    EXTENSION_OF,
    IN_HAND,
    NEWS,
    SUSPENDED,
    days_stood,
    most_units,
)
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.limits import due
from lianxin.kernel import clock
from lianxin.matters.clocks import ticking
from lianxin.matters.ledger import history
from lianxin.matters.models import Clock, Matter

SOON = timedelta(days=3)


def waiting_suspension(matter: Matter) -> Suspension | None:
    """The suspension that was asked for and nobody has decided yet."""
    return matter.suspensions.filter(decided_at=None).first()


def waiting_extension(matter: Matter) -> Extension | None:
    """The extension that was asked for and nobody has decided yet."""
    return matter.extensions.filter(decided_at=None).first()


def standing_suspension(matter: Matter) -> Suspension | None:
    """The suspension by which a matter stands still now."""
    return matter.suspensions.filter(approved=True, ended_at=None).order_by("-decided_at", "-pk").first()


def stood_still_in(matter: Matter) -> str:
    """The state out of which it came to stand still the last time."""
    entries = history(matter).filter(target=SUSPENDED).exclude(source=SUSPENDED).order_by("-seq")
    return entries.values_list("source", flat=True).first() or ""


def days_left(matter: Matter, today: date) -> int:
    """How many natural days it may still stand still in all; waiting for a project isn't counted."""
    spells = [
        (timezone.localdate(one.decided_at), timezone.localdate(one.ended_at) if one.ended_at else today)
        for one in matter.suspensions.filter(approved=True, project=False)
        if one.decided_at is not None
    ]
    return max(pausing().most_days - days_stood(spells), 0)


def latest_end(matter: Matter, at: datetime, by: Calendar) -> date:
    """The last day until which one suspension that begins now may last (T10)."""
    limit = limit_for(NEWS, matter, at)
    assert limit is not None  # noqa: S101  # read_table sees to a line for everything
    return timezone.localdate(due(limit.kind, limit.amount, at, by))


def latest_news(matter: Matter, at: datetime, *, project: bool, by: Calendar) -> date:
    """The last day on which the resident has to hear of it."""
    if project:
        return timezone.localdate(at) + timedelta(days=pausing().project_days)
    return latest_end(matter, at, by)


def handling_clock(running: Sequence[Clock]) -> Clock | None:
    """The clock of the unit's own limit, as far as time passes for it."""
    return next((one for one in running if one.limit in HANDLING and ticking(one)), None)


def most_more(matter: Matter, running: Clock, at: datetime) -> float:
    """How many units of its kind a clock may be extended by (T9, T6e2)."""
    limit = limit_for(EXTENSION_OF.get(running.limit, EXTENSION), matter, at)
    assert limit is not None  # noqa: S101  # read_table sees to a line for everything
    return most_units(running.kind, running.amount, cap_kind=limit.kind, cap=limit.amount)


def suspension_asked() -> Q:
    """In hand, and a suspension waits for a second person."""
    return Q(state__in=IN_HAND) & waits(Suspension)


def extension_asked() -> Q:
    """In hand, and an extension waits for a second person."""
    return Q(state__in=IN_HAND) & waits(Extension)


def waits(model: Any) -> Q:
    """Whether a row of this table waits for the matter."""
    return Q(Exists(model.objects.filter(matter=OuterRef("pk"), decided_at=None)))


def news_due() -> Q:
    """Standing still, and the resident is to hear of it within three days, or should have."""
    return Q(state=SUSPENDED, due_at__lt=clock.now() + SOON)
