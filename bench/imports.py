"""How fast years of appeals come in, beside the same rows written by the driver alone.

    PYTHONPATH=src:setup .venv/bin/python bench/imports.py [--at-once 1000000] [--engine SQLite]

Each engine takes the same invented sheet twice: through `./run import-appeals` (reading, guards, sealing, numbers,
events and their chain, search index), and as finished rows by the driver alone into a second database with the
same tables, keys and indexes. The ratio is what the product costs beside the raw database.

With `--at-once` one sheet of so many rows goes through the product alone: how long it takes, whether it slows down
on the way, and how much memory it holds. What was measured before of the other kind stays in the result.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from postgres import private_server
from sheet import LETTERS, write_sheet

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "imports.md"
ROWS, ROUNDS = 4000, 5
ENGINES = ("SQLite", "PostgreSQL")
SMALL, LARGE = "A small sheet", "Very many rows at once"


def main() -> None:
    """Measure the engines and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--at-once", type=int, default=0, metavar="ROWS")
    parser.add_argument("--engine", action="append", choices=ENGINES, dest="engines")
    options = parser.parse_args()
    engines = options.engines or ENGINES
    if options.at_once:
        keep(LARGE, large(engines, options.at_once))
    else:
        keep(SMALL, small(engines))


def small(engines: Sequence[str]) -> list[str]:
    """A small sheet, beside the driver alone: the lines of its part of the result."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as name:
        write_sheet(Path(name), ROWS)
        for engine in engines:
            best = min((measure(Path(name), engine) for _ in range(ROUNDS)), key=lambda took: took["wall"])
            lines.append(line(engine, best))
            print(lines[-1], flush=True)
    return [
        f"{ROWS:,} invented appeals of {LETTERS} letters of the last three years, every second one with an",
        f"answer of {LETTERS // 2}; the best of {ROUNDS} rounds. Made by `bench/imports.py`, which says what is",
        "compared.",
        "",
        "| engine | rows/s | ms of Python a row | rows/s of the driver alone | ratio of the times |",
        "| --- | ---: | ---: | ---: | ---: |",
        *lines,
    ]


def large(engines: Sequence[str], rows: int) -> list[str]:
    """One sheet of very many rows through the product alone: the lines of its part of the result."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as name:
        write_sheet(Path(name), rows)
        for engine in engines:
            with databases(engine) as (ours, _raw):
                took = one("alone", Path(name), ours)
            early, late = (f"{took[part]:,.0f}" for part in ("early", "late"))
            lines.append(
                f"| {engine} | {took['wall'] / 60:.1f} min | {rows / took['wall']:,.0f} | {early} | {late} |"
                f" {took['memory']:,.0f} MB |"
            )
            print(lines[-1], flush=True)
    return [
        f"{rows:,} of the same appeals in one sheet.",
        "",
        "| engine | took | rows/s | in the first tenth | in the last tenth | memory at most |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *lines,
    ]


def measure(folder: Path, engine: str) -> dict[str, float]:
    """Seconds of both ways on one engine, each in a process and a database of its own."""
    with databases(engine) as (ours, raw):
        took, floor = one("product", folder, ours), one("floor", folder, raw)
    return {**took, "floor": floor["wall"]}


@contextmanager
def databases(engine: str) -> Iterator[list[dict[str, str]]]:
    """Two empty databases of an engine, as the environment names them."""
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        homes = [{"LIANXIN_HOME": f"{folder}/{name}"} for name in ("ours", "raw")]
        if engine == "SQLite":
            yield homes
            return
        with private_server() as url:
            server = url.rpartition("/")[0]
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                for name in ("ours", "raw"):
                    connection.execute(f"CREATE DATABASE {name}")
            names = zip(homes, ("ours", "raw"), strict=True)
            yield [{**home, "DATABASE_URL": f"{server}/{name}"} for home, name in names]


def one(way: str, folder: Path, place: dict[str, str]) -> dict[str, float]:
    """One measured process."""
    words = [sys.executable, str(HERE / "one_import.py"), way, str(folder)]
    done = subprocess.run(words, env={**os.environ, **place}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    took: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return took


def line(engine: str, took: dict[str, float]) -> str:
    """One row of the table."""
    rate, cpu, floor = ROWS / took["wall"], took["cpu"] / ROWS * 1000, ROWS / took["floor"]
    return f"| {engine} | {rate:,.0f} | {cpu:.2f} | {floor:,.0f} | {took['wall'] / took['floor']:.1f} |"


def machine() -> str:
    """The day, and what this machine is."""
    processor = next(
        (row for row in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in row), ""
    )
    return (
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores ({processor.partition(': ')[2]}), "
        f"{platform.system()}, Python {platform.python_version()}."
    )


def keep(part: str, lines: list[str]) -> None:
    """Write one part of the result, with the machine it was measured on; the other part stays as it is."""
    known = dict(re.findall(r"^## (.+)\n\n((?:(?!^## ).*\n)*)", RESULT.read_text("utf-8"), re.MULTILINE))
    known[part] = "\n".join([*lines, "", machine(), ""])
    parts = [f"## {one}\n\n{known[one].strip()}\n" for one in (SMALL, LARGE) if one in known]
    RESULT.write_text("\n".join(["# Importing appeals\n", *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
