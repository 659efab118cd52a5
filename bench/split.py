"""What splitting the large tables gives and costs on one PostgreSQL server: the same questions before and after.

    PYTHONPATH=src:setup .venv/bin/python bench/split.py

A private server with this release's tables, invented rows of sixteen counties over ten years; each question is asked of
the whole tables, of the tables by county and of the log by month, each time with other counties and rows.
"""

import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from postgres import private_server

RESULT = Path(__file__).resolve().parent / "results" / "split.md"
COUNTIES, EVENTS, MATTERS, ASKED = range(990101, 990117), 1_000_000, 100_000, 300
FIRST = "INSERT INTO kernel_county (code, name, started_at, served) SELECT %s, 'c', now(), true"
FILL = """
    INSERT INTO kernel_event (county_id, seq, prev, hash, row_kind, row_id, move, source, target, client_id, at,
        recorded_at, facts)
    SELECT 990101 + i %% 16, i / 16 + 1, repeat('0', 64), repeat('1', 64), 'matter',
        i %% 16 + i %% %(matters)s / 16 * 16, 'record', 'working', 'working', gen_random_uuid(), t, t, '{}'
    FROM (SELECT i, now() - interval '10 years' * (1 - i / %(events)s::float) AS t
        FROM generate_series(0, %(events)s - 1) AS i) AS rows"""
WORDS = """
    INSERT INTO kernel_searchrow (county_id, row_kind, row_id, wording, place, who, cut)
    SELECT 990101 + i %% 16, 'matter', i, (SELECT string_agg('w' || (random() * random() * 4000)::int, ' ')
        FROM generate_series(1, 40) WHERE i = i), 'p', '', 2 FROM generate_series(0, %(matters)s - 1) AS i"""
HISTORY = "SELECT move, at FROM kernel_event WHERE county_id = %s AND row_kind = 'matter' AND row_id = %s ORDER BY seq"
FOUND = (
    "SELECT row_id FROM kernel_searchrow WHERE county_id = %s AND wording::tsvector @@ %s::tsquery LIMIT 20"
)
WALK = "SELECT seq, hash FROM kernel_event WHERE county_id = %s AND seq > %s ORDER BY seq LIMIT 2000"


def main() -> None:
    """Measure and write the result."""
    with private_server() as url, tempfile.TemporaryDirectory(prefix="lianxin-bench-") as home:
        with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE lianxin")
        os.environ |= {
            "DATABASE_URL": url,
            "LIANXIN_HOME": home,
            "DJANGO_SETTINGS_MODULE": "lianxin.site.settings",
        }
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        fill()
        rows = {"whole": asked()}
        rows["by county"], county_took = split(partitions().by_county, 16)
        rows["by county, log by month"], month_took = split(partitions().by_month, datetime.now(tz=UTC))
    RESULT.write_text(page(rows, county_took, month_took), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def partitions() -> Any:
    return import_module("lianxin.kernel.postgres.partitions")


def connection() -> Any:
    return import_module("django.db").connection


def fill() -> None:
    """The rows, and what PostgreSQL knows of them."""
    with connection().cursor() as cursor:
        for code in COUNTIES:
            cursor.execute(FIRST, [code])
        for statement in (FILL, WORDS):
            cursor.execute(statement, {"events": EVENTS, "matters": MATTERS})
        cursor.execute("VACUUM ANALYZE")


def split(plan: Callable[..., Any], how: object) -> tuple[dict[str, float], float]:
    """Do it as the command does; what the questions take afterwards, and what the splitting took in seconds."""
    begun = time.perf_counter()
    steps = plan(connection(), how)
    import_module("lianxin.kernel.postgres.steps").run(connection(), steps, say=lambda title: None)
    took = time.perf_counter() - begun
    with connection().cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return asked(), took


def asked() -> dict[str, float]:
    """The middle of many questions, in milliseconds."""
    chance = random.Random(7)
    return {
        "a matter's history": middle(lambda code: (HISTORY, [code, matter_of(code, chance)])),
        "two words in a county": middle(
            lambda code: (FOUND, [code, f"w{chance.randrange(90)} & w{chance.randrange(900)}"])
        ),
        "2,000 links of a chain": middle(lambda code: (WALK, [code, chance.randrange(EVENTS // 16)])),
    }


def matter_of(code: int, chance: random.Random) -> int:
    """A matter of a county."""
    return code - COUNTIES[0] + 16 * chance.randrange(MATTERS // 16)


def middle(question: Callable[[int], tuple[str, list[Any]]]) -> float:
    """The median of the times of a question."""
    times = []
    with connection().cursor() as cursor:
        for number in range(ASKED):
            sql, words = question(COUNTIES[number % len(COUNTIES)])
            begun = time.perf_counter()
            cursor.execute(sql, words)
            cursor.fetchall()
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def page(rows: dict[str, dict[str, float]], county_took: float, month_took: float) -> str:
    """The result as it is kept."""
    whole = rows["whole"]
    lines = [
        "| ms, median (× whole) | " + " | ".join(whole) + " |",
        "|---" * (len(whole) + 1) + "|",
        *(
            f"| {name} | "
            + " | ".join(f"{took:.2f} ({took / whole[what]:.2f}×)" for what, took in said.items())
            + " |"
            for name, said in rows.items()
        ),
    ]
    return f"""# Splitting the large tables

{EVENTS:,} events and {MATTERS:,} search rows of {len(COUNTIES)} counties over ten years, PostgreSQL,
{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}, {datetime.now(tz=UTC):%Y-%m-%d}.
`bench/split.py`. Compare within the columns. What months cost is nearly all planning, for each statement
looks at every part.

{chr(10).join(lines)}

Splitting all large tables into 16 parts by county took {county_took:.0f} s, the log by month {month_took:.0f} s.
"""


if __name__ == "__main__":
    main()
