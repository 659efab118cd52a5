"""Quarters of a year (季度): what is made public comes in these and in nothing that overlaps them."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3


@dataclass(frozen=True)
class Quarter:
    """One quarter, by its first day."""

    since: date

    @property
    def until(self) -> date:
        """The last day."""
        return self.later.since - timedelta(days=1)

    @property
    def earlier(self) -> "Quarter":
        return quarter_of(self.since - timedelta(days=1))

    @property
    def later(self) -> "Quarter":
        return quarter_of(self.since + timedelta(days=31 * MONTHS))

    @property
    def number(self) -> int:
        """1 to 4."""
        return self.since.month // MONTHS + 1

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return [self.since.replace(month=self.since.month + place) for place in range(MONTHS)]


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))


def finished(today: date, count: int) -> list[Quarter]:
    """The last so many quarters that are over, the latest first."""
    found = [quarter_of(today).earlier]
    while len(found) < count:
        found.append(found[-1].earlier)
    return found
