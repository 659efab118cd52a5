"""Days that are off, half off or worked in one place only (地方放假、半天): 三月三, market days, 三八妇女节.

读法: 农历三月初三 | 全天 | 三月三
      2027-03-08 | 下午 | 妇女节半天
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from lianxin.calendars.days import DayRule, read_days

NOON = time(12)
Span = tuple[time, time]


class Part(StrEnum):
    """Which part of a day a local rule takes: the whole, the morning, the afternoon; or it makes it worked."""

    ALL = "all"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    WORKED = "worked"


SPELLINGS = {
    "全天": Part.ALL,
    "放假": Part.ALL,
    "上午": Part.MORNING,
    "下午": Part.AFTERNOON,
    "上班": Part.WORKED,
}


@dataclass(frozen=True)
class LocalRule:
    """One line: which days, which part of them, what they are called."""

    days: DayRule
    part: Part
    name: str


@dataclass(frozen=True)
class LocalDays:
    """The rules of one place; of several for one day the first has the word."""

    rules: tuple[LocalRule, ...] = ()

    def on(self, day: date) -> LocalRule | None:
        """The rule for a day, if there is one."""
        return next((rule for rule in self.rules if rule.days.falls(day)), None)

    def part(self, day: date) -> Part | None:
        """Which part of this day is special."""
        found = self.on(day)
        return None if found is None else found.part


NOTHING_LOCAL = LocalDays()


def left_of(spans: tuple[Span, ...], part: Part | None) -> tuple[Span, ...]:
    """The office hours that remain of a day when a part of it is off; mornings end at noon."""
    if part is Part.MORNING:
        return tuple((max(opens, NOON), closes) for opens, closes in spans if closes > NOON)
    if part is Part.AFTERNOON:
        return tuple((opens, min(closes, NOON)) for opens, closes in spans if opens < NOON)
    return () if part is Part.ALL else spans


@lru_cache(maxsize=256)
def read_local(text: str) -> LocalDays:
    """Local days as written, one a line. Raises ValueError naming the line."""
    return LocalDays(tuple(rule_of(at, line) for at, line in lines_of(text)))


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that say something, by number."""
    found = ((at, line.strip()) for at, line in enumerate(text.splitlines(), start=1))
    return [(at, line) for at, line in found if line and not line.startswith("#")]


def rule_of(at: int, line: str) -> LocalRule:
    """One line. Raises ValueError naming it."""
    when, *rest = [part.strip() for part in line.replace("｜", "|").split("|")]
    if len(rest) not in (1, 2) or rest[0] not in SPELLINGS:
        sentence = _(
            "第 %(line)d 行要写成“哪天 | 全天、上午、下午或上班 | 名称”，例如：农历三月初三 | 全天 | 三月三。"
        )
        raise ValueError(sentence % {"line": at})
    return LocalRule(days_on_line(at, when), SPELLINGS[rest[0]], rest[1] if len(rest) == 2 else "")


def days_on_line(at: int, when: str) -> DayRule:
    """The days of one line. Raises ValueError naming the line."""
    try:
        return read_days(when)
    except ValueError as fault:
        raise ValueError(_("第 %(line)d 行：%(fault)s") % {"line": at, "fault": fault}) from fault
