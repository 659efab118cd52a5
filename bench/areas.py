"""How fast a whole country of places comes in, beside the same rows written by the driver alone.

    PYTHONPATH=src:setup:. .venv/bin/python bench/areas.py

Each engine takes the same invented table of 663,131 places (tests/size/country.py) through `./run import-areas`:
reading, checking, pinyin, counties, areas, events. Then the driver alone copies the finished areas into a table
with the same keys and indexes, emptied before. The ratio is what the product costs beside the raw database.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from imports import databases, machine

from tests.size.country import ROWS, write_table

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "areas.md"
ROUNDS = 3


def main() -> None:
    """Measure both engines and write the result."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as name:
        table = Path(name) / "areas.csv.gz"
        write_table(table)
        for engine in ("SQLite", "PostgreSQL"):
            best = min((measure(table, engine) for _ in range(ROUNDS)), key=lambda took: took["wall"])
            lines.append(line(engine, best))
            print(lines[-1], flush=True)
    RESULT.write_text(page(lines), encoding="utf-8")


def measure(table: Path, engine: str) -> dict[str, float]:
    """Seconds of both ways on one engine, in a process and a database of its own."""
    with databases(engine) as (ours, _raw):
        words = [sys.executable, str(HERE / "one_country.py"), str(table)]
        done = subprocess.run(words, env={**os.environ, **ours}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    took: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return took


def line(engine: str, took: dict[str, float]) -> str:
    """One row of the table."""
    wall, cpu, floor = took["wall"], took["cpu"], took["floor"]
    return f"| {engine} | {wall:.1f} | {cpu:.1f} | {floor:.1f} | {wall / floor:.1f} |"


def page(lines: list[str]) -> str:
    """The result with the machine it was measured on."""
    return "\n".join(
        [
            "# Importing the places of a whole country",
            "",
            f"{ROWS:,} invented places in five levels, into an empty database; the best of {ROUNDS} rounds.",
            "Made by `bench/areas.py`, which says what is compared. The target is 60 seconds.",
            "",
            "| engine | seconds | CPU of the process | seconds of the driver alone | ratio of the times |",
            "| --- | ---: | ---: | ---: | ---: |",
            *lines,
            "",
            machine(),
            "",
        ]
    )


if __name__ == "__main__":
    main()
