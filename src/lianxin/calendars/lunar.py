"""The traditional calendar (农历): months of the moon, the eve of the new year, the twelve branches of days.

What the sky does is taken from `lunar_python`, a year at a time and only when asked for: importing it costs a
tenth of a second, which no start should pay.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

NOON = 1721425  # the number of days between Julian day 0 at noon and Python's day 0
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
DIGITS = "一二三四五六七八九十"
FIRST_YEAR, LAST_YEAR = 1900, 2100
RAT_DAY = date(2026, 11, 22)  # 庚子日: a day of the first branch to count from


@dataclass(frozen=True)
class LunarDay:
    """A day of the traditional calendar; `leap` when its month is the second of its number (闰月)."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True)
class LunarMonth:
    """One month: its first day in ours and how many days it has."""

    year: int
    month: int
    leap: bool
    first: date
    length: int


@cache
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year, in order. Raises ValueError outside 1900 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the traditional calendar is known from {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    from lunar_python import LunarYear  # noqa: PLC0415  # late: see above

    found = LunarYear.fromYear(year).getMonthsInYear()
    return tuple(
        LunarMonth(
            year,
            abs(month.getMonth()),
            month.getMonth() < 0,
            date.fromordinal(int(month.getFirstJulianDay()) - NOON),
            month.getDayCount(),
        )
        for month in found
    )


def lunar(day: date) -> LunarDay:
    """What the traditional calendar calls this day. Raises ValueError outside 1901 to 2100."""
    year = day.year if day >= months_of(day.year)[0].first else day.year - 1
    months = months_of(year)
    month = months[bisect_right([one.first for one in months], day) - 1]
    return LunarDay(year, month.month, (day - month.first).days + 1, month.leap)


def solar(year: int, month: int, day: int) -> date | None:
    """Our date of a day of a lunar year, of the plain month where there is a leap one; None if it has no such."""
    for one in months_of(year):
        if one.month == month and not one.leap:
            return one.first + timedelta(days=day - 1) if 1 <= day <= one.length else None
    return None


def eve_of_new_year(year: int) -> date:
    """除夕: the evening before the new year of the moon that begins in this year."""
    return months_of(year)[0].first - timedelta(days=1)


def branch(day: date) -> int:
    """Which of the twelve branches (地支) the day has, 0 for 子 to 11 for 亥; they go round without a break."""
    return (day - RAT_DAY).days % len(BRANCHES)


def day_words(day: int) -> str:
    """初二, 十五, 二十, 廿三, 三十."""
    tens, ones = divmod(day, 10)
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[tens] + DIGITS[ones - 1]
