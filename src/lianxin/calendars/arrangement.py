"""One year's arrangement of days off as an office uploads it (放假安排): read, judged, spelled.

Three ways of writing are understood: CSV (`2027-01-01,off,元旦`), the JSON of holiday-cn, and the sentences of
the State Council's notice (元旦：1月1日至3日放假调休，1月4日上班). Every line that can't be read is named.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lianxin.calendars.calendar import FIXED_STATUTORY_DAYS, SATURDAY, Year
from lianxin.calendars.lunar import months_of, solar

FIRST_YEAR, LAST_YEAR = 2004, 2060
MOST_DAYS = 120
EVE_SINCE = 2025
OFF_WORDS = {"off", "休", "放假", "true", "1", "holiday"}
WORK_WORDS = {"work", "班", "上班", "false", "0", "workday"}
USUAL_OFF = range(20, 46)
USUAL_MADE_UP = range(10)

ASIDE = re.compile(r"[（(][^（）()]*[）)]")  # full-width brackets of the notices
CLAUSE = re.compile(r"[^。；;\n]*?(?:放假|上班|补班|休息)[^，,。；;\n]*")
DAYS = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
    r"(?:\s*(?:至|到|—|–|-|~)\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?"
)
WHOLE_YEAR = re.compile(r"\d{4}年")
NAMED = re.compile(r"^\s*(?:[一二三四五六七八九十]+[、.]\s*)?([\u4e00-\u9fff、]{2,12})[:：]")


@dataclass(frozen=True)
class ArrangedDay:
    """One day of the notice: off, or made up for by work, and the name of its feast."""

    day: date
    off: bool
    name: str = ""


@dataclass(frozen=True)
class Fault:
    """One line that can't be read: its number (0 for the whole) and what to do about it."""

    line: int
    words: str

    def __str__(self) -> str:
        return (
            _("第 %(line)d 行：%(words)s") % {"line": self.line, "words": self.words}
            if self.line
            else self.words
        )


class Unreadable(ValueError):
    """What was uploaded can't be taken; `faults` names every bad line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

    @classmethod
    def of(cls, words: str) -> "Unreadable":
        """A fault of the whole, not of a line."""
        return cls([Fault(0, words)])


@dataclass(frozen=True)
class Arrangement:
    """A year's days beyond plain weekdays and weekends, and whose notice says so."""

    year: int
    days: tuple[ArrangedDay, ...]
    source: str = ""

    @property
    def first(self) -> date:
        """The first day it says anything about: notices reach into the last days of the year before."""
        return min([date(self.year, 1, 1), *(one.day for one in self.days)])

    @property
    def last(self) -> date:
        """The last such day."""
        return max([date(self.year, 12, 31), *(one.day for one in self.days)])

    def year_of(self, number: int, *, base: Year | None, edition: str) -> Year:
        """This notice's say on one year, over what was known of that year before."""
        mine = [one for one in self.days if one.day.year == number]
        known = base if base is not None and number != self.year else None
        off = {one.day for one in mine if one.off}
        made_up = {one.day for one in mine if not one.off}
        if known is not None:
            off, made_up = off | (known.off - made_up), made_up | (known.made_up - off)
            return Year(number, frozenset(off), frozenset(made_up), known.source, known.edition)
        return Year(number, frozenset(off), frozenset(made_up), self.source, edition)


def read_arrangement(text: str, *, year: int | None = None) -> Arrangement:
    """What was uploaded or typed. Raises Unreadable naming every bad line, and when the year can't be told."""
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise Unreadable.of(_("什么也没有写。请贴上通知，或上传表格。"))
    if text.startswith(("{", "[")):
        found, source, year = from_json(text, year)
    elif re.search(r"^\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s*[,，\t]", text, re.MULTILINE):
        found, source = from_lines(text), ""
    else:
        found, source, year = from_notice(text, year)
    days, faults = settled(found)
    year = year or common_year(days)
    faults += list(out_of_place(days, year))
    if faults:
        raise Unreadable(sorted(faults, key=lambda fault: fault.line))
    return Arrangement(year, tuple(sorted(days.values(), key=lambda one: one.day)), source)


Found = list[tuple[int, ArrangedDay | Fault]]


