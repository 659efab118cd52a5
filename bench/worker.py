"""How fast workers drain a backlog, beside the same claims and ends by the driver alone.

    PYTHONPATH=src:setup:. .venv/bin/python bench/worker.py

Each engine is given JOBS jobs of five counties. One, two and four processes of `./run worker`'s loop do them; the
effect of a job is a row of its own, committed with its end. Then as many processes say the same statements by the
driver alone: take the oldest due row past those that are locked, mark it, commit; write the effect, mark it done,
commit. The ratio is what the worker costs beside the raw database in the same minute, on the same two tables.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from imports import databases, machine

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "worker.md"
JOBS, ROUNDS, CREWS = 1000, 3, (1, 2, 4)


def main() -> None:
    """Measure both engines and write the result."""
    lines = []
    for engine, crews in (("PostgreSQL", CREWS), ("SQLite", (1,))):
        with databases(engine) as (ours, raw):
            for crew in crews:
                rounds = [(rate("worker", crew, ours), rate("floor", crew, raw)) for _ in range(ROUNDS)]
                worker, floor = map(max, zip(*rounds, strict=True))
                lines.append(f"| {engine} | {crew} | {worker:,.0f} | {floor:,.0f} | {floor / worker:.1f} |")
                print(lines[-1], flush=True)
    RESULT.write_text(page(lines), encoding="utf-8")


def rate(way: str, crew: int, place: dict[str, str]) -> float:
    """Jobs a second from the moment all are ready to the moment the last one is done."""
    environ = {**os.environ, **place}
    words = [sys.executable, str(HERE / "one_worker.py")]
    subprocess.run([*words, "fill", str(JOBS)], env=environ, check=True)
    members = [
        subprocess.Popen([*words, way], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(crew)
    ]
    for member in members:
        assert member.stdout is not None
        assert member.stdout.readline() == b"ready\n"
    begun = time.perf_counter()
    for member in members:
        assert member.stdin is not None
        member.stdin.write(b"go\n")
        member.stdin.flush()
    ends = [member.wait() for member in members]
    took = time.perf_counter() - begun
    assert ends == [0] * crew
    return JOBS / took


def load() -> str:
    """What else this machine was doing, by its own count."""
    return f"Load of the machine at the end: {os.getloadavg()[1]:.1f} (mean of five minutes; this bench is part of it)."


def page(lines: list[str]) -> str:
    """The result with the machine it was measured on."""
    return "\n".join(
        [
            "# Draining a backlog",
            "",
            f"{JOBS:,} jobs of five counties, each with an effect in the database; the best of {ROUNDS} rounds.",
            "Made by `bench/worker.py`, which says what is compared. On SQLite the worker pauses after each hundred",
            "so that the pages can write; it is measured without that pause.",
            "",
            "| engine | processes | jobs/s | jobs/s of the driver alone | ratio |",
            "| --- | ---: | ---: | ---: | ---: |",
            *lines,
            "",
            machine(),
            load(),
            "",
        ]
    )


if __name__ == "__main__":
    main()
