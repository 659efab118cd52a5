"""What `./run serve` does before the first page: the tables, the demo, the worker."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lianxin.kernel.worker import crew
from lianxin.site import moved, restoring, saying
from lianxin.site.demo import load_if_empty
from lianxin.site.playbooks import live_on

Say = Callable[[str], None]


def prepare_tables(say: Say) -> None:
    """Bring the tables up to date; costs one query when they are. Raises Unable before a move that was forgotten."""
    executor = MigrationExecutor(connection)
    if not settings.DEMO:
        home, empty = Path(settings.HOME.path), not executor.loader.applied_migrations
        moved.refuse_unmoved(home, settings.DATABASE_URL, empty=empty)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("整理数据表  Preparing the tables")
        call_command("migrate", verbosity=0, interactive=False)


def prepare_demo(say: Say, *, demo: bool) -> None:
    """Fill an empty demo with its invented township; one that holds a played method lives on from its end."""
    if demo:
        load_if_empty(say)
        live_on()


@contextmanager
def at_work() -> Iterator[None]:
    """While this lasts nobody restores a backup into the data folder. Raises Unable during a restore."""
    home = Path(settings.HOME.path)
    with restoring.holding(home, alone=False) as free:
        if not free:
            raise saying.being_restored(home)
        yield


@contextmanager
def working() -> Iterator[None]:
    """The worker beside the web server: timers, messages, exports."""
    with crew(1, threading.Event()):
        yield
