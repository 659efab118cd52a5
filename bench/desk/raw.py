"""The floor below all floors: the same queries and the same rows by the driver alone, in one process.

`raw.py OPERATION…` prints as JSON what each takes; the environment names the database as for the product.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json

from desk import sql
from desk.meter import Processes, measure
from desk.operations import WORDS
from desk.rows import Row, fresh, kept

HOME, URL = Path(os.environ["LIANXIN_HOME"]), os.environ.get("DATABASE_URL", "")
VENDOR, MARK = ("postgresql", "%s") if URL else ("sqlite", "?")
OPEN = ", ".join(f"'{state}'" for state in sql.OPEN)


class Raw:
    """One connection, and the operations on it."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self.keys, self.rows, self.draw = keys, kept(HOME), Random(1)
        self.county = keys["county"]
        self.month = datetime.now(tz=UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        if URL:
            self.line: Any = psycopg.connect(URL, autocommit=True)
        else:
            self.line = sqlite3.connect(HOME / "lianxin.sqlite3", isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-4000", "secure_delete=ON"):
                self.line.execute(f"PRAGMA {pragma}")

    def ask(self, statement: str, *params: object, **more: str) -> list[Any]:
        """One query and all its rows."""
        written = statement.format(p=MARK, open=OPEN, **more)
        return list(self.line.execute(written, params).fetchall())

    def do_list(self) -> None:
        """The open ones by due date."""
        self.ask(sql.LIST, self.county)

    def do_detail(self) -> None:
        """One matter with all that hangs on it."""
        key, number, _area = self.draw.choice(self.keys["matters"])
        self.ask(sql.HEAD, self.county, number)
        for part in sql.PARTS:
            self.ask(part, self.county, key)

    def do_search(self) -> None:
        """What says one of the words."""
        condition, params = sql.says(self.draw.choice(WORDS), VENDOR, MARK)
        self.ask(sql.SEARCH, self.county, self.county, *params, says=condition)

    def do_report_live(self) -> None:
        """Class × state × month from the rows, of three years."""
        self.live(self.month.replace(year=self.month.year - 3))

    def do_report(self) -> None:
        """The same from the editions, this month from the rows."""
        self.ask(sql.KEPT, self.county)
        self.live(self.month)

    def live(self, since: datetime) -> None:
        """What was filed since then."""
        month = sql.MONTH[VENDOR].replace("%", "%%") if URL else sql.MONTH[VENDOR]
        self.ask(sql.LIVE, self.county, since if URL else str(since), month=month)

    def do_create(self) -> None:
        """The rows of a registration."""
        self.begin()
        self.line.execute(sql.NEXT_NUMBER.format(p=MARK), (self.county,))
        self.insert(list(fresh(self.rows["create"])))
        self.line.execute("COMMIT")

    def do_record(self) -> None:
        """The rows of a handling record."""
        key, number = self.draw.choice(self.keys["mine"])
        self.begin()
        self.ask(sql.FOUND, self.county, number)
        self.insert(list(fresh(self.rows["record"], key)))
        self.line.execute(sql.FORWARD.format(p=MARK), (self.county, key))
        self.line.execute("COMMIT")

    def begin(self) -> None:
        """A transaction that is going to write."""
        self.line.execute("BEGIN" if URL else "BEGIN IMMEDIATE")

    def insert(self, rows: list[Row]) -> None:
        """The rows, the head of the chain before the event."""
        for row in rows:
            if row.label == "kernel.Event":
                self.line.execute(sql.HEAD_OF_CHAIN.format(p=MARK), (self.county,))
            names = ", ".join(f'"{name}"' for name in row.values)
            marks = ", ".join([MARK] * len(row.values))
            values = tuple(map(given, row.values.values()))
            self.line.execute(f"INSERT INTO {table(row.label)} ({names}) VALUES ({marks})", values)


def table(label: str) -> str:
    """The table of a model."""
    return label.lower().replace(".", "_")


def given(value: object) -> object:
    """A value as the driver takes it."""
    if isinstance(value, dict | list):
        return Json(value) if URL else json.dumps(value)
    if URL or not isinstance(value, UUID):
        return value if URL or not hasattr(value, "isoformat") else str(value)
    return value.hex


def main(codes: list[str]) -> None:
    """Measure the operations this floor has."""
    keys = json.loads((HOME / "keys.json").read_text())
    raw = Raw(keys)
    server = Processes(keys["postmaster"]) if URL else None
    results = {}
    for code in codes:
        work: Callable[[], None] | None = getattr(raw, f"do_{code}", None)
        if work is None:
            continue
        for _ in range(5):
            work()
        took = measure(work, process_time, server.cpu if server else lambda: 0.0, times=300, most=10)
        results[code] = took.plain()
    print(json.dumps(results))


if __name__ == "__main__":
    main(sys.argv[1:])
