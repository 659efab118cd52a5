"""The school calendar (校历): terms, holidays, and the days on which boarders go home.

读法: 学期 | 2026-09-01至2027-01-22 | 秋季学期
      放假 | 2026-10-01至2026-10-08 | 国庆
      上课 | 2026-10-10 | 调休
      回家 | 每14天，从2026-09-11起
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from lianxin.calendars.calendar import SATURDAY
from lianxin.calendars.days import DayRule
from lianxin.calendars.local import days_on_line, lines_of

KINDS = {"学期": "term", "放假": "off", "上课": "taught", "回家": "home"}
FRIDAY = 4
YEAR_AND_MORE = 400
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SchoolLine:
    """One line of the school calendar."""

    kind: str
    days: DayRule
    name: str = ""


@dataclass(frozen=True)
class SchoolCalendar:
    """The terms of the schools of one area."""

    lines: tuple[SchoolLine, ...] = ()

    def said(self, kind: str, day: date) -> bool:
        """Whether a line of this kind names the day."""
        return any(line.kind == kind and line.days.falls(day) for line in self.lines)

    def in_term(self, day: date) -> bool:
        """Whether the day lies in a term and in no holiday of it; weekends of a term are in term (学期内)."""
        return self.said("term", day) and not self.said("off", day)

    def taught(self, day: date) -> bool:
        """Whether there are lessons: a weekday in term, or a day made up for (上课日)."""
        return self.said("taught", day) or (self.in_term(day) and day.weekday() < SATURDAY)

    def goes_home(self, day: date) -> bool:
        """Whether boarders go home that day: as their rule says, on Fridays without one, and before a holiday."""
        if not self.in_term(day):
            return False
        ruled = any(line.kind == "home" for line in self.lines)
        usual = self.said("home", day) if ruled else day.weekday() == FRIDAY
        return usual or not self.in_term(day + ONE_DAY)

    def next_home(self, after: date) -> date | None:
        """The next day on which they go home, this one included; None when no term is written down so far."""
        days = (after + timedelta(days=n) for n in range(YEAR_AND_MORE if self.lines else 0))
        return next((day for day in days if self.goes_home(day)), None)


@lru_cache(maxsize=256)
def read_school(text: str) -> SchoolCalendar:
    """A school calendar as written, one line each. Raises ValueError naming the line."""
    return SchoolCalendar(tuple(school_line(at, line) for at, line in lines_of(text)))


def school_line(at: int, line: str) -> SchoolLine:
    """One line. Raises ValueError naming it."""
    kind, *rest = [part.strip() for part in line.replace("｜", "|").split("|")]
    if kind not in KINDS or not 1 <= len(rest) <= 2:
        sentence = _(
            "第 %(line)d 行要写成“学期、放假、上课或回家 | 哪些日子 | 名称”，"
            "例如：学期 | 2026-09-01至2027-01-22 | 秋季学期。"
        )
        raise ValueError(sentence % {"line": at})
    return SchoolLine(KINDS[kind], days_on_line(at, rest[0]), rest[1] if len(rest) == 2 else "")