def from_json(text: str, year: int | None) -> tuple[Found, str, int | None]:
    """The shape of holiday-cn: {"year", "papers", "days": [{"name", "date", "isOffDay"}]}."""
    try:
        told: Any = json.loads(text)
    except json.JSONDecodeError as fault:
        raise Unreadable([Fault(fault.lineno, _("这里不是完整的 JSON，请重新下载文件。"))]) from fault
    if not isinstance(told, dict) or not isinstance(told.get("days"), list):
        raise Unreadable.of(_("JSON 里没有 days 这一项，请用 holiday-cn 的格式。"))
    named = told.get("year")
    if year is not None and named not in (None, year):
        words = _("文件写的是 %(named)s 年，这里要录的是 %(year)d 年。") % {"named": named, "year": year}
        raise Unreadable.of(words)
    papers = told.get("papers")
    source = "；".join(str(paper) for paper in papers)[:300] if isinstance(papers, list) else ""
    found = [(at, json_day(at, one)) for at, one in enumerate(told["days"], start=1)]
    return found, source, year or (named if isinstance(named, int) else None)


def json_day(at: int, one: Any) -> ArrangedDay | Fault:
    """One entry of `days`."""
    try:
        off = one["isOffDay"]
        if not isinstance(off, bool):
            raise TypeError("isOffDay")
        return ArrangedDay(date.fromisoformat(one["date"]), off, str(one.get("name", ""))[:20])
    except (KeyError, TypeError, ValueError, AttributeError):
        return Fault(at, _("days 里的这一项缺日期，或者 isOffDay 不是 true、false。"))


def from_lines(text: str) -> Found:
    """CSV: date,off|work,name, with or without a heading."""
    found: Found = []
    for at, row in enumerate(csv.reader(text.replace("，", ",").replace("\t", ",").splitlines()), start=1):
        cells = [cell.strip() for cell in row]
        heading = at == 1 and cells and not re.match(r"\d", cells[0])
        if any(cells) and not heading:
            found.append((at, csv_day(at, cells)))
    return found


def csv_day(at: int, cells: list[str]) -> ArrangedDay | Fault:
    """One row of a table."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", cells[0])
    day = day_of(*found.groups()) if found else None
    if day is None:
        return Fault(at, _("“%(words)s”不是日期，请写成 2027-01-01 这样。") % {"words": cells[0]})
    kind = cells[1].lower() if len(cells) > 1 else ""
    if kind not in OFF_WORDS | WORK_WORDS:
        return Fault(at, _("第二栏写 off(放假)或 work(上班)，现在是“%(words)s”。") % {"words": kind})
    return ArrangedDay(day, kind in OFF_WORDS, cells[2][:20] if len(cells) > 2 else "")


def from_notice(text: str, year: int | None) -> tuple[Found, str, int | None]:
    """The sentences of the notice, line by line; lines that name no day off or worked are passed over."""
    if year is None:
        named = Counter(re.findall(r"(20\d\d)年", text))
        year = int(named.most_common(1)[0][0]) if named else None
    if year is None:
        raise Unreadable.of(_("看不出是哪一年，请写上年份，例如“2027年”。"))
    found: Found = []
    for at, line in enumerate(text.splitlines(), start=1):
        found += list(said_on(at, ASIDE.sub("", line), year))
    if not any(isinstance(one, ArrangedDay) for _at, one in found):
        found.append((0, Fault(0, _("没有找到放假或上班的日子，例如“10月1日至8日放假，10月10日上班”。"))))
    return found, "", year


def said_on(at: int, line: str, year: int) -> Iterator[tuple[int, ArrangedDay | Fault]]:
    """The days of one line: of each clause that ends in 放假 or 上班, those named in it."""
    name = NAMED.match(line)
    for clause in CLAUSE.findall(line):
        off, month = not re.search(r"上班|补班", clause), ""
        feast = name[1][:20] if name and off else ""
        for found in DAYS.finditer(clause):
            month = found[2] or month
            for day in days_between(found, year, month):
                yield at, day if isinstance(day, Fault) else ArrangedDay(day, off, feast)
            month = found[5] or month
        if not DAYS.search(clause) and re.search(r"\d", WHOLE_YEAR.sub("", clause)):
            words = _("“%(words)s”里的日子看不懂，请写成 10月1日至8日。")
            yield at, Fault(at, words % {"words": clause.strip()})


def days_between(found: "re.Match[str]", year: int, month: str) -> list[date | Fault]:
    """1月1日至3日 as days; a month that isn't repeated is the one before."""
    first_year, _month, day, last_year, last_month, last_day = found.groups()
    begun = int(first_year or year)
    if not month:
        return [Fault(0, _("“%(words)s”前面没有月份，请写成 10月1日。") % {"words": found[0]})]
    first = day_of(begun, month, day)
    last = day_of(last_year or begun, last_month or month, last_day) if last_day else first
    if first is None or last is None or not timedelta() <= last - first <= timedelta(days=15):
        return [Fault(0, _("“%(words)s”不是一段日子，请核对。") % {"words": found[0]})]
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def day_of(year: str | int, month: str | int, day: str | int) -> date | None:
    """A date of three numbers, if there is one."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def settled(found: Found) -> tuple[dict[date, ArrangedDay], list[Fault]]:
    """The days by date, and every fault; a day said twice must be said the same."""
    days: dict[date, ArrangedDay] = {}
    faults: list[Fault] = []
    for at, one in found:
        if isinstance(one, Fault):
            faults.append(Fault(one.line or at, one.words))
            continue
        known = days.setdefault(one.day, one)
        if known.off != one.off:
            words = _("%(day)s 前面写了放假，这里又写上班，或者反过来。请只留一种。") % {"day": one.day}
            faults.append(Fault(at, words))
    if len(days) > MOST_DAYS:
        faults.append(
            Fault(0, _("一年里写了 %(n)d 天，太多了。请核对是不是混进了别的年份。") % {"n": len(days)})
        )
    return days, faults


def common_year(days: Iterable[date]) -> int:
    """The year most of the days lie in. Raises Unreadable when there are none."""
    years = Counter(day.year for day in days)
    if not years:
        raise Unreadable.of(_("没有一行能读出日期。请写成 2027-01-01,off,元旦 这样。"))
    return years.most_common(1)[0][0]


def out_of_place(days: Iterable[date], year: int) -> Iterator[Fault]:
    """Days that no notice for this year can name."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        span = {"first": FIRST_YEAR, "last": LAST_YEAR, "year": year}
        yield Fault(0, _("只能录 %(first)d 到 %(last)d 年，现在是 %(year)d 年。") % span)
        return
    first, last = date(year - 1, 12, 20), date(year + 1, 1, 10)
    for day in sorted(days):
        if not first <= day <= last:
            yield Fault(0, _("%(day)s 不在 %(year)d 年，请核对。") % {"day": day, "year": year})


