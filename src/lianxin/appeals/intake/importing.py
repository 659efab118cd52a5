"""Appeals by the import wizard: the engine of `./run import-appeals`, with what was chosen on a page (诉求导入)."""

from collections.abc import Mapping, Sequence

from lianxin.appeals.intake.columns import ASKS
from lianxin.appeals.intake.mapping import SheetMapping
from lianxin.appeals.intake.run import Report, lookups, take_all, undo_batch
from lianxin.appeals.models import Appeal
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.imports.registry import Batch, Outcome, Text, Undone
from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.table import Table

MAY_BE_MATCHED = ("class", "area")


def take(table: Table, batch: Batch) -> Outcome:
    """Take in the rows of a sheet, or find out what would come of them."""
    report = Report(rows=len(table.rows), batch=batch.code)
    take_all(
        table.rows,
        mapping_of(batch),
        by=batch.by,
        report=report,
        progress=lambda done, total: batch.progress(done),
        dry_run=batch.dry_run,
    )
    return Outcome(report.created, report.known, [(line, words) for line, _cells, words in report.faults])


def mapping_of(batch: Batch) -> SheetMapping:
    """What was chosen, as the command reads it from a file."""
    defaults = {ask.code: batch.options.get(ask.code, "") for ask in ASKS if ask.code != "source"}
    return SheetMapping(
        source=batch.options.get("source", "")[:40],
        columns=batch.mapping,
        values=batch.values,
        defaults={code: value for code, value in defaults.items() if value},
    )


def known(column: Column, by: Actor) -> Sequence[tuple[str, Text]]:
    """What a value may be matched with: types and channels, the county's subjects, the actor's own villages."""
    if column.code not in MAY_BE_MATCHED:
        return column.choices
    found = lookups(by)
    return offered(found.classes if column.code == "class" else found.areas)


def offered(names: Mapping[str, int]) -> list[tuple[str, Text]]:
    """Every word that means something, each thing offered once by its shortest name; other words go without."""
    shortest: dict[int, str] = {}
    for name, key in names.items():
        if not name.isdigit() and len(name) < len(shortest.get(key, name + " ")):
            shortest[key] = name
    return [(name, name if shortest.get(key) == name else "") for name, key in names.items()]


def made(batch: Batch) -> int:
    """How many appeals this batch has brought already: an attempt may have been cut short."""
    return Appeal.objects.filter(batch=batch.code).count()


def undo(batch: Batch) -> Undone:
    """Take back what nobody has gone on with.

    By the system, as no desk has this move for a single matter; the run's own event says who asked for it.
    """
    gone, kept = undo_batch(batch.code, by=system(batch.by.county))
    return Undone(gone, kept)
