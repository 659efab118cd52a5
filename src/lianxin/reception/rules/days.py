"""On which days a kind of reception is held (接待日): its rule in words, its period, and whether on days of rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.days import DayRule, read_days
from lianxin.calendars.festivals import festive, first_after_festival

EVERY_DAY = frozenset({"", "每天", "每日", "工作日", "每个工作日"})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The days of a kind: `words` as typed, empty for every day; `since` and `until` bound a temporary point."""

    words: str = ""
    on_rest_days: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def rule(self) -> DayRule:
        """The rule the words spell. Raises ValueError with a sentence that says how to write one."""
        return rule_of(self.words)

    def held(self, day: date, calendar: Calendar) -> bool:
        """Whether the kind is held on this day (RCP-03)."""
        return self.falls(day) and (self.on_rest_days or calendar.working(day))

    def falls(self, day: date) -> bool:
        """Whether its rule names this day, be it a day of rest."""
        begun = self.since is None or day >= self.since
        over = self.until is not None and day > self.until
        return begun and not over and self.rule.falls(day)

    def between(self, first: date, last: date, calendar: Calendar) -> list[date]:
        """The days it is held on, both ends included."""
        return [day for day in every_day(first, last) if self.held(day, calendar)]

    def left_out(self, first: date, last: date, calendar: Calendar) -> list[date]:
        """The days its rule names that are left out because nobody works, which a notice has to say."""
        if self.words.strip() in EVERY_DAY:
            return []
        days = every_day(first, last)
        return [day for day in days if self.falls(day) and not self.held(day, calendar)]


def rule_of(words: str) -> DayRule:
    """The rule of these words; none is every day. Raises ValueError with a sentence."""
    text = words.strip()
    return DayRule(text, lambda day: True) if text in EVERY_DAY else read_days(text)


def every_day(first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both included."""
    return (first + ONE_DAY * n for n in range((last - first).days + 1))


def burdened(day: date, calendar: Calendar) -> bool:
    """A day nobody likes to have each time: a festival, or the first working day after it."""
    return festive(calendar, day) or first_after_festival(calendar, day)


def latest_posting(day: date, ahead: int, calendar: Calendar) -> date:
    """The last day on which a slot may be posted so that so many working days lie between (RCP-02)."""
    for _step in range(ahead):
        day = calendar.on_or_before(day - ONE_DAY)
    return day
