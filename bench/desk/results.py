"""What was measured, as JSON and as tables: each figure beside its floors, each size beside the next smaller."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Any

from desk.operations import FLOOR_OF, OPERATIONS

RESULTS = Path(__file__).resolve().parent.parent / "results"
KEPT, SHOWN = RESULTS / "desk.json", RESULTS / "desk.md"


def add(engine: str, size: int, measured: dict[str, Any]) -> None:
    """Keep one measurement; an earlier one of the same engine and size gives way."""
    known = read()
    known[f"{engine} {size}"] = {
        "engine": engine,
        "size": size,
        "machine": machine(),
        "code": code(),
        **measured,
    }
    KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read() -> dict[str, Any]:
    """All measurements by engine and size."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def code() -> str:
    """Which commit was measured."""
    words = ["git", "-C", str(RESULTS), "rev-parse", "--short", "HEAD"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> str:
    """The day, what this machine is, and how busy others kept it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.partition(": ")[2] for line in lines if "model name" in line), "")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024**2
    return (
        f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({processor}), {memory} GiB, "
        f"{platform.system()}, Python {platform.python_version()}; load average {os.getloadavg()[1]:.1f}"
    )


def write_page() -> None:
    """The Markdown of everything measured so far."""
    known = sorted(read().values(), key=lambda one: (one["engine"], one["size"]))
    lines = [HEADING, "", *(line for one in known for line in section(one)), *growth(known)]
    SHOWN.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


HEADING = """
# A desk at work

Made by `python -m desk` in `bench/`; what is compared and why: [0030](../../docs/decisions/0030-speed-beside-floors.md)

Generated appeals in Chinese, three years, 181 villages, a quarter open, four events each. Signed in, form tokens on,
over a line that stays open. `p50`, `p95`: what one waits at concurrency 1; `CPU`: processor time of server + database
an operation; `at 8`: operations a second with eight at once. *bare* is Django with one view and one template for the
page, over the same tables; *raw* is the driver alone with the same rows. The ratios are of CPU.
""".strip()


def section(one: dict[str, Any]) -> list[str]:
    """One engine at one size."""
    loaded, (cold, warm) = one["loaded"], (f"{size / 2**20:.0f} MB" for size in one["memory"])
    each = loaded["bytes"] / loaded["matters"] / 1024
    copied = (
        f" (a part filled, then {times} times that by SQL)" if (times := loaded.get("times", 1)) > 1 else ""
    )
    return [
        f"## {one['engine']}, {one['size']:,} appeals",
        "",
        f"{one['machine']}. Code: {one['code']}.",
        "",
        f"Loaded in {loaded['seconds']:.0f} s{copied}, {each:.1f} KiB an appeal.",
        f"The server answers {one['started']} s after its start; its processes hold {cold} before the load",
        f"and {warm} after it.",
        "",
        *beside(one),
        "| operation | p50 ms | p95 ms | CPU ms | at 8, /s | bare CPU | raw CPU | ÷ bare | ÷ raw |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(row(operation.label, operation.code, one) for operation in OPERATIONS),
        "",
    ]


def beside(one: dict[str, Any]) -> list[str]:
    """What seeking others who said the same costs who files."""
    whole, plain = (total(one["product"].get(code)) for code in ("file", "file_plain"))
    if not whole or not plain:
        return []
    marked = one["loaded"].get("marked", 0)
    return [
        f"Filing with places, marks and others sought among {marked:,}: {whole / plain:.2f} × without.",
        "",
    ]


def row(label: str, code: str, one: dict[str, Any]) -> str:
    """One line of the table."""
    mine = one["product"].get(code)
    if mine is None:
        return f"| {label} | not measured | | | | | | | |"
    same = FLOOR_OF.get(code, code)
    cpu, floors = total(mine), [total(one[floor].get(same)) for floor in ("bare", "raw")]
    cells = [
        f"{mine['p50']:.1f}",
        f"{mine['p95']:.1f}",
        f"{cpu:.1f} ({mine['cpu']:.1f} + {mine['database']:.1f})",
        f"{mine['rate']:.0f}",
        *(f"{floor:.2f}" if floor else "" for floor in floors),
        *(f"{cpu / floor:.1f}" if floor else "" for floor in floors),
    ]
    return f"| {label} | {' | '.join(cells)} |"


def total(took: dict[str, Any] | None) -> float | None:
    """Processor time of server and database."""
    return took["cpu"] + took["database"] if took else None


def growth(known: list[dict[str, Any]]) -> list[str]:
    """How CPU grows from a size to the next: the factor, and the exponent of the size (1 grows as the data does)."""
    lines = []
    for small, large in pairwise(known):
        if small["engine"] != large["engine"]:
            continue
        decades = log10(large["size"] / small["size"])
        lines += [f"## {small['engine']}, {small['size']:,} → {large['size']:,}", ""]
        lines += ["| operation | CPU × | exponent |", "| --- | ---: | ---: |"]
        for operation in OPERATIONS:
            before, after = (total(one["product"].get(operation.code)) for one in (small, large))
            if before and after:
                times = after / before
                lines.append(f"| {operation.label} | {times:.2f} | {log10(times) / decades:.2f} |")
        lines.append("")
    return lines
