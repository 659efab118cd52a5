"""Which days a rule in words means (哪些日子): fixed dates, weekdays, every n days, days of the moon, branches.

    read_days("农历逢三、六、九").falls(date(2026, 12, 11))
    read_days("每5天，从2026-12-01起")

One line may name one kind of days; `upcoming` gives the next ones, so that whoever wrote a rule sees whether
it says what was meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from lianxin.calendars.lunar import ANIMALS, BRANCHES, DIGITS, branch, lunar

Falls = Callable[[date], bool]
FAR = 800  # days looked ahead for the next ones of a rule

WEEK = "一二三四五六日"
DATE = r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?"
BETWEEN = r"\s*(?:至|到|~|—|–)\s*"  # dashes as people type them
SPAN = re.compile(rf"^{DATE}(?:{BETWEEN}(?:(\d{{4}})[-年/.])?(?:(\d{{1,2}})[-月/.])?(\d{{1,2}})日?)?$")
EVERY = re.compile(rf"^每(?:隔)?\s*(\d+|[{DIGITS}])\s*天[，,、]?\s*从?\s*{DATE}\s*(?:起|开始)?$")
YEARLY = re.compile(r"^每年\s*(\d{1,2})[-月](\d{1,2})日?$")
WEEKLY = re.compile(r"^(?:逢|每)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天、,，和周星期]+)$")
MONTHLY = re.compile(r"^(?:公历)?(?:每月)(\d{1,2}日?(?:[、,，和]\s*\d{1,2}日?)*)$")
MOON_FEAST = re.compile(r"^农历(闰?)(正|十一|十二|冬|腊|[一二三四五六七八九十])月(.+)$")
ENDING = re.compile(rf"^(农历|公历|阳历|阴历)?逢\s*([{DIGITS}零\d、,，和\s]+)日?$")
MOON_DAY = rf"[初十廿二三]?[{DIGITS}]"
MOON_DAYS = re.compile(rf"^(?:农历|阴历)?(?:每月)?({MOON_DAY}(?:[、,，和]\s*{MOON_DAY})*)$")
BRANCH = re.compile(rf"^(?:每)?逢?([{BRANCHES}{ANIMALS}日天、,，和]+)$")


@dataclass(frozen=True)
class DayRule:
    """The words of a rule and the question it answers; two rules are the same when their words are."""

    words: str
    falls: Falls = field(compare=False, repr=False)

    def upcoming(self, after: date) -> Iterator[date]:
        """The days from this one on, as far as two years and more."""
        return (day for day in (after + timedelta(days=n) for n in range(FAR)) if self.falls(day))


def next_days(rules: Iterable[DayRule], after: date, most: int = 10) -> list[date]:
    """The next days that any of the rules means."""
    wanted = list(rules)
    days = (after + timedelta(days=n) for n in range(FAR if wanted else 0))
    return list(islice((day for day in days if any(rule.falls(day) for rule in wanted)), most))


def read_days(words: str) -> DayRule:
    """The rule these words spell. Raises ValueError with a sentence that says how to write one."""
    text = words.strip()
    for reader in READERS:
        falls = reader(text)
        if falls is not None:
            return DayRule(text, falls)
    sentence = _(
        "看不懂“%(words)s”。可以这样写：2027-04-09、每年4月9日、每周三、六、每5天，从2026-12-01起、"
        "农历三月初三、农历逢三、六、九、公历逢5、0、逢辰、戌日。"
    )
    raise ValueError(sentence % {"words": text})


def calendar_date(year: str | int, month: str | int, day: str | int) -> date:
    """A date of three numbers. Raises ValueError with a sentence for one that isn't in the calendar."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError as fault:
        spelled = f"{year}-{month}-{day}"
        raise ValueError(_("没有 %(day)s 这一天，请核对。") % {"day": spelled}) from fault


def fixed(text: str) -> Falls | None:
    """2027-04-09, or 2027-04-09至2027-04-10."""
    found = SPAN.match(text)
    if found is None or not found[1]:
        return None
    year, month, day, last_year, last_month, last_day = found.groups()
    first = calendar_date(year, month, day)
    if not last_day:
        return lambda at: at == first
    last = calendar_date(last_year or year, last_month or month, last_day)
    if last < first:
        raise ValueError(_("“%(words)s”的末日在首日前面，请核对。") % {"words": text})
    return lambda at: first <= at <= last


