"""What everybody at once had to wait for, as JSON and as a page."""

import json
from typing import Any

from desk.results import RESULTS, code, machine

KEPT, SHOWN = RESULTS / "mixed.json", RESULTS / "mixed.md"
LABELS = {
    "staff": "all pages of staff",
    "list": "open matters by due date",
    "detail": "one matter",
    "search": "search",
    "record": "handling record",
    "create": "create by page",
    "monday": "Monday page",
    "look": "a public page",
    "file": "a resident files (form and receipt)",
}
HEADING = """
# Everybody at once

Made by `python -m desk.mixed` in `bench/`. So many requests a second arrive by a timetable, answered or not; a wait
counts from the moment somebody wanted the page. Then, without a pause, ten times the residents while staff go on.
Client, server and database share the machine's cores. *lost*: receipts shown to a resident that the database does not
have.
""".strip()


def add(engine: str, size: int, how: dict[str, Any], calm: dict[str, Any], burst: dict[str, Any]) -> None:
    """Keep one run; an earlier one of the same engine, size, server and rate gives way."""
    known = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    told = {"engine": engine, "size": size, **how, "machine": machine(), "code": code()}
    known[f"{engine} {size} {how['server']} {how['processes']} {how['rate']:g}"] = {
        **told,
        "calm": calm,
        "burst": burst,
    }
    KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    lines = [HEADING, "", *(line for one in known.values() for line in section(one))]
    SHOWN.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def section(one: dict[str, Any]) -> list[str]:
    """One run."""
    calm, burst = one["calm"], one["burst"]
    return [
        f"## {one['engine']}, {one['size']:,} appeals, {one['rate']:g} requests a second",
        "",
        f"{one['server']}, {one['processes']} processes. {one['machine']}. Code: {one['code']}.",
        "",
        *(told(name, part) for name, part in (("Everyday", calm), ("Tenfold residents", burst))),
        "",
        "| wait, ms | times | p50 | p95 | times, tenfold | p50 | p95 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(row(kind, label, calm, burst) for kind, label in LABELS.items()),
        "",
    ]


def told(name: str, part: dict[str, Any]) -> str:
    """What else is to be said of a stretch."""
    web, database = part["cores"]
    return (
        f"- {name}: {part['seconds']} s; {part['failed']} failed, {part['filed']} receipts shown, {part['lost']} lost; "
        f"cores busy: server {web}, database {database}; the server holds {part['memory']} MB."
    )


def row(kind: str, label: str, *parts: dict[str, Any]) -> str:
    """One kind of request in both stretches."""
    cells = []
    for part in parts:
        found = part["kinds"].get(kind, {})
        cells += [str(found.get(name, "")) for name in ("times", "p50", "p95")]
    return f"| {label} | {' | '.join(cells)} |"
