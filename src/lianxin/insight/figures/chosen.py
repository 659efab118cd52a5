"""Five matters that need the leader (要领导过问的五件), chosen by rule and shown with the rule (D.6, foot).

By number, class and village: what residents wrote stays in the file, and no name stands on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.weekly import counted, days_of_age
from lianxin.appeals.models import Adjudication, Appellant, Callback
from lianxin.appeals.rules import Resolved
from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.topics import WEEK
from lianxin.insight.figures.weeks import BEFORE
from lianxin.kernel.figures.registry import Asked, Text, midnight
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Matter, Urgency
from lianxin.matters.queries import open_states, shut_states

MOST, FEW = 5, 60
OLD = 61
NEVER = datetime.max.replace(tzinfo=UTC)
AGAIN = 2
SAFETY, REWORKED, DISPUTED, MANY, LONG = (
    _("涉及安全，特急"),
    _("重办两次以上，还没办好"),
    _("争议裁定不下来"),
    _("反映的人多"),
    _("超过 60 个工作日没有办结"),
)


@dataclass(frozen=True)
class Chosen:
    """One of the five: its number, what and where it is, whose, and the rules it was chosen by."""

    number: str
    subject: str
    unit: str
    rules: Sequence[Text]


def chosen(asked: Asked, homes: Homes, *, group: int) -> list[Chosen]:
    """At most five, the gravest rule first; a matter under several stands once, with all of them."""
    rows = counted(asked).exclude(state__in=shut_states()).order_by(F("due_at").asc(nulls_last=True), "pk")
    found: dict[int, list[Text]] = {}
    for label, which in rules(asked, group=group):
        for key in first_of(rows, which):
            found.setdefault(key, []).append(label)
    keys = list(found)[:MOST]
    shown = {
        row.pk: row for row in rows.filter(pk__in=keys).select_related("holder", "area", "appeal__category")
    }
    words = homes.subjects(shown.values())
    return [line(shown[key], words[key], found[key]) for key in keys if key in shown]


def line(row: Matter, subject: str, why: Sequence[Text]) -> Chosen:
    """One row with what is to be known of it."""
    return Chosen(row.number, subject, row.holder.name if row.holder else "—", why)


def first_of(rows: QuerySet[Matter], which: Q) -> list[int]:
    """The first matters a rule finds among these rows, what is due first on top.

    Most rules find few: they are looked for among all open ones in no order, and only those few are held against the
    gate. Of many, those that are due first are held against it; where it hides too many, all are.
    """
    every = Matter.objects.filter(which).values_list("pk", flat=True)
    few = list(every.filter(state__in=open_states()).order_by()[: FEW + 1])
    if len(few) <= FEW:
        return among_few(rows, few)
    # Said by what it is not: an index of the open ones by due time is read in its order then, on SQLite too.
    dated = every.exclude(state__in=shut_states()).filter(due_at__isnull=False).order_by("due_at", "pk")
    found = among_few(rows, list(dated[:FEW]))
    return found if len(found) == MOST else list(rows.filter(which).values_list("pk", flat=True)[:MOST])


def among_few(rows: QuerySet[Matter], few: Sequence[int]) -> list[int]:
    """Those of a few keys that are among these rows, put in order here: asked for it, SQLite walks all rows by due."""
    known = rows.order_by().filter(pk__in=few).values_list("pk", "due_at")
    ordered = sorted(known, key=lambda one: (one[1] or NEVER, one[0]))
    return [key for key, _due in ordered[:MOST]]


def rules(asked: Asked, *, group: int) -> list[tuple[Text, Q]]:
    """Each rule with what tells the matters it means from other open ones."""
    undone = Callback.objects.filter(reached=True, resolved__in=(Resolved.PARTLY, Resolved.NO))
    twice = (
        undone.filter(matter__state="rework")
        .order_by()
        .values("county_id", "matter_id")
        .annotate(times=Count("pk"))
    )
    backstop = Adjudication.objects.filter(backstop=True).values("matter_id")
    first, _last = days_of_age(0, OLD - 1, today=asked.last_day, calendar=calendar_in_force())
    return [
        (SAFETY, Q(urgency=Urgency.EMERGENCY)),
        (REWORKED, Q(state="rework", pk__in=twice.filter(times__gte=AGAIN).values("matter_id"))),
        (DISPUTED, Q(state="adjudicating", due_at__lt=asked.now) | Q(pk__in=backstop)),
        (MANY, Q(pk__in=spoken_by_many(asked, group))),
        (LONG, Q(filed_at__lt=midnight(first)) if first else Q(pk__in=[])),
    ]


def spoken_by_many(asked: Asked, group: int) -> "QuerySet[Any, Any]":
    """What so many speak in, of the last five weeks; what is older and open is long overdue anyway."""
    lately = replace(asked, start=asked.start - BEFORE * WEEK, end=asked.now)
    speaking = Appellant.objects.filter(lately.spans("matter__filed_at")).order_by()
    many = speaking.values("county_id", "matter_id").annotate(times=Count("pk"))
    return many.filter(times__gte=group).values("matter_id")
