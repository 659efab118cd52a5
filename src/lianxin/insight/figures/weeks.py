"""One week as the office counts it, and the weeks it is compared with (周)."""

from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.calendars.weeks import monday_of

WEEK = timedelta(days=7)
BEFORE = 4


@dataclass(frozen=True)
class Week:
    """Monday 00:00 to Sunday 24:00, by the office's clock."""

    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def earlier(self) -> "Week":
        return Week(self.monday - WEEK)

    @property
    def later(self) -> "Week":
        return Week(self.monday + WEEK)

    def before(self, count: int = BEFORE) -> list["Week"]:
        """So many weeks before this one, the nearest first."""
        return [Week(self.monday - WEEK * place) for place in range(1, count + 1)]


def last_week(today: date) -> Week:
    """The last one that is over."""
    return Week(monday_of(today) - WEEK)


def week_of(day: date | None, *, today: date) -> Week:
    """The week a day lies in; the last one that is over, where it isn't yet or no day was named."""
    last = last_week(today)
    return last if day is None else min(Week(monday_of(day)), last, key=lambda week: week.monday)
