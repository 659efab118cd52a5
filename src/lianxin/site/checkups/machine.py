"""The machine and what was installed on it; needs no Django."""

import re
import sys
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo

from lianxin.calendars.china import china
from lianxin.site.checkups.finding import Check, Finding, State
from lianxin.site.home import CHECKOUT

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)  # no true clock shows an earlier time
AHEAD = timedelta(days=60)  # as in kernel.worktime, which needs a database
SHANGHAI, EIGHT_HOURS = "Asia/Shanghai", timedelta(hours=8)
FACE = (
    "bootstrap-part.css",
    "htmx.min.js",
    "echarts.min.js",
    "icons.svg",
    "fonts/sans.css",
    "fonts/rare.css",
)
PAPER = (
    "NotoSerifSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
    "NotoSerifJP-Regular.ttf",
)  # as in kernel.paper.fonts
NEEDED = (*FACE, *(f"paper/{name}" for name in PAPER))


def packages() -> Finding:
    """Whether what is installed is what the lock names."""
    locked = (CHECKOUT / "requirements" / "run.txt").read_text(encoding="utf-8")
    wanted = re.findall(r"^([\w.-]+)==([\w.]+)(.*)", locked, re.MULTILINE)
    # A line with a condition is for some machines only.
    other = [name for name, pinned, rest in wanted if ";" not in rest and installed(name) != pinned]
    python = ".".join(map(str, sys.version_info[:3]))
    if not other:
        zh, en = (
            f"Python {python}，{len(wanted)} 个软件包与锁定的一致",
            f"Python {python}, packages as locked",
        )
        return Finding("packages", "软件包", State.OK, zh, en)
    names = "、".join(other)
    zh, en = (
        f"{names} 与锁定的版本不同；请删除 .venv 后重新运行 ./run",
        f"{names} differ from the lock: remove .venv",
    )
    return Finding("packages", "软件包", State.BROKEN, zh, en)


def installed(name: str) -> str | None:
    """The installed version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def assets() -> Finding:
    """Whether the styles, scripts and fonts of the pages are there."""
    missing = [name for name in NEEDED if not (CHECKOUT / "assets" / "vendor" / name).exists()]
    if not missing:
        return Finding(
            "assets", "页面资源", State.OK, "样式、脚本、字体齐全", "styles, scripts and fonts are there"
        )
    zh, en = (
        f"缺 {'、'.join(missing)}；请删除 assets 后重新运行 ./run",
        f"{missing} missing: remove assets, ./run",
    )
    return Finding("assets", "页面资源", State.BROKEN, zh, en)


def time_zone() -> Finding:
    """Whether the machine knows the time of Shanghai."""
    if RELEASED.astimezone(ZoneInfo(SHANGHAI)).utcoffset() == EIGHT_HOURS:
        return Finding("time_zone", "时区数据", State.OK, SHANGHAI, SHANGHAI)
    zh, en = "上海时区不是东八区；请安装 tzdata", "Asia/Shanghai isn't UTC+8: install tzdata"
    return Finding("time_zone", "时区数据", State.BROKEN, zh, en)


def clock() -> Finding:
    """Whether the clock shows a time that can be true."""
    now = datetime.now(tz=UTC)
    shown = now.astimezone(ZoneInfo(SHANGHAI)).strftime("%Y-%m-%d %H:%M")
    if now >= RELEASED:
        return Finding("clock", "系统时钟", State.OK, f"{shown}（北京时间）", f"{shown} in Beijing")
    zh, en = (
        f"时钟显示 {shown}，早于本软件的发布；请校准",
        f"the clock says {shown}, before this release: set it",
    )
    return Finding("clock", "系统时钟", State.BROKEN, zh, en)


def calendar() -> Finding:
    """Whether the package knows the working days of this year and soon of the next; before there is an office."""
    return calendar_finding(china().years, datetime.now(tz=ZoneInfo(SHANGHAI)).date())


def calendar_finding(known: Collection[int], today: date) -> Finding:
    """Whether the arrangements are there that should be: this year's, and from 60 days before it the next one's."""
    this = today.year
    if this not in known:
        zh = f"没有 {this} 年的放假安排，期限都只是暂定；请升级软件，或在“设置”的“工作日历”里录入国务院办公厅通知"
        return Finding("calendar", "工作日历", State.BROKEN, zh, f"no working calendar for {this}: upgrade")
    if this + 1 not in known and (today + AHEAD).year > this:
        zh = f"{this + 1} 年的放假安排还没有，跨年的期限是暂定的；通知公布后请在“设置”的“工作日历”里录入"
        en = f"no working calendar for {this + 1} yet: limits beyond New Year are provisional"
        return Finding("calendar", "工作日历", State.NOTE, zh, en)
    latest = max(known)
    return Finding("calendar", "工作日历", State.OK, f"已有到 {latest} 年的放假安排", f"known up to {latest}")


CHECKS: tuple[Check, ...] = (packages, assets, time_zone, clock)
CHECKS_BEFORE: tuple[Check, ...] = (*CHECKS, calendar)
