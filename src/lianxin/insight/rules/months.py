"""Months (月份), and the day from which the counts of a month are closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

CLOSING_DAY = 3
"""The day of the next month from which a month is closed [DEF], edition 2026-11: what was written down late is in."""


@dataclass(frozen=True, order=True)
class Month:
    """One month, by its first day."""

    since: date

    @property
    def until(self) -> date:
        """The last day."""
        return self.later.since - timedelta(days=1)

    @property
    def later(self) -> "Month":
        return month_of(self.since + timedelta(days=31))

    @property
    def earlier(self) -> "Month":
        return month_of(self.since - timedelta(days=1))

    @property
    def code(self) -> str:
        """2026-10."""
        return f"{self.since:%Y-%m}"

    def closed(self, today: date) -> bool:
        """Whether the first days after it have passed."""
        return today >= self.later.since.replace(day=CLOSING_DAY)


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(day.replace(day=1))


def month_named(code: str) -> Month | None:
    """The month of a code like 2026-10, or nothing."""
    try:
        return month_of(date.fromisoformat(f"{code}-01"))
    except ValueError:
        return None


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """From one month to another, both included."""
    while first <= last:
        yield first
        first = first.later
