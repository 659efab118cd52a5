"""What finding the same matter costs in a full index: invented matters with the words of real messages, on SQLite."""

import os
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from lianxin.wording.rules.grouping import Message, sketched
from lianxin.wording.rules.sketches import Sketch, keys_of, packed

COUNTY, YEARS, TOWNS, ASKED, CHUNK = 990101, 10, 40, 300, 20_000
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SKETCH = "INSERT INTO wording_sketched (county_id, row_kind, row_id, at, body) VALUES (?, 'matter', ?, ?, ?)"
MARK = "INSERT INTO wording_mark (county_id, mark, row_kind, row_id, at) VALUES (?, ?, 'matter', ?, ?)"


def measured(messages: list[Message], rows: int) -> list[str]:
    """The lines of the result."""
    sketches = sketched(messages)
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as home:
        os.environ |= {"LIANXIN_HOME": home, "DJANGO_SETTINGS_MODULE": "lianxin.site.settings"}
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        connection = import_module("django.db").connection
        path = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        marks = fill(path, sketches, rows)
        size = path.stat().st_size / 1024**3
        with import_module("lianxin.kernel.context").in_county(COUNTY):
            found, asked = ask(messages)
            written = write(messages, rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        f"## The index at {rows:,} matters, SQLite",
        "",
        f"{rows:,} matters of {YEARS} years with {marks:,} marks, {size:.1f} GB; places spread over {TOWNS} towns.",
        "",
        "| what | CPU, median | CPU, 95 of 100 | target |",
        "|---|---|---|---|",
        line("finding what says the same", asked, "20 ms"),
        line("marking a new matter (without the commit)", written, ""),
        "",
        f"{found / ASKED:.1f} proposals a question on average; {peak:.0f} MB at most, the whole measurement included.",
        "",
    ]


def fill(path: Path, sketches: list[Sketch], rows: int) -> int:
    """The rows, written past Django with the indexes made at the end; how many marks."""
    with sqlite3.connect(path) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;")
        database.execute(
            "INSERT INTO kernel_county (code, name, started_at, served) VALUES (?, '测试县', ?, 1)",
            [COUNTY, NOW.isoformat()],
        )
        kept = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            "AND tbl_name IN ('wording_mark', 'wording_sketched')"
        ).fetchall()
        for name, _sql in kept:
            database.execute(f"DROP INDEX {name}")
        bodies, keys = [packed(one) for one in sketches], [keyed(one) for one in sketches]
        chance = random.Random(20261201)
        for start in range(0, rows, CHUNK):
            chosen = [
                (row_id, chance.randrange(len(bodies)), moment(chance), chance.randrange(TOWNS))
                for row_id in range(start + 1, min(start + CHUNK, rows) + 1)
            ]
            database.executemany(SKETCH, ((COUNTY, row_id, at, bodies[one]) for row_id, one, at, _ in chosen))
            database.executemany(MARK, marked(chosen, keys))
        for _name, sql in kept:
            database.execute(sql)
        database.execute("ANALYZE")
        count: int = database.execute("SELECT count(*) FROM wording_mark").fetchone()[0]
    return count


def keyed(one: Sketch) -> tuple[list[int], list[int]]:
    """The marks of a message: those of its places, and those of its words."""
    words = set(one.grams)
    keys = keys_of(one)
    return [key for key in keys if key not in words], [key for key in keys if key in words]


def marked(
    chosen: list[tuple[int, int, str, int]], keys: list[tuple[list[int], list[int]]]
) -> Iterator[tuple[int, int, int, str]]:
    """The marks of these matters; in each town the places have names of their own, the words are the same."""
    for row_id, one, at, town in chosen:
        places, words = keys[one]
        for key in places:
            yield COUNTY, (key + town * 7919) % 2**32, row_id, at
        for key in words:
            yield COUNTY, key, row_id, at


def moment(chance: random.Random) -> str:
    """A moment of the last years, as SQLite keeps it."""
    at = NOW - timedelta(seconds=chance.randrange(YEARS * 365 * 86_400))
    return at.strftime("%Y-%m-%d %H:%M:%S")


def ask(messages: list[Message]) -> tuple[int, list[float]]:
    """How many are found beside messages drawn by chance, and the CPU each takes; the first ones warm the caches."""
    alike = import_module("lianxin.wording.queries.alike").alike
    chance, found, took = random.Random(7), 0, []
    for at in range(ASKED + 20):
        one = chance.choice(messages)
        like, seconds = timed(lambda one=one: alike(one.title, one.text, at=NOW))
        if at >= 20:
            found += len(like)
            took.append(seconds)
    return found, took


def write(messages: list[Message], rows: int) -> list[float]:
    """The CPU of marking one more matter."""
    marks = import_module("lianxin.wording.actions.marks")
    atomic = import_module("django.db").transaction.atomic
    chance, took = random.Random(8), []
    for at in range(ASKED):
        one = chance.choice(messages)
        words = marks.Words("matter", rows + at + 1, one.title, one.text, NOW)
        with atomic():
            took.append(timed(lambda words=words: marks.remember([words]))[1])
    return took


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives and the seconds of CPU it takes."""
    began = time.process_time()
    given = work()
    return given, time.process_time() - began


def line(what: str, took: list[float], target: str) -> str:
    """One row of the table."""
    worst = statistics.quantiles(took, n=20)[-1]
    return f"| {what} | {statistics.median(took) * 1000:.1f} ms | {worst * 1000:.1f} ms | {target} |"
