"""A sheet that went out from here comes in again: its rows are found by their hidden key and made no second time.

What somebody changed in such a row is said and not taken: an import adds, it corrects nothing (INV-15, XC-04).
Restricted values are not compared, or a sheet would be a way to guess them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import ExportLine, ExportList, lists, slices
from lianxin.kernel.imports.registry import Batch, Fault, Importer, Outcome
from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.table import Row, Table
from lianxin.kernel.sheets.text import tidy
from lianxin.kernel.sheets.writing import KEY, fitting, in_words


def take_in(table: Table, importer: Importer, batch: Batch) -> Outcome:
    """What comes of a sheet: its rows that are ours already are known, the importer takes the others."""
    rest, known, faults = apart(table, importer, by=batch.by)
    spoiled = bool(importer.whole and faults)
    outcome = Outcome()
    if rest.rows:
        outcome = importer.take(rest, replace(batch, dry_run=batch.dry_run or spoiled))
    outcome.created = 0 if spoiled else outcome.created
    outcome.known += known
    outcome.faults = sorted([*outcome.faults, *faults])
    return outcome


def apart(table: Table, importer: Importer, *, by: Actor) -> tuple[Table, int, list[Fault]]:
    """The sheet without the rows we sent out, how many of those are as they went, and what is wrong with others."""
    mine = ours(table, importer, by=by)
    if not mine:
        return table, 0, []
    columns = comparable(table, importer, by=by)
    faults = [
        (row.line, words)
        for row in table.rows
        if (line := mine.get(row.cells.get(KEY, ""))) is not None and (words := changed(row, line, columns))
    ]
    rest = [row for row in table.rows if row.cells.get(KEY, "") not in mine]
    return replace(table, rows=rest), len(table.rows) - len(rest) - len(faults), faults


def ours(table: Table, importer: Importer, *, by: Actor) -> Mapping[str, ExportLine]:
    """The rows that are ours, by key, as the list has them now for this actor."""
    keys = list(dict.fromkeys(key for row in table.rows if (key := row.cells.get(KEY, ""))))
    found: dict[str, ExportLine] = {}
    for known in lists_of(importer, by=by):
        for some in slices(keys):
            found |= {line.key: line for line in known.by_keys(by, some)}
    return found


def lists_of(importer: Importer, *, by: Actor) -> list[ExportList]:
    """The lists whose sheets this import takes, as far as the actor sees them."""
    return [one for one in lists() if one.comes_in == importer.code and one.see(by, None)]


def comparable(table: Table, importer: Importer, *, by: Actor) -> Sequence[tuple[str, Column]]:
    """The columns in which a change can be seen, by heading; moments a spreadsheet rounds, secrets stay secret."""
    columns = {str(one.heading): one for known in lists_of(importer, by=by) for one in known.columns(by)}
    return [
        (heading, column)
        for heading in table.headings
        if (column := columns.get(heading)) is not None
        and column.level is not Level.RESTRICTED
        and column.kind is not Kind.MOMENT
    ]


def changed(row: Row, line: ExportLine, columns: Sequence[tuple[str, Column]]) -> str:
    """What somebody altered in a row of ours, in a sentence; empty when it is as it went."""
    names = [
        heading
        for heading, column in columns
        if column.code in line.cells
        and row.cells.get(heading, "") != tidy(fitting(in_words(column, line.cells[column.code])))
    ]
    if not names:
        return ""
    sentence = _("这一行是从本系统导出的，“%(names)s”改过了。导入只添加、不改已有的，请到它自己的页面上改。")
    return sentence % {"names": "、".join(names)}
