"""Matters of a month by class and state (月报): counted from the rows, and again from the log as of any moment.

A matter counts in the month it was filed in, once, under its class and the state it is in. Merged and void ones count
nowhere, accusations never.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Func, Q, TextField
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from lianxin.appeals.figures.scope import KIND, Scope
from lianxin.appeals.rules import AppealType, Correctable
from lianxin.insight.rules.months import Month, month_of
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import midnight
from lianxin.kernel.models.event import Event
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states

NONE = 0
VOID = "voided"
Cell = tuple[int, str]
Counts = Mapping[Cell, int]


class MonthOf(Func):
    """The month of a moment by the office's clock, as 2026-10; Django's own asks Python for every row of SQLite."""

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """China has had one offset, +8, since 1991."""
        moment, params = compiler.compile(self.get_source_expressions()[0])
        return f"strftime('%%Y-%%m', {moment}, '+8 hours')", tuple(params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """By the zone's own rules."""
        moment, params = compiler.compile(self.get_source_expressions()[0])
        return f"to_char({moment} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')", tuple(params)


def counted_now(by: Actor, first: Month, last: Month) -> dict[str, Counts]:
    """What this actor may count of these months, as it stands now; by the code of the month."""
    span = Q(filed_at__gte=midnight(first.since), filed_at__lt=midnight(last.later.since))
    found = Scope(by).matters().exclude(state__in=nowhere()).filter(span).order_by()
    cells = found.values_list(
        MonthOf(F("filed_at"), output_field=TextField()), "appeal__category_id", "state"
    )
    counts: dict[str, Counter[Cell]] = defaultdict(Counter)
    for month, category, state, times in cells.annotate(times=Count("pk")):
        counts[month][cell(category, state)] += times
    return dict(counts)


def cell(category: int | None, state: str) -> Cell:
    """Where a matter counts."""
    return (category or NONE, state)


def nowhere() -> list[str]:
    """The states that count in no figure."""
    return [*following_states(), VOID]


def counted_then(month: Month, seq: int) -> Counts:
    """What the log up to a place says of a month: the same counts from the first event on, for the recount."""
    counts: Counter[Cell] = Counter()
    for one in then(candidates(month, seq), seq):
        if one.counts and month_of(timezone.localtime(one.filed_at).date()) == month:
            counts[cell(one.category, one.stood)] += 1
    return dict(counts)


@dataclass
class Then:
    """A matter as it was at a place of the log: the state it stood in, empty before there was one."""

    stood: str
    type: str
    category: int | None
    filed_at: datetime

    @property
    def counts(self) -> bool:
        return bool(self.stood) and self.stood not in nowhere() and self.type != AppealType.REPORT


def candidates(month: Month, seq: int) -> list[int]:
    """The keys of the matters filed in the month now, or put into another month since."""
    span = Q(filed_at__gte=midnight(month.since), filed_at__lt=midnight(month.later.since))
    now = Matter.objects.filter(span, kind=KIND).values_list("pk", flat=True)
    moved = later(seq).filter(move="approve_correction", facts__field=Correctable.FILED_AT)
    return sorted({*now, *moved.values_list("row_id", flat=True)})


def later(seq: int) -> Any:
    """The events of matters after a place of the log."""
    return Event.objects.filter(row_kind=row_kind(Matter), seq__gt=seq)


def then(keys: Sequence[int], seq: int) -> Iterator[Then]:
    """Each of these matters as it was: its row, with what was done since undone, the latest first."""
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        since: dict[int, list[Event]] = defaultdict(list)
        for event in later(seq).filter(row_id__in=some).order_by("-seq"):
            since[event.row_id].append(event)
        columns = ("pk", "state", "appeal__type", "appeal__category_id", "filed_at")
        for key, state, kind, category, filed_at in Matter.objects.filter(pk__in=some).values_list(*columns):
            yield undone(Then(state, kind, category, filed_at), since[key])


CHUNK = 500


def undone(row: Then, events: Iterable[Event]) -> Then:
    """The row before these events."""
    for event in events:
        row.stood = event.source
        if event.move == "approve_correction":
            put_back(row, event.facts)
        elif "was" in event.facts:
            was = event.facts["was"]
            row.type, row.category = was["type"], was.get("category", row.category)
    return row


def put_back(row: Then, facts: Mapping[str, Any]) -> None:
    """What stood there before a correction."""
    match facts["field"]:
        case Correctable.TYPE:
            row.type = facts["old"]
        case Correctable.CATEGORY:
            row.category = int(facts["old"]) if facts["old"] else None
        case Correctable.FILED_AT:
            row.filed_at = datetime.fromisoformat(facts["old"])
