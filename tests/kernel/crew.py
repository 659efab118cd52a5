"""What the processes of the worker's tests run: `python -m tests.kernel.crew ask|file|tell|work …`."""

import os
import sys
from threading import Event, Thread
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
django.setup()

from datetime import timedelta  # noqa: E402  # the settings exist from here on

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from lianxin.kernel import jobs, outbox, worker  # noqa: E402
from lianxin.kernel.context import in_county  # noqa: E402
from lianxin.kernel.jobs import Finish, Work, enqueue, finish_with  # noqa: E402
from lianxin.kernel.models.county import County  # noqa: E402

settings.PACE = {
    "first_wait": timedelta(milliseconds=100),
    "growth": 1,
    "attempts": 1000,
    "lease": timedelta(seconds=float(os.environ.get("CREW_LEASE", "3"))),
    "round_seconds": 0.1,
    "sweep_seconds": 0.3,
}


@jobs.handler("effect")
def nothing(work: Work) -> None:
    """Effects are there to be counted, they are never due."""


@jobs.handler("write")
def write(work: Work) -> Finish:
    """An effect that can be counted: a job under a key of its own."""
    number = int(work.payload["n"])
    key, due_at = f"effect:{number}:{uuid4()}", timezone.now() + timedelta(days=9)
    return finish_with(lambda: enqueue("effect", {"n": number}, key=key, due_at=due_at))


def ask(first: int, count: int, counties: int = 1) -> None:
    """Ask for that many effects in each of these counties, in one act each."""
    for county in entered(first, counties):
        with in_county(county), transaction.atomic():
            for number in range(count):
                enqueue("write", {"n": number}, key=f"write:{number}")


def file(first: int, since: int, count: int, counties: int) -> None:
    """Ask for that many more one act at a time, as pages do: the next begins when the one before is committed."""
    codes = entered(first, counties)
    for number in range(since, since + count):
        for county in codes:
            with in_county(county), transaction.atomic():
                enqueue("write", {"n": number}, key=f"write:{number}")


def entered(first: int, counties: int) -> list[int]:
    """These counties, made when missing."""
    codes = list(range(first, first + counties))
    for code in codes:
        County.objects.get_or_create(code=code, defaults={"name": "县"})
    return codes


def tell(county: int, count: int) -> None:
    """Queue that many messages, in one act."""
    entered(county, 1)
    with in_county(county), transaction.atomic():
        for row in range(count):
            outbox.queue(
                "news",
                row_kind="matter",
                row_id=row,
                variables={"number": row},
                to="13900000001",
                urgent=True,
            )


def work(threads: int) -> None:
    """Work until killed."""
    crew = [Thread(target=worker.run_forever, args=(Event(),)) for _ in range(threads)]
    for member in crew:
        member.start()
    for member in crew:
        member.join()


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    if what == "work":
        work(int(numbers[0]))
    else:
        {"ask": ask, "file": file, "tell": tell}[what](*map(int, numbers))
