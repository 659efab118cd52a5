"""The words of the opinion box as codes, and the small questions asked of them (意见箱的要素)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from lianxin.calendars.days import DayRule

Text = str | Promise

LOOKED_AHEAD = 120
"""So many days of a rule are looked at for its widest gap: a rule of the moon has come round four times by then."""


class Kind(models.TextChoices):
    """What a slip is (意见条类型)."""

    APPEAL = "appeal", _("诉求")
    SUGGESTION = "suggestion", _("建议")
    COMPLAINT = "complaint", _("投诉")
    ACCUSATION = "accusation", _("举报（检举控告某个干部）")
    THANKS = "thanks", _("感谢")
    BLANK = "blank", _("空白")
    ABUSE = "abuse", _("谩骂，没有说事")
    ILLEGIBLE = "illegible", _("无法辨认")


WORDLESS = frozenset({Kind.BLANK, Kind.ILLEGIBLE})
"""What may be registered without a word of it written down."""

SAYS_NOTHING_TO_DO = frozenset({Kind.BLANK, Kind.ILLEGIBLE, Kind.ABUSE})
"""What can't become an appeal: nobody asks for anything."""


class Outcome(models.TextChoices):
    """What became of a slip (BOX-05): each has exactly one in the end, and they add up to the count."""

    RECTIFIED = "rectified", _("整改")
    EXPLAINED = "explained", _("解释")
    REFERRED = "referred", _("转办")
    DECLINED = "declined", _("不采纳")
    ILLEGIBLE = "illegible", _("无法辨认")
    DUPLICATE = "duplicate", _("重复")


NOT_TAKEN = (Outcome.DECLINED, Outcome.ILLEGIBLE, Outcome.DUPLICATE)
"""The outcomes of what isn't accepted (不予受理)."""

BY_APPEAL: Mapping[str, Outcome] = {
    "resolved": Outcome.RECTIFIED,
    # Only what was put right whole counts as put right.
    "partly": Outcome.EXPLAINED,
    "explained": Outcome.EXPLAINED,
    "unlawful": Outcome.EXPLAINED,
    "unreached": Outcome.EXPLAINED,
}
BY_STATE: Mapping[str, Outcome] = {
    "rejected": Outcome.DECLINED,
    "referred": Outcome.REFERRED,
    "withdrawn": Outcome.EXPLAINED,
}


def outcome_of_appeal(state: str, outcome: str) -> Outcome | None:
    """What became of a slip whose appeal ended so; None where only a person can say (作废)."""
    if state in ("closed", "archived"):
        return BY_APPEAL.get(outcome)
    return BY_STATE.get(state)


class Outsider(models.TextChoices):
    """Who of those who open isn't from the office (BOX-01)."""

    COMMITTEE = "committee", _("村（居）务监督委员会成员")
    VILLAGER = "villager", _("村（居）民代表")
    DEPUTY = "deputy", _("人大代表、政协委员")
    OTHER = "other", _("别的单位的人")


class Fault(models.TextChoices):
    """What can be the matter with a box (箱体问题)."""

    FULL = "full", _("箱满")
    BROKEN = "broken", pgettext_lazy("意见箱", "损坏")


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, blanks aside."""
    return "".join(one.split()) == "".join(other.split())


def widest_gap(rule: DayRule, since: date) -> int | None:
    """The most days from one day of a rule to the next; None when it names fewer than two of the coming days."""
    last = since + timedelta(days=LOOKED_AHEAD)
    days = [day for day in rule.upcoming(since) if day <= last]
    return max(((after - before).days for before, after in pairwise(days)), default=None)


def days_of(rule: DayRule, since: date, until: date) -> list[date]:
    """The days of a rule from one day to another, both included."""
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return [day for day in days if rule.falls(day)]


@dataclass(frozen=True)
class Line:
    """One line of a sum: its words and how many (条)."""

    label: Text
    count: int


OPEN = ""
"""The outcome of a slip that has none yet."""


def by_outcome(outcomes: Iterable[str]) -> list[Line]:
    """How many slips have each outcome, those without one last; the lines add up to all."""
    found = list(outcomes)
    lines = [Line(one.label, found.count(one)) for one in Outcome]
    waiting = found.count(OPEN)
    return [*lines, Line(_("还在办"), waiting)] if waiting else lines


def by_kind(slips: Iterable[tuple[str, str]]) -> list[Line]:
    """How many of each kind, from pairs of kind and outcome; what was passed on or is open stands in one line.

    So an accusation can be told neither by its kind nor by what is missing.
    """
    found = list(slips)
    kept = [kind for kind, outcome in found if outcome and tellable(kind, outcome)]
    lines = [Line(one.label, kept.count(one)) for one in Kind if one is not Kind.ACCUSATION]
    return [*lines, Line(NOT_TOLD_APART, len(found) - len(kept))]


NOT_TOLD_APART = _("转办的、还在办的（不分类）")


def tellable(kind: str, outcome: str) -> bool:
    """Whether the kind of a slip is shown beside its number."""
    return outcome != Outcome.REFERRED and kind != Kind.ACCUSATION
