"""What was erased, by kind, id and mark, so that a restored copy is erased again (删除日志, C12).

The lines stand in a table that only grows and, after each run, in `erasures/<county>.jsonl` beside the database:
a restore brings an older table back, the file is newer. `replay` is given what either of them holds.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.erasure import traces
from lianxin.kernel.erasure.registry import Order, Record, parts_of, record_named
from lianxin.kernel.models.erasure import JournalLine

SLICE = 500
Row = Mapping[str, Any]
Name = tuple[str, str, int, str]


def note(one: Record, keys: Sequence[int], order: Order) -> None:
    """Write into the journal what is being erased, in its transaction."""
    now, marks = clock.now(), marks_of(one, keys)
    JournalLine.objects.bulk_create(
        JournalLine(
            record=one.code,
            row_kind=one.row_kind,
            row_id=key,
            mark=marks.get(key, ""),
            batch_id=order.batch,
            at=now,
        )
        for key in keys
    )


def marks_of(one: Record, keys: Sequence[int]) -> dict[int, str]:
    """The client ids of these rows, by key; rows that aren't there stay out."""
    assert one.ended is not None  # noqa: S101  # what rolls has no rows of its own
    rows: QuerySet[Any] = one.ended().model._default_manager.filter(pk__in=keys)
    return {key: str(mark) for key, mark in rows.values_list("pk", "client_id")}


def export() -> list[dict[str, Any]]:
    """The whole journal of the current county as plain JSON."""
    return [
        {
            "record": one.record,
            "row_kind": one.row_kind,
            "row_id": one.row_id,
            "mark": one.mark,
            "batch": one.batch_id,
            "at": one.at.isoformat(),
        }
        for one in JournalLine.objects.order_by("pk")
    ]


def journal_path(home: Path | None = None) -> Path:
    """The current county's file in a data folder, ours by default."""
    return (home or Path(settings.HOME.path)) / "erasures" / f"{current_county()}.jsonl"


def written(path: Path | None = None) -> list[dict[str, Any]]:
    """What stands in a file, ours by default; a line cut off by a crash is left out."""
    path, found = path or journal_path(), []
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def write_out() -> int:
    """Add to the file what it lacks, on the disk when this returns; how many lines."""
    known = {name_of(row) for row in written()}
    fresh = [row for row in export() if name_of(row) not in known]
    if not fresh:
        return 0
    path = journal_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"\n{json.dumps(row)}" for row in fresh)
        file.flush()
        os.fsync(file.fileno())
    return len(fresh)


def name_of(row: Row) -> Name:
    """What makes two lines the same."""
    return str(row["record"]), str(row["row_kind"]), int(row["row_id"]), str(row["mark"])


def replay(rows: Iterable[Row]) -> int:
    """Erase again, in the current county, what a restored copy brought back; how many rows.

    `rows` as `export` and `written` give them. What the copy's own journal names is erased there already; a row
    that isn't in the copy, or whose id belongs to another by now, is left alone. Twice does no harm. Raises
    LookupError for a kind of record this version doesn't know.
    """
    known = {name_of(row) for row in export()}
    wanted: dict[str, dict[int, Row]] = {}
    for row in rows:
        if name_of(row) not in known:
            wanted.setdefault(record_named(str(row["record"])).code, {})[int(row["row_id"])] = row
    done = 0
    for code, lines in wanted.items():
        keys = sorted(lines)
        for start in range(0, len(keys), SLICE):
            done += again(record_named(code), {key: lines[key] for key in keys[start : start + SLICE]})
    write_out()
    traces.scrub()
    return done


@transaction.atomic
def again(one: Record, lines: Mapping[int, Row]) -> int:
    """One slice of one kind, by the batch each was erased in."""
    marks = marks_of(one, list(lines))
    same = [key for key in lines if marks.get(key) == str(lines[key]["mark"])]
    for batch in sorted({int(lines[key]["batch"]) for key in same}):
        keys = [key for key in same if int(lines[key]["batch"]) == batch]
        order = Order(batch, one.code, system(current_county()))
        for part in parts_of(one):
            part.erase(one.row_kind, keys)
        note(one, keys, order)
        if one.write is not None:
            one.write(keys, order)
    return len(same)
