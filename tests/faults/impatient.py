"""The settings of an installation under attack: the usual ones, and a worker that waits for no morning.

Who is killed every few seconds can't keep to office hours: messages leave at night too, a lost job is taken
back after seconds instead of a minute.
"""

from datetime import time, timedelta

from lianxin.site.settings import *  # noqa: F403  # the very settings of an installation

PACE = {
    "first_wait": timedelta(milliseconds=200),
    "growth": 1,
    "attempts": 1000,
    "lease": timedelta(seconds=5),
    "round_seconds": 0.2,
    "sweep_seconds": 1.0,
    "morning": time.min,
    "evening": time.max,
    "quiet_eve": False,
}
