"""How patient the worker is (`settings.PACE`), and when residents are left in peace (设置“通知时段”).

Defaults are [DEF]. An office may narrow the hours and lower the cap; nobody may send before 08:00, after 20:00
or on the eve of the lunar new year (XC-11, INV-22).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zlib import crc32

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.calendars.lunar import eve_of_new_year
from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Json, Setting, edition_of, register

EARLIEST, LATEST = time(8), time(20)
MOST_A_DAY = 10


@dataclass(frozen=True)
class Pace:
    """One edition of the worker's terms; moments of the day are Asia/Shanghai's."""

    edition: str = "2026-11"
    attempts: int = 8
    first_wait: timedelta = timedelta(seconds=15)
    growth: int = 3
    longest_wait: timedelta = timedelta(hours=6)
    lease: timedelta = timedelta(seconds=60)
    round_size: int = 100
    round_seconds: float = 1.0
    sweep_seconds: float = 10.0
    patience: float = 15.0  # seconds a worker that is asked to end gets for the job in its hands
    morning: time = EARLIEST
    evening: time = LATEST
    cap: int = 3
    digest: time = time(8, 30)
    quiet_days: frozenset[date] = frozenset()
    quiet_eve: bool = True

    def wait(self, attempt: int, *, salt: str) -> timedelta:
        """How long to wait after this many failures: growing, capped, and spread by a fifth either way.

        The salt names the job: those that failed together don't come back together.
        """
        # Beyond sixteen steps the cap holds anyway, and the product would outgrow a timedelta.
        wait: timedelta = min(self.first_wait * self.growth ** min(attempt - 1, 16), self.longest_wait)
        spread = crc32(f"{salt}:{attempt}".encode()) / 2**32 * 0.4 - 0.2
        return wait * (1 + spread)

    def audible(self, moment: datetime) -> datetime:
        """This moment, or the next one at which a message may ring at somebody's bedside (静默时段)."""
        local = timezone.localtime(moment)
        if local.time() >= self.evening:
            local = self.opening(local + timedelta(days=1))
        elif local.time() < self.morning:
            local = self.opening(local)
        while self.quiet(local.date()):
            local = self.opening(local + timedelta(days=1))
        return moment if local == moment else local

    def quiet(self, day: date) -> bool:
        """Whether nothing rings all day: on 除夕, the eve of the lunar new year, and the days an office names."""
        # It falls between 20 January and 20 February: on other days the moon need not be asked.
        return day in self.quiet_days or (
            self.quiet_eve and day.month <= 2 and day == eve_of_new_year(day.year)
        )

    def digest_after(self, moment: datetime) -> datetime:
        """When what is too much for this day is sent as one: the next morning that isn't quiet."""
        local = timezone.localtime(moment) + timedelta(days=1)
        while self.quiet(local.date()):
            local += timedelta(days=1)
        return datetime.combine(local.date(), max(self.digest, self.morning), local.tzinfo)

    def opening(self, local: datetime) -> datetime:
        """The morning of that day."""
        return datetime.combine(local.date(), self.morning, local.tzinfo)


def pace() -> Pace:
    """The worker's own terms, of the installation."""
    return Pace(**getattr(settings, "PACE", {}))


def read_peace(value: Json) -> dict[str, Any]:
    """What an office set, as fields of a Pace. Raises ValueError in a sentence."""
    try:
        morning, evening, digest = (
            time.fromisoformat(value[name]) for name in ("morning", "evening", "digest")
        )
        days = frozenset(date.fromisoformat(day) for day in value["days"])
        cap = int(value["cap"])
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(_now("时间写成 08:00，日期写成 2027-02-11。")) from fault
    if not EARLIEST <= morning < evening <= LATEST:
        raise ValueError(_now("早晚时间只能在 08:00 到 20:00 之间，早的在前。"))
    if not morning <= digest < evening:
        raise ValueError(_now("汇总的时间要在可以发通知的时段里。"))
    if not 1 <= cap <= MOST_A_DAY:
        raise ValueError(_now("每人每天最多几条，请填 1 到 10。"))
    return {
        "morning": morning,
        "evening": evening,
        "digest": digest,
        "cap": cap,
        "quiet_days": days,
    }


PEACE = register(
    Setting(
        "notices.pace",
        _("通知时段和每日上限"),
        default={"morning": "08:00", "evening": "20:00", "digest": "08:30", "cap": 3, "days": []},
        read=read_peace,
    )
)


def peace() -> Pace:
    """The terms residents are written to by: the office's own edition over the installation's."""
    try:
        row = edition_of(PEACE)
    except NoCounty:
        return pace()
    return pace() if row is None else replace(pace(), **read_peace(row.value))
