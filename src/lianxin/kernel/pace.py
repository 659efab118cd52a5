"""How patient the worker is and when it keeps quiet: defaults [DEF] with an edition; see `settings.PACE`."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32

from django.conf import settings
from django.utils import timezone

from lianxin.calendars.lunar import eve_of_new_year


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
    morning: time = time(8)
    evening: time = time(20)
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

    def opening(self, local: datetime) -> datetime:
        """The morning of that day."""
        return datetime.combine(local.date(), self.morning, local.tzinfo)


def pace() -> Pace:
    """The terms in force."""
    return Pace(**getattr(settings, "PACE", {}))
