"""Which boxes were not opened in time, which are silent, what waits: the alarm and the supervision page (BOX-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from lianxin.boxes.models import Box, BoxFault, Opening, Slip
from lianxin.boxes.queries.openings import IN_USE, boxes
from lianxin.boxes.rules import days_of
from lianxin.boxes.terms import Terms, terms
from lianxin.calendars.days import DayRule, read_days
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Rate, Unit, share
from lianxin.kernel.figures.registry import midnight
from lianxin.matters.queries import visible

QUARTER = timedelta(days=90)


@dataclass(frozen=True)
class Due:
    """How long a box waits to be opened: `days` since it was opened last, or since it hangs there."""

    box: Box
    last: date | None
    days: int
    late: bool
    due_today: bool


@dataclass(frozen=True)
class Watched(Due):
    """One box on the supervision page.

    `kept` fixed days of the last 90 days on which it was opened; `slips` that came out within the months after which
    a box counts as silent.
    """

    kept: Rate
    slips: int
    silent: bool
    faults: int


def due(by: Actor) -> list[Due]:
    """The boxes in use this actor may know of, those that wait longest first."""
    today, set_ = clock.today(), terms()
    rows = [due_of(one, read_days(one.days), today, set_) for one in boxes(by).filter(state=IN_USE)]
    return sorted(rows, key=longest_first)


def due_of(box: Any, rule: DayRule, today: date, set_: Terms) -> Due:
    """How long one box waits today."""
    last = timezone.localdate(box.last_opened) if box.last_opened else None
    days = (today - (last or box.hung_on)).days
    return Due(box, last, days, late=days > set_.every, due_today=rule.falls(today) and last != today)


def longest_first(row: Due) -> tuple[int, str]:
    """The order of boxes."""
    return -row.days, row.box.code


def watched(by: Actor) -> list[Watched]:
    """The same boxes, each with how it was opened, what came out of it, what is wrong with it."""
    today, set_ = clock.today(), terms()
    found = list(boxes(by).filter(state=IN_USE))
    opened = opened_days(found, today - QUARTER)
    slips = slips_since(found, today - timedelta(days=30 * set_.silent))
    faults = dict(
        BoxFault.objects.filter(box__in=found, state="reported")
        .order_by()
        .values("county_id", "box_id")
        .annotate(times=Count("pk"))
        .values_list("box_id", "times")
    )
    rows = [
        row_of(one, opened.get(one.pk, set()), slips.get(one.pk, 0), faults.get(one.pk, 0), today, set_)
        for one in found
    ]
    return sorted(rows, key=longest_first)


def row_of(box: Any, opened: set[date], slips: int, faults: int, today: date, set_: Terms) -> Watched:
    """One box as it stands today."""
    rule = read_days(box.days)
    fixed = days_of(rule, max(box.hung_on, today - QUARTER), today - timedelta(days=1))
    old_enough = (today - box.hung_on).days >= 30 * set_.silent
    return Watched(
        **vars(due_of(box, rule, today, set_)),
        kept=share(sum(day in opened for day in fixed), len(fixed), Unit.EVENT),
        slips=slips,
        silent=old_enough and slips == 0,
        faults=faults,
    )


def opened_days(found: Sequence[Box], since: date) -> dict[int, set[date]]:
    """The days on which each of these boxes was opened."""
    rows = Opening.objects.filter(box__in=found, opened_at__gte=midnight(since))
    days: dict[int, set[date]] = {}
    for key, moment in rows.values_list("box_id", "opened_at"):
        days.setdefault(key, set()).add(timezone.localdate(moment))
    return days


def slips_since(found: Sequence[Box], since: date) -> dict[int, int]:
    """How many slips came out of each of these boxes."""
    rows = Slip.objects.filter(opening__box__in=found, opening__opened_at__gte=midnight(since))
    counted = rows.order_by().values("county_id", "opening__box_id").annotate(times=Count("pk"))
    return dict(counted.values_list("opening__box_id", "times"))


def openings_waiting(by: Actor) -> list[Opening]:
    """The openings in which something is still to be done here, the oldest first."""
    today = clock.today()
    to_do = Q(state="planned", day__lte=today) | Q(state__in=("opened", "counted", "registered", "sorted"))
    return list(visible(by, Opening).filter(to_do).select_related("box").order_by("day", "pk"))


def faults_waiting(by: Actor) -> list[BoxFault]:
    """What is to be put right."""
    return list(
        visible(by, BoxFault).filter(state="reported").select_related("box").order_by("found_at", "pk")
    )
