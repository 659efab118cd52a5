"""Importing appeals from a foreign sheet, through the one writer (历史补录与批量登记)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.intake.mapping import SheetMapping
from lianxin.appeals.intake.rows import Lookups, client_id, entry
from lianxin.appeals.intake.sheet import write_errors
from lianxin.appeals.queries.classes import class_keys
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import settling, statistics
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.imports.rows import BadRow
from lianxin.kernel.imports.runs import new_batch
from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.long import LongTable, is_csv, open_long
from lianxin.kernel.sheets.table import Row, Table, table_of
from lianxin.matters.act import Ask, act_many
from lianxin.matters.models import Contact, Matter
from lianxin.places.queries import areas_by_code_and_name

AnyTable = Table | LongTable
Cells = Mapping[str, str]
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
    faults: list[tuple[int, Cells, str]] = field(default_factory=list)

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
    table = table_of_file(path, mapping)
    report = Report(rows=table.count, batch=new_batch())
    take_all(table.rows, mapping, by=by, report=report, progress=progress, dry_run=dry_run)
    if report.faults:
        report.error_sheet = errors
        write_errors(errors, table.headings, report.faults)
    return report


def table_of_file(path: Path, mapping: SheetMapping) -> AnyTable:
    """The sheet of a file that has the mapping's columns; of a CSV any number of rows. Raises BadSheet."""
    try:
        if is_csv(path):
            return with_columns([open_long(path, mapping.columns)], mapping)
        data = path.read_bytes()
    except OSError as error:
        raise BadSheet(_("打不开 %(file)s:%(why)s。") % {"file": path.name, "why": error.strerror}) from error
    book = open_book(data, path.name)
    shown = (book.grid(place) for place, sheet in enumerate(book.sheets) if not sheet.hidden)
    return with_columns((table_of(grid, mapping.columns, path.name) for grid in shown), mapping)


def with_columns(tables: Iterable[AnyTable], mapping: SheetMapping) -> AnyTable:
    """The first of these that has the mapping's columns. Raises BadSheet when none has, or has one of them twice."""
    missing: Sequence[str] = ()
    for table in tables:
        missing = mapping.headers_missing(table.headings)
        if not missing:
            refuse_doubled(table, mapping)
            return table
    raise BadSheet(_("表里没有这些列：%(names)s。请核对对照表的 [columns]。") % {"names": "、".join(missing)})


def refuse_doubled(table: AnyTable, mapping: SheetMapping) -> None:
    """Which of two columns of one name is meant, nobody can tell. Raises BadSheet."""
    doubled = [heading for heading in table.doubled if heading in mapping.columns]
    if doubled:
        raise BadSheet(_("表头里有重复的列：%(names)s。请改成不同的名字。") % {"names": "、".join(doubled)})


def take_all(
    rows: Iterable[Row],
    mapping: SheetMapping,
    *,
    by: Actor,
    report: Report,
    progress: Progress = silent,
    dry_run: bool = False,
) -> None:
    """Write the rows slice by slice, in the order of the sheet; a dry run decides about each and writes none."""
    known, seen, looked_at = lookups(by), set[UUID](), 0
    with settling.many_rows():
        for some in slices(rows):
            asks = list(read_slice(some, mapping, known, report, seen))
            for move in ("backfill", "register"):
                pairs = [pair for pair in asks if pair[1].data["move"] == move]
                take(move, pairs, by=by, report=report, dry_run=dry_run)
            if not looked_at and not dry_run:
                statistics.refresh_begun([Matter, Contact])
            looked_at += len(some)
            progress(looked_at, report.rows)
    if report.created >= SLICE and not dry_run:
        statistics.refresh_all()
    report.faults.sort(key=lambda fault: fault[0])


def slices(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Some rows at a time, the first slice a small one: after it PostgreSQL knows what the tables hold."""
    rest, most = iter(rows), FIRST_SLICE
    while some := list(islice(rest, most)):
        yield some
        most = SLICE


def read_slice(
    rows: Sequence[Row], mapping: SheetMapping, known: Lookups, report: Report, seen: set[UUID]
) -> Iterator[tuple[Row, Ask]]:
    """The asks of one slice with their rows; a row that can't be read goes to the faults.

    The same row further down is known, as it is when the sheet comes again.
    """
    for row in rows:
        try:
            data = entry(row.cells, mapping, known)
        except BadRow as fault:
            report.faults.append((row.line, row.cells, in_words(fault, mapping)))
            continue
        key = client_id(data, row.cells)
        if key in seen:
            report.known += 1
            continue
        seen.add(key)
        data["move"] = "backfill" if data["reply"] else "register"
        data["batch"] = report.batch
        yield row, Ask(data=data, client_id=key)


def in_words(fault: BadRow, mapping: SheetMapping) -> str:
    """What is wrong with a row, and where to match the value when the mapping came from a file."""
    if not (mapping.file and fault.field):
        return str(fault)
    where = _("写在对照表 %(file)s 的 [values.%(field)s] 里，左边是表里的写法。")
    return f"{fault}{where % {'file': mapping.file, 'field': fault.field}}"


def take(
    move: str, asks: Sequence[tuple[Row, Ask]], *, by: Actor, report: Report, dry_run: bool = False
) -> None:
    """Hand the asks of one move to the writer and count what came of them."""
    outcome = act_many(APPEAL, move, [ask for _, ask in asks], by=by, rehearsal=dry_run)
    report.created += len(outcome.done)
    report.known += outcome.known
    for position, refusal in outcome.refused.items():
        row = asks[position][0]
        report.faults.append((row.line, row.cells, refusal.message))


def lookups(by: Actor) -> Lookups:
    """What names stand for in this county today, and which of its places are not this actor's."""
    today, classes = timezone.localdate(), class_keys()
    every = areas_by_code_and_name(on=today)
    if by.holds(Role.SYSTEM):
        return Lookups(every, classes)
    own = areas_by_code_and_name(on=today, scopes=by.scopes)
    return Lookups(own, classes, frozenset(every) - frozenset(own))


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
