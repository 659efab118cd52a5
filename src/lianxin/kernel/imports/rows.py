"""Rows one after the other: read by their columns, written in slices, taken back in the opposite order (逐行)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError, RestrictedError

from lianxin.kernel.imports.registry import Batch, Outcome, Undone
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.imports import ImportMade
from lianxin.kernel.sheets.cells import BadCell, read
from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.table import Row, Table

SLICE = 100
T = TypeVar("T")
Made = tuple[str, int]
Values = Mapping[str, Any]


class BadRow(Exception):
    """A row that can't be taken; the message names the column and the remedy, `field` is the one to be matched."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class GoneOn(Exception):
    """Somebody went on with this row, so it stays."""


def values_of(row: Row, batch: Batch, columns: Sequence[Column]) -> dict[str, Any]:
    """What a row says, by column. Raises BadRow naming everything that is wrong with it."""
    headings = {code: heading for heading, code in batch.mapping.items()}
    told, faults = dict[str, Any](), list[str]()
    for column in columns:
        cell = row.cells.get(headings.get(column.code, ""), "") or batch.options.get(column.code, "")
        cell = batch.values.get(column.code, {}).get(cell, cell)
        try:
            told[column.code] = read(cell, column)
        except BadCell as fault:
            faults.append(str(fault))
    if faults:
        raise BadRow("".join(faults))
    return told


def take_each(
    table: Table,
    batch: Batch,
    columns: Sequence[Column],
    *,
    check: Callable[[Row, Values], T | None],
    write: Callable[[T], Sequence[Made]],
) -> Outcome:
    """Take row by row: `check` gives what there is to write, None for what is known, or raises BadRow.

    A dry run stops before writing. What was made is noted, so that it can be taken back.
    """
    outcome, rows = Outcome(), iter(table.rows)
    while part := list(islice(rows, SLICE)):
        new = [(row.line, fresh) for row, fresh in sorted_out(part, batch, columns, check, outcome)]
        if batch.dry_run:
            outcome.created += len(new)
        else:
            with transaction.atomic():
                write_slice(new, batch, write, outcome)
        batch.progress(outcome.created + outcome.known + len(outcome.faults))
    outcome.faults.sort()
    return outcome


def sorted_out(
    part: Sequence[Row],
    batch: Batch,
    columns: Sequence[Column],
    check: Callable[[Row, Values], T | None],
    outcome: Outcome,
) -> Iterator[tuple[Row, T]]:
    """The new rows of a slice; known and faulty ones are counted."""
    for row in part:
        try:
            fresh = check(row, values_of(row, batch, columns))
        except BadRow as fault:
            outcome.faults.append((row.line, str(fault)))
        else:
            if fresh is None:
                outcome.known += 1
            else:
                yield row, fresh


def write_slice(
    new: Sequence[tuple[int, T]],
    batch: Batch,
    write: Callable[[T], Sequence[Made]],
    outcome: Outcome,
) -> None:
    """Write the new rows of a slice, each whole or not at all; inside a transaction."""
    made = list[tuple[int, Made]]()
    for line, fresh in new:
        try:
            with transaction.atomic():
                rows = write(fresh)
        except BadRow as fault:
            outcome.faults.append((line, str(fault)))
        else:
            outcome.created += 1
            made += [(line, one) for one in rows]
    note(batch, made)


def note(batch: Batch, made: Sequence[tuple[int, Made]]) -> None:
    """Remember what was made, with the county's last event so far: this transaction holds the head of the chain."""
    if not made:
        return
    seq = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    ImportMade.objects.bulk_create(
        (
            ImportMade(run_id=batch.run, line=line, row_kind=kind, row_id=key, seq=seq)
            for line, (kind, key) in made
        ),
        ignore_conflicts=True,
    )


def lines_made(batch: Batch) -> int:
    """How many lines of the sheet this batch has brought in already."""
    return ImportMade.objects.filter(run=batch.run).values("line").distinct().count()


def undo_each(batch: Batch, remove: Callable[[str, int], None]) -> Undone:
    """Take back what a run made, the last line first; `remove` raises GoneOn where a row is used by now.

    A line goes whole or stays whole.
    """
    gone = kept = 0
    lines: dict[int, list[ImportMade]] = {}
    for made in ImportMade.objects.filter(run=batch.run).order_by("-line", "-pk"):
        lines.setdefault(made.line, []).append(made)
    for own in lines.values():
        try:
            with transaction.atomic():
                for made in own:
                    remove_untouched(made, remove)
        except (GoneOn, ProtectedError, RestrictedError, IntegrityError):
            kept += 1
        else:
            gone += 1
        batch.progress(gone + kept)
    return Undone(gone, kept)


def remove_untouched(made: ImportMade, remove: Callable[[str, int], None]) -> None:
    """Remove one row an import made. Raises GoneOn when anything happened to it since."""
    since = Event.objects.filter(row_kind=made.row_kind, row_id=made.row_id, seq__gt=made.seq)
    if since.exists():
        raise GoneOn
    remove(made.row_kind, made.row_id)
    made.delete()
