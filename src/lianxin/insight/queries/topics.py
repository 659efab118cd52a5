"""The topics of the months, and what became of what they were about (每月一题, F-101)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.calendars.weeks import monday_of
from lianxin.insight.models import MonthTopic
from lianxin.insight.rules.months import Month
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import Query, Told, tell
from lianxin.places.rules import within

WEEKS = 8
YEAR = timedelta(weeks=52)
WEEK = timedelta(weeks=1)
MOST = 12
TENTHS = 10


def topics(by: Actor) -> QuerySet[MonthTopic]:
    """Those about places in the actor's scope, the newest first."""
    found = MonthTopic.objects.filter(within(by.scopes, "area__code")).select_related(
        "category", "area", "unit"
    )
    return found.order_by("-month", "-pk")


def topic_of(key: int, *, by: Actor) -> MonthTopic | None:
    """One of them."""
    return topics(by).filter(pk=key).first()


@dataclass(frozen=True)
class PerWeek:
    """So many in so many whole weeks; the same weeks of last year beside them."""

    weeks: int
    told: Told | None
    last_year: Told | None

    @property
    def mean(self) -> str:
        return per_week(self.told, self.weeks)

    @property
    def mean_last_year(self) -> str:
        return per_week(self.last_year, self.weeks)


@dataclass(frozen=True)
class Effect:
    """A topic with the weeks before it was taken up and those after, as far as they are over."""

    topic: MonthTopic
    before: PerWeek
    after: PerWeek


def per_week(told: Told | None, weeks: int) -> str:
    """Matters a week to a tenth, half up; a dash while no week is over."""
    if told is None or not weeks:
        return "—"
    tenths = (2 * TENTHS * told.n + weeks) // (2 * weeks)
    return f"{tenths // TENTHS}.{tenths % TENTHS}"


def effects(rows: Sequence[MonthTopic], *, by: Actor, now: datetime) -> list[Effect]:
    """What was raised of the class in the village, eight whole weeks before and up to eight after, by one question."""
    queries: dict[str, Query] = {}
    after = {row.pk: weeks_after(row, now) for row in rows}
    for row in rows:
        queries |= spans_of(row, after[row.pk])
    told = tell(queries, by=by, now=now) if queries else {}
    return [
        Effect(
            row,
            PerWeek(WEEKS, told.get(f"{row.pk}:before"), told.get(f"{row.pk}:before_then")),
            PerWeek(after[row.pk], told.get(f"{row.pk}:after"), told.get(f"{row.pk}:after_then")),
        )
        for row in rows
    ]


def weeks_after(row: MonthTopic, now: datetime) -> int:
    """How many whole weeks are over since the one in which it was taken up."""
    begun = monday_of(timezone.localdate(row.proposed_at)) + WEEK
    return max(0, min(WEEKS, (monday_of(timezone.localdate(now)) - begun) // WEEK))


def spans_of(row: MonthTopic, after: int) -> dict[str, Query]:
    """The four spans of one topic, those that are over."""
    taken_up = monday_of(timezone.localdate(row.proposed_at))
    spans = {"before": (taken_up - WEEKS * WEEK, taken_up)}
    if after:
        spans["after"] = (taken_up + WEEK, taken_up + WEEK + after * WEEK)
    found = {}
    for name, (since, end) in spans.items():
        for kind, back in ((name, timedelta()), (f"{name}_then", YEAR)):
            whole = Query("raised", since - back, end - back - timedelta(days=1))
            found[f"{row.pk}:{kind}"] = whole.only("topic", f"{row.category_id}-{row.area_id}")
    return found


def of_month(month: Month, *, by: Actor) -> list[MonthTopic]:
    """What was proposed in a month."""
    return list(topics(by).filter(month=month.since))


def before(month: Month, *, by: Actor) -> list[MonthTopic]:
    """The last topics before a month."""
    return list(topics(by).filter(month__lt=month.since)[:MOST])
