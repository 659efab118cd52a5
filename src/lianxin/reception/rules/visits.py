"""The codes of a visit: how far it is, what came of it, what a visitor needs, and who speaks for many (来访)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

GROUP = 5  # from so many on, people who come about one matter choose who speaks for them
MOST_SPEAK = 5
MOST_PERSONS = 500
"""信访工作条例 (2022 年版) 第二十条: 多人走访提出共同信访事项的，应当推选代表，代表人数不得超过 5 人；请核对原文."""

RECEPTION = "reception"  # the source of an appeal that was spoken of at a reception


class VisitState(models.TextChoices):
    """How far one visit is (来访环节); the last seven are its outcome."""

    WAITING = "waiting", _("等候")
    CALLED = "called", _("已叫号")
    SKIPPED = "skipped", _("过号")
    TALKING = "talking", _("接谈中")
    SETTLED = "settled", _("当场办结")
    OPENED = "opened", _("立项交办")
    JOINED = "joined", _("并入在办的事")
    PASSED_ON = "passed_on", _("转出")
    TOLD = "told", _("告知途径")
    BOOKED = "booked", _("预约再谈")
    LEFT = "left", _("未等到")


UNSETTLED = (VisitState.WAITING, VisitState.CALLED, VisitState.SKIPPED, VisitState.TALKING)
OUTCOMES = tuple(state for state in VisitState if state not in UNSETTLED)
"""Every visit ends in one of these; their sum is the number of visits (RCP-06)."""

NUMBERED = (VisitState.OPENED, VisitState.SETTLED)
"""The outcomes whose appeal, where there is one, was opened at the visit itself: what is settled may be numbered."""

AT_A_WINDOW = (VisitState.CALLED, VisitState.TALKING)


class Taken(models.TextChoices):
    """How somebody came by a number (取号方式)."""

    DESK = "desk", _("现场取号")
    PHONE = "phone", _("手机取号")
    PAPER = "paper", _("停电停网时用纸")


class Need(models.TextChoices):
    """What a visitor asks for (需要照应): said by themselves, never a label."""

    SEAT = "seat", _("要座位")
    LARGE = "large", _("要大字材料")
    SIGN = "sign", _("要手语翻译")
    LANGUAGE = "language", _("要民族语言翻译")
    DIALECT = "dialect", _("要会本地话的人帮忙")
    WRITING = "writing", _("要人代写")


class Signing(models.TextChoices):
    """What became of the signature below a talk record (签字)."""

    SIGNED = "signed", _("本人签字")
    FINGERPRINT = "fingerprint", _("按了指印")
    REFUSED = "refused", _("不愿签字")


def is_group(persons: int) -> bool:
    """Whether so many came about one matter that they have to choose who speaks for them (RCP-04)."""
    return persons >= GROUP


def speakers_wrong(persons: int, speakers: int) -> bool:
    """Whether the number of those who speak doesn't fit: a group has one to five, others need none."""
    if is_group(persons):
        return not 1 <= speakers <= MOST_SPEAK
    return speakers > persons


def next_number(taken: set[int], numbers: int, paper_from: int | None) -> int | None:
    """The number that is given out next, after the highest given so far; None when there are no more.

    Those from `paper_from` on are printed on paper and lie in the drawer for the hour without power.
    """
    last = (paper_from or numbers + 1) - 1
    following = max((one for one in taken if one <= last), default=0) + 1
    return following if following <= min(last, numbers) else None
