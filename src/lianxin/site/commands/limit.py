"""`./run limit --from 2022-01-28 --amount 5 --clock W`: when a time limit ends; `--batch -` for many."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.hours import OFFICE_ZONE
from lianxin.calendars.limits import LimitKind, due
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.worktime import calendar_in_force

NAME = "limit"
HELP = "算一个时限哪天到期（W 工作日，N 自然日，WH 工作小时，H 小时），也可以一次算许多行"

MOST = 10_000
MOMENTS = {LimitKind.WORKING_HOURS, LimitKind.HOURS}
SPELLING = "每行写“开始 数量 种类”，例如 2022-01-28 5 W"


class Unreadable(ValueError):
    """A line that can't be computed; its words say what is wrong and how to write it."""


@dataclass(frozen=True)
class Asked:
    """One limit to compute."""

    start: datetime
    amount: float
    kind: LimitKind


def configure(parser: argparse.ArgumentParser) -> None:
    """One limit by three options, or many from a file or the standard input."""
    parser.add_argument(
        "--from", dest="start", help="从哪天或什么时候起，例如 2022-01-28 或 2022-01-28T16:00"
    )
    parser.add_argument("--amount", help="多少，例如 5")
    parser.add_argument("--clock", help="种类：W 工作日，N 自然日，WH 工作小时，H 小时")
    parser.add_argument("--batch", help="文件名，或 - 表示从标准输入读；" + SPELLING)
    parser.add_argument("--county", type=int, help="按哪个县的工作日历算；只有一个县时不用写")
    parser.add_argument("--area", default="", help="按哪个区域的办公时间和地方放假算，写区域代码")


def run(options: argparse.Namespace) -> int:
    """0 when all was computed, 1 when some lines could not be read, 2 when nothing was asked."""
    if options.batch:
        return compute(lines(options.batch), calendar_of(options), named=True)
    if None in (options.start, options.amount, options.clock):
        sentence = "✗ 请写 --from、--amount 和 --clock 三项，或用 --batch 一次算许多行。"
        print(sentence, file=sys.stderr)
        return 2
    return compute([f"{options.start} {options.amount} {options.clock}"], calendar_of(options), named=False)


def calendar_of(options: argparse.Namespace) -> Calendar:
    """The office's calendar; where there is no office yet, or several and none was named, the published years."""
    county = options.county or the_only_county()
    if county is None:
        with all_counties("no county was named, so nobody's own calendar is meant"):
            return calendar_in_force()
    with in_county(county):
        return calendar_in_force(options.area)


def the_only_county() -> int | None:
    """The county this installation serves, if it is one."""
    if settings.COUNTY is not None:
        return int(settings.COUNTY)
    try:
        codes = list(County.objects.values_list("code", flat=True)[:2])
    except DatabaseError:  # no table yet: nobody has set anything
        return None
    return codes[0] if len(codes) == 1 else None


def lines(file: str) -> Iterable[str]:
    """The lines of a file, or of the standard input for `-`."""
    if file == "-":
        return sys.stdin
    return Path(file).read_text(encoding="utf-8-sig").splitlines()


def compute(given: Iterable[str], by: Calendar, *, named: bool) -> int:
    """Print what each line comes to; what is wrong or only provisional goes to the standard error."""
    failed, provisional = False, []
    for number, line in enumerate(given, start=1):
        if not line.strip():
            continue
        try:
            asked = read(line)
            end = ends(asked, by)
        except Unreadable as fault:
            failed = True
            print(f"✗ 第 {number} 行：{fault}" if named else f"✗ {fault}", file=sys.stderr)
            continue
        print(spelled(asked, end))
        if asked.kind is not LimitKind.HOURS and by.provisional(asked.start.date(), end.date()):
            provisional.append(number)
    if provisional:
        print("".join(warning(provisional, named=named)), file=sys.stderr)
    return 1 if failed else 0


def read(line: str) -> Asked:
    """One line as it is written. Raises Unreadable."""
    words = line.split()
    if len(words) == 4:  # a date and a time with a blank between them
        words = [f"{words[0]}T{words[1]}", *words[2:]]
    if len(words) != 3:
        raise Unreadable(f"有 {len(words)} 栏，要三栏。{SPELLING}。")
    start, amount, kind = words
    if kind.upper() not in set(LimitKind):
        raise Unreadable(f"种类“{kind}”不认识。请写 W(工作日)、N(自然日)、WH(工作小时)或 H(小时)。")
    return Asked(moment(start), quantity(amount, LimitKind(kind.upper())), LimitKind(kind.upper()))


def moment(text: str) -> datetime:
    """A date (its beginning) or a moment, of Shanghai unless it names a zone. Raises Unreadable."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as fault:
        raise Unreadable(f"“{text}”不是日期。请写成 2022-01-28 或 2022-01-28T16:00。") from fault
    return at.replace(tzinfo=OFFICE_ZONE) if at.tzinfo is None else at.astimezone(OFFICE_ZONE)


def quantity(text: str, kind: LimitKind) -> float:
    """How much. Raises Unreadable."""
    try:
        amount = float(text)
    except ValueError as fault:
        raise Unreadable(f"数量“{text}”不是数。请写 5 这样的数。") from fault
    if not 0 <= amount <= MOST:
        raise Unreadable(f"数量要在 0 到 {MOST} 之间，现在是 {text}。请核对。")
    half_day = kind is LimitKind.WORKING_DAYS and amount < 1
    if kind not in MOMENTS and amount != int(amount) and not half_day:
        raise Unreadable(f"按天算要写整天数(半个工作日写 0.5)，现在是 {text}。请改成整数，或用 WH。")
    return amount


def ends(asked: Asked, by: Calendar) -> datetime:
    """When it ends. Raises Unreadable beyond the year 9999."""
    try:
        return due(asked.kind, asked.amount, asked.start, by)
    except OverflowError as fault:
        raise Unreadable("到期日超出了公元 9999 年。请核对日期和数量。") from fault


def spelled(asked: Asked, end: datetime) -> str:
    """The day it ends, or the moment for what counts in hours."""
    return end.strftime("%Y-%m-%dT%H:%M") if asked.kind in MOMENTS else end.date().isoformat()


def warning(numbers: list[int], *, named: bool) -> Iterator[str]:
    """That some results may change."""
    if named:
        yield f"△ 有 {len(numbers)} 行是暂定的（第 {numbers[0]} 行起），"
    else:
        yield "△ 这是暂定的，"
    yield "因为期间有的年份还没有公布放假安排。公布后请升级软件，或在“设置”的“工作日历”里录入，再算一次。"
