"""Importing appeals from a foreign sheet, through the one writer (历史补录与批量登记)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.intake.mapping import SheetMapping
from lianxin.appeals.intake.rows import BadRow, Lookups, client_id, entry
from lianxin.appeals.intake.sheet import BadSheet, read_sheet, write_errors
from lianxin.appeals.queries.classes import class_keys
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import settling, statistics
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import Ask, act_many
from lianxin.matters.models import Contact, Matter
from lianxin.places.queries import areas_by_code_and_name

Row = Mapping[str, str]
Progress = Callable[[int, int], None]
SLICE = 2000
FIRST_SLICE = 200


def silent(done: int, total: int) -> None:
    """No progress shown."""


@dataclass
class Report:
    """What an import did: rows = created + known + refused, always."""

    rows: int = 0
    created: int = 0
    known: int = 0
    batch: str = ""
    error_sheet: Path | None = None
    faults: list[tuple[int, Row, str]] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.faults)

    def as_json(self) -> dict[str, object]:
        """The counts as a script reads them."""
        sheet = str(self.error_sheet) if self.error_sheet else None
        counts = {"rows": self.rows, "created": self.created, "known": self.known, "refused": self.refused}
        return {**counts, "error_sheet": sheet}


def import_sheet(
    path: Path,
    mapping: SheetMapping,
    *,
    by: Actor,
    errors: Path,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Report:
    """Take every good row, return every bad one with its reason; a second run creates nothing.

    A dry run does all of it and takes it back. Raises BadSheet when the sheet can't be read.
    """
    headers, rows = read_sheet(path)
    missing = mapping.headers_missing(headers)
    if missing:
        raise BadSheet(
            _("表里没有这些列：%(names)s。请核对对照表的 [columns]。") % {"names": "、".join(missing)}
        )
    report = Report(rows=len(rows))
    with settling.many_rows():
        if dry_run:
            with transaction.atomic():
                take_all(rows, mapping, by=by, report=report, progress=progress)
                transaction.set_rollback(True)
        else:
            take_all(rows, mapping, by=by, report=report, progress=progress)
    if report.faults:
        report.error_sheet = errors
        write_errors(errors, headers, sorted(report.faults, key=lambda fault: fault[0]))
    return report


def take_all(
    rows: Sequence[Row], mapping: SheetMapping, *, by: Actor, report: Report, progress: Progress
) -> None:
    """Write the rows slice by slice, in the order of the sheet."""
    known, report.batch = lookups(), f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid7().hex[-4:]}"
    for start, end in slices(len(rows)):
        asks = list(read_slice(rows, start, end, mapping, known, report))
        for move in ("backfill", "register"):
            take(move, [pair for pair in asks if pair[1].data["move"] == move], rows, by=by, report=report)
        if start == 0:
            statistics.refresh([Matter, Contact])
        progress(end, len(rows))


def slices(length: int) -> Iterator[tuple[int, int]]:
    """From where to where, the first slice a small one: after it PostgreSQL knows what the tables hold."""
    start = 0
    while start < length:
        end = min(start + (SLICE if start else FIRST_SLICE), length)
        yield start, end
        start = end


def read_slice(
    rows: Sequence[Row], start: int, end: int, mapping: SheetMapping, known: Lookups, report: Report
) -> Iterator[tuple[int, Ask]]:
    """The asks of one slice with their places; a row that can't be read goes to the faults."""
    for place, row in enumerate(rows[start:end], start):
        try:
            data = entry(row, mapping, known)
        except BadRow as fault:
            report.faults.append((line_of(place), row, str(fault)))
            continue
        data["move"] = "backfill" if data["reply"] else "register"
        data["batch"] = report.batch
        yield place, Ask(data=data, client_id=client_id(data, row))


def take(
    move: str, asks: Sequence[tuple[int, Ask]], rows: Sequence[Row], *, by: Actor, report: Report
) -> None:
    """Hand the asks of one move to the writer and count what came of them."""
    outcome = act_many(APPEAL, move, [ask for _, ask in asks], by=by)
    report.created += len(outcome.done)
    report.known += outcome.known
    for position, refusal in outcome.refused.items():
        place = asks[position][0]
        report.faults.append((line_of(place), rows[place], refusal.message))


def line_of(place: int) -> int:
    """The line of the sheet, as a spreadsheet counts: the header is line 1."""
    return place + 2


def lookups() -> Lookups:
    """What names stand for in this county today."""
    today = timezone.localdate()
    return Lookups(areas=areas_by_code_and_name(on=today), classes=class_keys())


def undo_batch(batch: str, *, by: Actor) -> tuple[int, int]:
    """Take back an import nobody has touched: its numbers become void with the reason, its rows may come again.

    How many were undone, and how many stay because somebody went on with them.
    """
    done = kept = last = 0
    while True:
        rows = Matter.objects.filter(appeal__batch=batch, pk__gt=last).exclude(state="voided")
        members = list(rows.select_related("appeal").order_by("pk")[:SLICE])
        if not members:
            return done, kept
        last = members[-1].pk
        outcome = act_many(APPEAL, "undo_import", [Ask({}, row=row) for row in members], by=by)
        done, kept = done + len(outcome.done), kept + len(outcome.refused)
