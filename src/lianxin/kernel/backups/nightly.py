"""The backup of every night (每晚备份): when it is due, and starting it in a process of its own.

The worker only looks: a backup takes minutes, and text messages don't wait for it. A night that failed is tried
again at the next look; what became of it stands in the diary.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.backups import diary
from lianxin.kernel.context import current_county
from lianxin.kernel.counties import served

LOOKS = 30  # minutes between two looks
COMMAND = (sys.executable, "-m", "lianxin", "backup", "--night")


@dataclass(frozen=True)
class Plan:
    """`[backup]` of config.toml: where the night's backups go, at what hour, and how many are kept."""

    folder: Path
    copy_to: Path | None
    hour: int
    daily: int
    weekly: int
    on: bool

    @classmethod
    def read(cls) -> "Plan":
        """As this installation has it. A demo makes none unless it is told to. Raises ValueError."""
        said, home = settings.HOME.backup, settings.HOME
        copy_to = said.get("copy_to")
        plan = cls(
            folder=Path(home.path) / str(said.get("folder", "backups")),
            copy_to=Path(str(copy_to)) if copy_to else None,
            hour=int(str(said.get("hour", 2))),
            daily=int(str(said.get("daily", 7))),
            weekly=int(str(said.get("weekly", 4))),
            on=bool(said.get("night", not home.demo)),
        )
        if not (0 <= plan.hour < 24 and plan.daily >= 1 and plan.weekly >= 0):
            raise ValueError("[backup]: hour 0…23, daily ≥ 1, weekly ≥ 0")
        return plan


def last_turn(now: datetime, hour: int) -> datetime:
    """The last time the hour struck."""
    turn = timezone.localtime(now).replace(hour=hour, minute=0, second=0, microsecond=0)
    return turn if turn <= now else turn - timedelta(days=1)


def due(now: datetime) -> bool:
    """Whether no backup went well since the hour struck; an installation's first day has till then."""
    plan = Plan.read()
    last = diary.newest(Path(settings.HOME.path), "night")
    return plan.on and (last is None or last.at < last_turn(now, plan.hour))


def look() -> None:
    """Start the night's backup when it is due; once for the installation, however many counties it serves."""
    if current_county() == served()[0] and due(clock.now()):
        start()


def start() -> "subprocess.Popen[bytes]":
    """Begin, and don't wait: the process writes the diary itself, and a lock keeps a second one out."""
    log = Path(settings.HOME.path) / "log" / "backup.log"
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with log.open("ab") as said:
        return subprocess.Popen(
            COMMAND,
            env=os.environ | {"LIANXIN_HOME": str(settings.HOME.path)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
