"""Same-day disputes as somebody who knows of their appeals may read them (当日事)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models.whistle import Whistle, WhistleKind
from lianxin.appeals.queries import whole_gate
from lianxin.appeals.rules import Satisfaction
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.masking import mask_name
from lianxin.matters.models import Matter, Stateful
from lianxin.matters.queries import visible
from lianxin.reception.models import SameDay, Side
from lianxin.reception.queries.numbers import put_back
from lianxin.reception.rules.sameday import (
    CHECKS,
    SameDayState,
    Text,
    advice,
    confirmable,
    hours_between,
    in_one_day,
    words_of,
)

HANDS = (Role.CLERK, Role.TRIAGE, Role.HANDLER, Role.LEADER)
OPEN = (SameDayState.RECEIVED, SameDayState.CONVENED)


def gate(by: Actor) -> Q:
    """Who knows the appeal whole: who spoke stands in it, and what each side said (J13)."""
    if Role.SYSTEM in by.roles:
        return Q()
    if by.account is None:
        return Q(pk__in=[])
    return Q(matter__in=Matter.objects.filter(whole_gate(by)).order_by().values("pk"))


def works_on(by: Actor, row: Stateful | None) -> bool:
    """Whoever receives, and knows of the appeal."""
    return by.account is not None and by.holds(*HANDS)


def same_day_of(key: int, *, by: Actor) -> SameDay | None:
    """One of them."""
    return visible(by, SameDay).select_related("matter").filter(pk=key).first()


def same_days_on(matter: Matter, *, by: Actor) -> QuerySet[SameDay]:
    """Those of an appeal, the latest first."""
    return visible(by, SameDay).filter(matter=matter).order_by("-received_at", "-pk")


def open_on(matter: Matter) -> bool:
    """Whether one is open already."""
    return SameDay.objects.filter(matter=matter, state__in=OPEN).exists()


def waiting(by: Actor) -> QuerySet[SameDay]:
    """What was promised a result and has none yet, the first promised on top."""
    return visible(by, SameDay).filter(state__in=OPEN).select_related("matter").order_by("promised_by", "pk")


def last_mediation(matter: Matter) -> Whistle | None:
    """The joint mediation called for the appeal last (联合调解, J11): its time and place need not be typed again."""
    return matter.whistles.filter(kind=WhistleKind.MEDIATION).order_by("-at", "-pk").first()


def unasked(row: SameDay) -> list[Side]:
    """The sides nobody has asked whether they are satisfied."""
    return list(row.sides.filter(asked_at=None).order_by("pk"))


def said_by(side: Side) -> str:
    """How satisfied a side said it is; empty as long as nobody asked."""
    return str(Satisfaction(side.satisfied).label) if side.satisfied else ""


@dataclass(frozen=True)
class Step:
    """One step with its time, and how long after the first."""

    label: Text
    at: datetime | None
    after: tuple[int, int] | None


@dataclass(frozen=True)
class Shown:
    """One same-day dispute as its page shows it."""

    row: SameDay
    steps: Sequence[Step]
    sides: Sequence[tuple[Side, str, str]]
    screen: Sequence[tuple[Text, Text]]
    advice: Sequence[Text]
    confirmable: bool
    in_one_day: bool


def shown(row: SameDay) -> Shown:
    """The steps with their times, what the screen says, what both said; the numbers in it masked."""
    sides = list(row.sides.order_by("pk"))
    put_back(row, [row, *sides])
    times: list[tuple[Text, datetime | None]] = [
        (_("来反映"), row.received_at),
        (_("村委会和双方到场"), row.convened_at),
        (_("结果告知双方"), row.told_at),
    ]
    steps = [
        Step(label, at, hours_between(row.received_at, at) if at and at != row.received_at else None)
        for label, at in times
    ]
    return Shown(
        row=row,
        steps=steps,
        sides=[(side, mask_name(side.name), said_by(side)) for side in sides],
        screen=[(check.question, words_of(check, row.answers)) for check in CHECKS]
        if row.screened_at
        else [],
        advice=advice(row.answers) if row.screened_at else [],
        confirmable=confirmable(row.answers),
        in_one_day=in_one_day(row.received_at, row.told_at),
    )


def state_of(row: SameDay) -> str:
    """How far it has come, in words."""
    return str(SameDayState(row.state).label)
