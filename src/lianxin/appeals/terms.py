"""What an office sets about the end of an appeal (办结的规定): days to reopen and to archive, checklist, routes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.calendars.limits import due
from lianxin.kernel.editions import Json, Setting, edition_name, register, value_of
from lianxin.kernel.worktime import calendar_in_force

MOST_DAYS = 3660
LEAST_PANEL = 3

ROUTES = (
    "对办理结果不满意，可以在回访或评价时说明，要求重办；办结后 30 天内又出问题，可以申请重启。\n"
    "属于信访事项、对处理意见不服的，可以自收到书面答复之日起 30 日内，请求原办理机关的上一级机关复查"
    "（《信访工作条例》2022 年版第三十五条）。\n"
    "属于行政行为、认为侵犯自己合法权益的，可以自知道之日起 60 日内申请行政复议"
    "（《行政复议法》2023 年修订第二十条），或者六个月内向人民法院起诉"
    "（《行政诉讼法》2017 年修正第四十六条）。\n"
    "以上条文请核对原文；不知道找谁，可以打本单位电话问。"
)

REVIEW_WORDS = (
    "\n本件按信访事项办理。对这个答复不服的，最迟 %(day)s 可以请求复查（按答复发出当天收到算，收到晚的顺延）；"
    "对复查意见不服的，自收到复查意见之日起 30 日内可以请求复核。复查、复核机关都在收到请求之日起 30 日内书面答复"
    "（《信访工作条例》2022 年版第三十五、三十六条，请核对原文）。"
)


@dataclass(frozen=True)
class RatingTerms:
    """After a bad rating: working days to ask why and to put right (T14), how many judge, per cent the audit reads."""

    ask_days: int
    mend_days: int
    panel: int
    sample: int


def read_rating_terms(value: Json) -> RatingTerms:
    """The terms of a setting's value. Raises ValueError with a sentence that says what is wrong."""
    terms = RatingTerms(value["ask_days"], value["mend_days"], value["panel"], value["sample"])
    if not 1 <= terms.ask_days <= terms.mend_days <= MOST_DAYS:
        raise ValueError(_("核实的天数至少 1 天，不能比整改的天数多。"))
    if terms.panel < LEAST_PANEL or terms.panel % 2 == 0:
        raise ValueError(_("评议的人数要是 3 以上的单数，不会打平。"))
    if not 0 <= terms.sample <= 100:
        raise ValueError(_("抽查的比例要填 0 到 100。"))
    return terms


RATINGS: Setting[RatingTerms] = register(
    Setting(
        "appeals.ratings",
        gettext_lazy("差评整改和评议"),
        default={"ask_days": 1, "mend_days": 15, "panel": 3, "sample": 20},
        read=read_rating_terms,
    )
)


def rating_terms() -> RatingTerms:
    """What the office set about bad ratings."""
    return value_of(RATINGS)


@dataclass(frozen=True)
class Terms:
    """The office's terms; `checklist` holds what must be ticked by the beginning of the class code."""

    reopen_days: int
    archive_days: int
    checklist: Mapping[str, tuple[str, ...]]
    routes: str


def whole_days(value: Json, labels: Mapping[str, str]) -> None:
    """Raises ValueError with a sentence for the first of these that is no number of days."""
    for name, label in labels.items():
        if not isinstance(value[name], int) or not 1 <= value[name] <= MOST_DAYS:
            raise ValueError(_("“%(label)s”要填 1 到 3660 的整数。") % {"label": label})


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence that says what is wrong."""
    whole_days(value, {"reopen_days": _("可以重启的天数"), "archive_days": _("归档的天数")})
    return Terms(
        value["reopen_days"], value["archive_days"], checklist_from(value["checklist"]), value["routes"]
    )


def checklist_from(text: str) -> dict[str, tuple[str, ...]]:
    """Lines like `0101 附施工前后照片`, `* 已当面说明`. Raises ValueError naming the line."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        code, _blank, item = line.partition(" ")
        if not item.strip() or not (code == "*" or (code.isascii() and code.isalnum())):
            raise ValueError(
                _("“%(line)s”看不懂：先写分类代码（所有的写 *），空一格，再写要核对的一条。") % {"line": line}
            )
        found[code] = (*found.get(code, ()), item.strip())
    return found


ENDING: Setting[Terms] = register(
    Setting(
        "appeals.ending",
        gettext_lazy("办结、重启和归档"),
        default={"reopen_days": 30, "archive_days": 30, "checklist": "", "routes": ROUTES},
        read=read_terms,
    )
)


def checklist_of(class_code: str) -> tuple[str, ...]:
    """What has to be ticked before a matter of this class may be closed."""
    lines = value_of(ENDING).checklist
    fitting = [
        items for code, items in lines.items() if code == "*" or (class_code and class_code.startswith(code))
    ]
    return tuple(item for items in fitting for item in items)


def routes_text() -> tuple[str, str]:
    """Where somebody may turn who isn't content, and the edition of these words."""
    return value_of(ENDING).routes, edition_name(ENDING)


def reopen_until(closed_at: datetime) -> datetime:
    """Until when a matter closed then may be taken up again; later it is a new one."""
    return due("N", value_of(ENDING).reopen_days, closed_at, calendar_in_force(whole=True))


def archived_before(now: datetime) -> datetime:
    """Matters closed before this moment are due for the archive."""
    return now - timedelta(days=value_of(ENDING).archive_days)
