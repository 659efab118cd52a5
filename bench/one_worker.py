"""One measured process of worker.py: `fill COUNT`, `worker` or `floor`; the environment names the database.

`worker` and `floor` say that they are ready, wait for a line, and end when nothing is due any more.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from lianxin.kernel import jobs, worker
from lianxin.kernel.context import in_county
from lianxin.kernel.jobs import Finish, Work, enqueue, finish_with
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job

COUNTIES = range(990901, 990906)
NEVER = timedelta(days=900)
KINDS = ("effect", "write")

SKIP = "" if connection.vendor == "sqlite" else " FOR UPDATE SKIP LOCKED"
CLAIM = f"""SELECT id, key, payload, attempts FROM kernel_job WHERE county_id = %s AND status = 'waiting'
    AND due_at <= %s AND kind IN ('effect', 'write') ORDER BY due_at, id LIMIT 1{SKIP}"""
HOLD = """UPDATE kernel_job SET status = 'running', attempts = %s, lease_until = %s
    WHERE county_id = %s AND id = %s"""
EFFECT = """INSERT INTO kernel_job (county_id, key, kind, payload, status, due_at, attempts, last_error, created_at)
    VALUES (%s, %s, 'effect', '{}', 'waiting', %s, 0, '', %s) ON CONFLICT DO NOTHING"""
FIND = "SELECT id, kind, payload FROM kernel_job WHERE county_id = %s AND key = %s"
END = """UPDATE kernel_job SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
    WHERE county_id = %s AND id = %s AND status = 'running' AND attempts = %s"""


def fill(count: int) -> None:
    """The tables, five counties and their jobs and no others, and a server that has looked at them."""
    if "kernel_job" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    now = timezone.now()
    for county in COUNTIES:
        County.objects.get_or_create(code=county, defaults={"name": "试算县"})
        with in_county(county):
            Job.objects.all().delete()
            rows = range(count // len(COUNTIES))
            Job.objects.bulk_create([Job(kind="write", key=f"{row}", payload={}, due_at=now) for row in rows])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE kernel_job")


def product() -> None:
    """The worker's own rounds, one after the other, until one finds nothing."""
    while worker.run_due():
        pass


def write(work: Work) -> Finish:
    """An effect: a row that is never due."""
    return finish_with(lambda: enqueue("effect", {}, key=f"effect:{work.key}", due_at=timezone.now() + NEVER))


def floor() -> None:
    """The same statements by the driver alone, county after county, until all five have nothing."""
    empty = 0
    with connection.cursor() as cursor:
        for county in cycle(COUNTIES):
            empty = 0 if one(cursor.cursor, county) else empty + 1
            if empty == len(COUNTIES):
                return


def one(driver: Any, county: int) -> bool:
    """Claim and end one job of a county; False when there was none."""
    said: Callable[..., Any] = driver.execute
    now, soon, never = map(as_kept, (timedelta(), timedelta(minutes=1), NEVER))
    with transaction.atomic():
        said(CLAIM, [county, now])
        row = driver.fetchone()
        if row is None:
            return False
        number, key, _payload, attempts = row
        said(HOLD, [attempts + 1, soon, county, number])
    with transaction.atomic():
        said(EFFECT, [county, f"effect:{key}", never, now])
        said(FIND, [county, f"effect:{key}"])
        driver.fetchone()
        said(END, [now, county, number, attempts + 1])
    return True


def as_kept(later: timedelta) -> Any:
    """A moment as this engine keeps it."""
    return connection.ops.adapt_datetimefield_value(timezone.now() + later)


if __name__ == "__main__":
    way, *rest = sys.argv[1:]
    if way == "fill":
        fill(int(rest[0]))
        sys.exit()
    jobs._trades.clear()
    for kind in KINDS:
        jobs.handler(kind)(write)
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    {"worker": product, "floor": floor}[way]()