def doubts(told: Arrangement) -> list[str]:
    """What looks unlike a State Council arrangement; worth a second look, but an office decides."""
    return [*missing_feasts(told), *strange_days(told), *strange_sums(told)]


def missing_feasts(told: Arrangement) -> Iterator[str]:
    """Statutory days that are not off."""
    off = {one.day for one in told.days if one.off}
    due = [date(told.year, month, day) for month, day in sorted(FIXED_STATUTORY_DAYS)]
    due += moon_feasts(told.year)
    missing = [day for day in sorted(due) if day not in off and day.weekday() < SATURDAY]
    if missing:
        words = _("、").join(_("%(m)d月%(d)d日") % {"m": day.month, "d": day.day} for day in missing)
        yield _("法定节日 %(days)s 没有放假。") % {"days": words}
    if not any(date(told.year, 4, 4) <= day <= date(told.year, 4, 6) for day in off):
        yield _("清明节（4月4日至6日之间）没有放假。")


def moon_feasts(year: int) -> list[date]:
    """The new year of the moon with its eve (statutory since 2025), 端午 and 中秋."""
    new_year = months_of(year)[0].first
    feasts = [new_year + timedelta(days=n) for n in range(-1 if year >= EVE_SINCE else 0, 3)]
    return feasts + [day for day in (solar(year, 5, 5), solar(year, 8, 15)) if day is not None]


def strange_days(told: Arrangement) -> Iterator[str]:
    """Made-up days that are no weekend."""
    for one in told.days:
        if not one.off and one.day.weekday() < SATURDAY:
            yield _("%(day)s 本来就是工作日，却写了上班。") % {"day": one.day}


def strange_sums(told: Arrangement) -> Iterator[str]:
    """Too many or too few days."""
    off = sum(one.off for one in told.days)
    made_up = len(told.days) - off
    if off not in USUAL_OFF:
        yield _("一共放假 %(n)d 天，往年是二十几到三十几天。") % {"n": off}
    if made_up not in USUAL_MADE_UP:
        yield _("一共调休上班 %(n)d 天，往年不超过九天。") % {"n": made_up}


def spelled(days: Iterable[ArrangedDay]) -> str:
    """The days as CSV, one a line: what a box shows and `read_arrangement` reads."""
    return "\n".join(f"{one.day},{'off' if one.off else 'work'},{one.name}" for one in days)
