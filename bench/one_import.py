"""One measured process of imports.py: `product`, `alone` or `floor` and a FOLDER; prints what it took as JSON.

The environment names the database. `product` imports the sheet and leaves the finished rows in FOLDER/rows.pickle,
where `floor` finds them; `alone` imports and leaves nothing.
"""

import json
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from lianxin.appeals.intake.mapping import read_mapping
from lianxin.appeals.intake.run import Progress, import_sheet, silent
from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County

COUNTY, BATCH = 990901, 500
# Each table with the rows of one import, parents first; the index rows of SQLite come by their triggers.
TABLES = [
    "matters.Matter",
    "appeals.Appeal",
    "matters.Contact",
    "appeals.Appellant",
    "appeals.Reply",
    "matters.Clock",
    "kernel.SearchRow",
    "wording.Sketched",
    "wording.Mark",
    "kernel.Event",
]
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def product(folder: Path, progress: Progress = silent) -> None:
    """The way of the office."""
    mapping, errors = read_mapping(folder / "map.toml"), folder / "errors.csv"
    with in_county(COUNTY):
        report = import_sheet(
            folder / "sheet.csv", mapping, by=system(COUNTY), errors=errors, progress=progress
        )
    assert report.created == report.rows, report


def alone(folder: Path) -> dict[str, float]:
    """The same of very many rows: how fast at the beginning and at the end, in rows a second, and the memory in MB."""
    reached = [(0, time.perf_counter())]
    took = timed(lambda: product(folder, lambda done, total: reached.append((done, time.perf_counter()))))
    rows = reached[-1][0]
    first = next(at for at in reached if at[0] >= rows / 10)
    last = next(at for at in reached if at[0] >= rows * 9 / 10)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**took, "early": pace(reached[0], first), "late": pace(last, reached[-1]), "memory": held}


def pace(one: tuple[int, float], other: tuple[int, float]) -> float:
    """Rows a second between two moments."""
    return (other[0] - one[0]) / (other[1] - one[1])


def floor(rows: Rows) -> None:
    """The rows as they are, in the same batches, one commit each."""
    matters = len(rows[TABLES[0]][1])
    for start in range(0, matters, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            for label, (columns, members) in rows.items():
                first, last = (place * len(members) // matters for place in (start, start + BATCH))
                insert(cursor, label, columns, members[first:last])


def insert(cursor: Any, label: str, columns: list[str], members: list[tuple[Any, ...]]) -> None:
    """One statement for many rows."""
    names = ", ".join(f'"{column}"' for column in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    table = apps.get_model(label)._meta.db_table
    if connection.vendor == "sqlite":
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES {one}", members)
    elif members:
        values = [value for member in members for value in member]
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(members))}", values)


def finished_rows() -> Rows:
    """Every row of the import as the driver gives it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for label in TABLES:
            table = apps.get_model(label)._meta
            cursor.execute(f"SELECT * FROM {table.db_table} ORDER BY {table.pk.column}")
            members = [tuple(map(plain, row)) for row in cursor.fetchall()]
            found[label] = ([column[0] for column in cursor.description], members)
    return found


def plain(value: Any) -> Any:
    """What the driver takes back and a file can keep: JSON as text, bytes as bytes."""
    if isinstance(value, memoryview):
        return bytes(value)
    return json.dumps(value) if isinstance(value, dict | list) else value


def timed(work: Callable[[], None]) -> dict[str, float]:
    """Seconds by the wall and of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


if __name__ == "__main__":
    way, folder = sys.argv[1], Path(sys.argv[2])
    call_command("migrate", verbosity=0)
    County.objects.get_or_create(code=COUNTY, defaults={"name": "试算县"})
    keep = folder / "rows.pickle"
    if way == "product":
        took = timed(lambda: product(folder))
        keep.write_bytes(pickle.dumps(finished_rows()))
    elif way == "alone":
        took = alone(folder)
    else:
        rows = pickle.loads(keep.read_bytes())
        took = timed(lambda: floor(rows))
    print(json.dumps(took))
