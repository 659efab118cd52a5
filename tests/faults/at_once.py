"""Several people doing something at the same moment: one thread and one database connection each."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from lianxin.kernel.context import in_county

PATIENCE = 60  # seconds; whoever waits longer waits for ever


def at_once(county: int, deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """What came of each deed, in their order: its result, or the exception it ended in.

    Raises AssertionError when one of them never came back.
    """
    ends: list[Any] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def run(place: int) -> None:
        try:
            with in_county(county):
                connection.ensure_connection()
                start.wait(PATIENCE)
                ends[place] = deeds[place]()
        except Exception as error:
            ends[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place], daemon=True) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits"
    return ends
