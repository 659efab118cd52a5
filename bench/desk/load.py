"""One process: `load.py COUNT [TIMES]` fills the database that is named; `load.py sign-in` opens sessions for it.

Loading prints what it took as JSON; signing in prints the keys and the numbers the measurement needs. `load.py lost`
prints how many of the receipts in a file are in no row.
"""

import json
import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
from lianxin.site.home import CONFIG, home_path, write_home

if not (home_path() / CONFIG).exists():
    write_home(home_path(), mode="office", county=990901)
import django

django.setup()

from django.core.management import call_command
from django.db import connection

from desk.copies import multiply
from desk.county import COUNTY
from desk.filling import fill
from desk.keys import acts, sign_in
from desk.rows import keep
from lianxin.appeals.actions.likening import mark_unmarked
from lianxin.kernel import statistics
from lianxin.kernel.context import in_county
from lianxin.kernel.crypto import key_file, make_key_file
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.wording.models import Sketched

FILLED = 100_000  # at most so many are made one by one


def load(count: int, times: int = 1) -> dict[str, float]:
    """Tables, county, appeals; then what a server finds out by itself within a minute.

    Of more than a hundred thousand, a part is filled and copied so many `times` (see `desk.copies`).
    """
    times = max(times, -(-count // FILLED))
    make_key_file(key_file())
    call_command("migrate", verbosity=0)
    wall, cpu = time.perf_counter(), time.process_time()
    with in_county(COUNTY):
        fill(count // times, lambda words: print(words, file=sys.stderr, flush=True))
        if times > 1:
            multiply(times)
        marked = mark()
        statistics.refresh(statistics.all_tables())
        swept()
        rows = {"matters": Matter.objects.count(), "events": Event.objects.count(), "times": times}
        rows["marked"] = marked
    return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "bytes": size(), **rows}


def mark() -> int:
    """Have the last months found by who says the same, as the worker does after an upgrade; how many."""
    before, marked = -1, 0
    while marked > before:
        before = marked
        mark_unmarked()
        marked = Sketched.objects.count()
    return marked


def swept() -> None:
    """What PostgreSQL does by itself within minutes: pages all can see are marked as such."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def size() -> float:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0])


def lost() -> int:
    """How many of the numbers in receipts.json no matter has."""
    shown = json.loads((home_path() / "receipts.json").read_text())
    with in_county(COUNTY):
        known = set(Matter.objects.filter(number__in=shown).values_list("number", flat=True))
    return len(set(shown) - known) + len(shown) - len(set(shown))


if __name__ == "__main__":
    if sys.argv[1] == "sign-in":
        keys = sign_in()
        keep(home_path(), acts())
        print(json.dumps(keys))
    elif sys.argv[1] == "lost":
        print(lost())
    else:
        print(json.dumps(load(*map(int, sys.argv[1:]))))
