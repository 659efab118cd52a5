"""What the pages on erasure show: kinds and numbers, never what the rows say (删除清单、登记簿)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.erasure import batches, hands, holds, retention
from lianxin.kernel.erasure.registry import Text, record_named, records
from lianxin.kernel.models.erasure import (
    ErasureBatch,
    ErasureLine,
    Hold,
    LineStatus,
    RegisterLine,
)
from lianxin.kernel.naming import Named, names_of

MOST_LINES = 200
MOST_BATCHES = 60
ACCOUNT = "account"


@dataclass(frozen=True)
class BatchLine:
    """A batch in a list: how many rows, and who put it forward and agreed."""

    batch: ErasureBatch
    count: int
    proposed_by: str
    decided_by: str


@dataclass(frozen=True)
class Tally:
    """How much of one kind of record is in a batch; `kept` was not erased after all."""

    label: Text
    count: int
    kept: int
    basis: str
    rolls: bool


@dataclass(frozen=True)
class RowLine:
    """One row of a batch: its kind, what it is called where the reader may know, since when it is ended."""

    label: Text
    name: Named
    ended_at: datetime | None
    status: str


@dataclass(frozen=True)
class HoldLine:
    """A hold: on what, why, until when, who placed it and who asked to lift it."""

    hold: Hold
    name: Named
    placed_by: str
    lift_asked_by: str
    own: bool


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register in words."""

    line: RegisterLine
    label: Text
    proposed_by: str
    decided_by: str


def people(accounts: Sequence[int | None], *, by: Actor) -> dict[int, str]:
    """The names behind accounts."""
    named = names_of({(ACCOUNT, key) for key in accounts if key is not None}, by=by)
    return {key: name.words for (_kind, key), name in named.items()}


def batch_lines(*, by: Actor) -> list[BatchLine]:
    """The batches this actor may know of, the latest first."""
    found = list(batches.visible(by).annotate(count=Count("lines"))[:MOST_BATCHES])
    names = people([key for one in found for key in (one.proposed_by, one.decided_by)], by=by)
    return [
        BatchLine(one, one.count, names.get(one.proposed_by or 0, ""), names.get(one.decided_by or 0, ""))
        for one in found
    ]


def batch_seen(key: int, *, by: Actor) -> ErasureBatch | None:
    """One batch, if this actor may know of it."""
    return batches.visible(by).filter(pk=key).first()


def tallies(batch: ErasureBatch) -> list[Tally]:
    """The kinds of a batch with their numbers."""
    kept = Count("pk", filter=Q(status__in=[LineStatus.HELD, LineStatus.NOT_DUE]))
    found = batch.lines.values("record").annotate(many=Count("pk"), kept=kept).order_by("record")
    return [tally_of(one["record"], one["many"], one["kept"]) for one in found]


def tally_of(code: str, many: int, kept: int) -> Tally:
    """One kind in words; one that rolls is not counted row by row."""
    one = record_named(code)
    return Tally(one.label, many, kept, retention.rule_of(one).basis, rolls=one.ended is None)


def row_lines(batch: ErasureBatch, *, by: Actor) -> list[RowLine]:
    """The first rows of a batch, by number; whom a file is about is not said to who keeps the machine."""
    rows = list(batch.lines.exclude(row_id=0).order_by("record", "row_id")[:MOST_LINES])
    told = [row for row in rows if record_named(row.record).numbered or by.holds(Role.CLERK, Role.TRIAGE)]
    names = names_of({(row.row_kind, row.row_id) for row in told}, by=by)
    return [
        RowLine(record_named(row.record).label, name_of(row, names), row.ended_at, row.get_status_display())
        for row in rows
    ]


def name_of(row: ErasureLine, names: dict[tuple[str, int], Named]) -> Named:
    """What a row is called: as its app says, else by its plain number."""
    return names.get((row.row_kind, row.row_id)) or Named(_("编号 %(n)s") % {"n": row.row_id})


def hold_lines(*, by: Actor) -> list[HoldLine]:
    """The holds that stand on what this actor may know of, the latest first."""
    found = list(holds.standing().order_by("-placed_at", "-pk")[:MOST_LINES])
    names = names_of({(one.row_kind, one.row_id) for one in found}, by=by)
    seen = [one for one in found if (one.row_kind, one.row_id) in names]
    known = people([key for one in seen for key in (one.placed_by, one.lift_asked_by)], by=by)
    return [
        HoldLine(
            one,
            names[one.row_kind, one.row_id],
            known.get(one.placed_by or 0, ""),
            known.get(one.lift_asked_by or 0, ""),
            own=one.lift_asked_by == by.account,
        )
        for one in seen
    ]


def hold_seen(key: int, *, by: Actor) -> Hold | None:
    """One standing hold on a row this actor may know of."""
    row = holds.standing().filter(pk=key).first()
    known = row is not None and (row.row_kind, row.row_id) in names_of([(row.row_kind, row.row_id)], by=by)
    return row if known else None


def years_of_register(*, by: Actor) -> list[int]:
    """The years that have lines, the latest first."""
    return list(register(by=by).order_by("-year").values_list("year", flat=True).distinct())


def register(*, by: Actor) -> QuerySet[RegisterLine]:
    """The lines of the register this actor may know of."""
    seen = [
        sealed for sealed, rule in ((False, hands.sees_plain), (True, hands.sees_sealed)) if rule(by, None)
    ]
    return RegisterLine.objects.filter(sealed__in=seen)


def register_rows(year: int, *, by: Actor) -> list[RegisterRow]:
    """The register of one year, in order."""
    found = list(register(by=by).filter(year=year).order_by("number"))
    names = people([key for one in found for key in (one.proposed_by, one.decided_by)], by=by)
    return [
        RegisterRow(
            one,
            retention.label_of(one.record),
            names.get(one.proposed_by or 0, ""),
            names.get(one.decided_by or 0, ""),
        )
        for one in found
    ]


@dataclass(frozen=True)
class RuleLine:
    """How long one kind is kept, in words."""

    label: Text
    years: str
    basis: str


def rule_lines(*, by: Actor) -> list[RuleLine]:
    """The rules in force, those of sealed kinds for who may know of them."""
    shown = [one for one in records() if not one.sealed or hands.sees_sealed(by, None)]
    rules = [(one, retention.rule_of(one)) for one in shown]
    return [RuleLine(one.label, retention.years(rule.months), rule.basis) for one, rule in rules]
