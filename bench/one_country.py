"""One measured process of areas.py: `one_country.py TABLE`; prints what it took as JSON.

The environment names the database. The product imports the table; then the same rows are written once more by the
driver alone, into a copy of the table of areas.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.places.intake.run import import_table
from lianxin.places.models import Area

NATION, BATCH = 100000, 20_000
Rows = Sequence[tuple[Any, ...]]


def floor(rows: Rows, columns: list[str]) -> None:
    """The rows as they are, in the same batches, one commit each."""
    table, names = Area._meta.db_table, ", ".join(columns)
    marks = ", ".join(["%s"] * len(columns))
    for start in range(0, len(rows), BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            some = rows[start : start + BATCH]
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in some:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)


def emptied() -> tuple[Rows, list[str]]:
    """Every area by its key, with the table empty and its indexes in place."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Area._meta.db_table} ORDER BY id")
        columns = [one[0] for one in cursor.description]
        rows = cursor.fetchall()
        tables = ", ".join(model._meta.db_table for model in [Area])
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        else:
            cursor.execute("PRAGMA foreign_keys = off")
            cursor.execute(f"DELETE FROM {tables}")
            cursor.execute("PRAGMA foreign_keys = on")
    return [text_of(row) for row in rows], columns


def text_of(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as the driver takes it: a list goes in as JSON."""
    return tuple(json.dumps(value) if isinstance(value, list) else value for value in row)


def main() -> None:
    """Migrate, measure, tell."""
    call_command("migrate", verbosity=0)
    wall, cpu = time.perf_counter(), time.process_time()
    with Path(sys.argv[1]).open("rb") as file:
        report = import_table(file, by=system(NATION), at=clock.now())
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    assert report.refused == 0, report
    rows, columns = emptied()
    began = time.perf_counter()
    floor(rows, columns)
    print(json.dumps({**took, "floor": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