def yearly(text: str) -> Falls | None:
    """每年4月9日."""
    found = YEARLY.match(text)
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    calendar_date(2024, month, day)  # a leap year: 29 February is a day that comes
    return lambda at: (at.month, at.day) == (month, day)


def every(text: str) -> Falls | None:
    """每5天，从2026-12-01起."""
    found = EVERY.match(text)
    if found is None:
        return None
    if not found[2]:
        raise ValueError(_("“%(words)s”少了年份，请写成从2026-12-01起这样。") % {"words": text})
    step, first = number(found[1]), calendar_date(found[2], found[3], found[4])
    if step < 1:
        raise ValueError(_("每几天要从 1 天起，请核对。"))
    return lambda at: at >= first and (at - first).days % step == 0


def weekly(text: str) -> Falls | None:
    """每周三、六; 周日."""
    found = WEEKLY.match(text)
    if found is None:
        return None
    wanted = {WEEK.index(sign.replace("天", "日")) for sign in found[1] if sign in WEEK + "天"}
    return (lambda at: at.weekday() in wanted) if wanted else None


def monthly(text: str) -> Falls | None:
    """每月5日、15日, of our calendar."""
    found = MONTHLY.match(text)
    if found is None:
        return None
    wanted = {int(day) for day in re.findall(r"\d+", found[1])}
    if not wanted <= set(range(1, 32)):
        raise ValueError(_("“%(words)s”里有一个月没有的日子，请核对。") % {"words": text})
    return lambda at: at.day in wanted


def moon_feast(text: str) -> Falls | None:
    """农历三月初三, 农历三月三、四: each year."""
    found = MOON_FEAST.match(text)
    if found is None:
        return None
    leap, month = bool(found[1]), month_number(found[2])
    days = {moon_day(part) for part in re.split(r"[、,，和]", found[3])}
    return lambda at: (lunar(at).leap, lunar(at).month) == (leap, month) and lunar(at).day in days


def moon_days(text: str) -> Falls | None:
    """农历初二、初五、十二: each month of the moon."""
    found = MOON_DAYS.match(text)
    if found is None or not (text.startswith(("农历", "阴历")) or re.search(r"[初廿]", text)):
        return None
    days = {moon_day(part) for part in re.split(r"[、,，和]\s*", found[1])}
    return lambda at: lunar(at).day in days


def ending(text: str) -> Falls | None:
    """逢三六九: days of the moon whose number ends so; 公历逢5、0: days of our months."""
    found = ENDING.match(text)
    if found is None:
        return None
    ends = {number(sign) % 10 for sign in found[2] if sign in DIGITS + "零0123456789"}
    if not ends:
        return None
    if found[1] in ("公历", "阳历"):
        return lambda at: at.day % 10 in ends
    return lambda at: lunar(at).day % 10 in ends


def branches(text: str) -> Falls | None:
    """逢辰、戌日; 逢龙日、狗日: every twelfth day."""
    found = BRANCH.match(text)
    if found is None:
        return None
    signs = [sign for sign in found[1] if sign in BRANCHES + ANIMALS]
    wanted = {(BRANCHES if sign in BRANCHES else ANIMALS).index(sign) for sign in signs}
    return (lambda at: branch(at) in wanted) if wanted else None


READERS = (fixed, yearly, every, weekly, monthly, moon_feast, ending, moon_days, branches)


def number(sign: str) -> int:
    """五 or 5; 零 is nothing."""
    if sign == "零":
        return 0
    return int(sign) if sign.isdecimal() else DIGITS.index(sign) + 1


def month_number(word: str) -> int:
    """正月 to 腊月."""
    special = {"正": 1, "冬": 11, "十一": 11, "腊": 12, "十二": 12}
    return special.get(word) or number(word)


def moon_day(word: str) -> int:
    """初三, 三, 十五, 廿三, 二十, 三十, 15. Raises ValueError with a sentence."""
    text = word.strip().removesuffix("日").removeprefix("初")
    text = re.sub("^廿", "二十", text)
    tens, ten, ones = text.rpartition("十")
    if text.isdecimal():
        day = int(text)
    elif set(text) <= set(DIGITS) and len(tens) <= 1 and len(ones) <= 1 and text:
        day = (10 * (number(tens) if tens else 1) if ten else 0) + (number(ones) if ones else 0)
    else:
        day = 0
    if not 1 <= day <= 30:
        raise ValueError(_("“%(words)s”不是农历的日子，请写初一到三十。") % {"words": word.strip()})
    return day
