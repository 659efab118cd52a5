"""A dispute brought in the morning and answered the same day (当日事), and what the law asks of it first (法律核对).

Article numbers are of the editions named, each to be read in the original: 请核对原文.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
CLEAR, PROBLEM, UNKNOWN = "clear", "problem", "unknown"


class SameDayState(models.TextChoices):
    """How far it has come (当日事的进度)."""

    RECEIVED = "received", _("已接待，等召集")
    CONVENED = "convened", _("双方已到场")
    TOLD = "told", _("结果已告知")
    PASSED_ON = "passed_on", _("走别的途径")


class SideOf(models.TextChoices):
    """One of the two who are in dispute (双方)."""

    ONE = "one", _("来反映的一方")
    OTHER = "other", _("另一方")


class Ended(models.TextChoices):
    """What came of the talk (谈的结果)."""

    AGREED = "agreed", _("谈成了，双方认可")
    PARTLY = "partly", _("谈成一部分")
    NOT_AGREED = "not_agreed", _("没有谈成，告知了别的途径")


@dataclass(frozen=True)
class Check:
    """One question before people are brought to one table: the words, and what a problem means.

    Without `confirmable` no court confirms an agreement while it is a problem (不适用司法确认, MED-05).
    """

    code: str
    question: Text
    clear: Text
    problem: Text
    then: Text
    confirmable: bool = True


CHECKS = (
    Check(
        "title",
        _("承包权、使用权归谁，双方有没有争议"),
        _("没有争议，有合同或证书"),
        _("有争议"),
        _(
            "权属有争议：个人之间由乡镇或县政府处理，单位之间由县级以上政府处理，处理以前维持现状"
            "（土地管理法 2019 版第十四条，请核对原文）。可以接着谈，谈成的协议要标明“不适用司法确认”"
            "（民事诉讼法解释 2022 版第三百五十五条，请核对原文）。"
        ),
        confirmable=False,
    ),
    Check(
        "group",
        _("补偿款怎么分，村民小组会议或村民会议作过决定没有"),
        _("作过，人数够、过半数同意"),
        _("没有，或者人数不够"),
        _(
            "补偿款的分配要由村民会议或村民小组会议讨论决定：应到的三分之二以上到会，到会的过半数同意"
            "（村民委员会组织法 2018 版第二十四条、第二十八条，请核对原文）。请先开会，再谈各家的。"
        ),
    ),
    Check(
        "identity",
        _("是不是要认定身份关系（婚姻、收养、是不是本组成员）"),
        _("不是"),
        _("是"),
        _("身份关系不在调解协议里认定，法院也不确认（民事诉讼法解释 2022 版第三百五十五条，请核对原文）。"),
        confirmable=False,
    ),
    Check(
        "danger",
        _("有没有打架、动手的苗头，或者涉嫌犯罪"),
        _("没有"),
        _("有"),
        _("请先报 110、告诉派出所，再决定谈不谈（人民调解法 2010 版第二十五条，请核对原文）。"),
    ),
    Check(
        "route",
        _("是不是要劳动仲裁、复议或者起诉才管的事"),
        _("不是"),
        _("是"),
        _("请把该找的机关、地址、期限告诉双方，写在结果里；别让他们等着谈、误了期限。"),
    ),
    Check(
        "guardian",
        _("双方有没有未成年人，或者自己说不清楚的人"),
        _("没有"),
        _("有"),
        _("监护人要到场，才谈（民法典第三十四条，请核对原文）。"),
    ),
)
NOT_KNOWN = _("还没有查清")


def advice(answers: Mapping[str, str]) -> list[Text]:
    """What each answer asks to be done first, in the order of the questions."""
    said = []
    for check in CHECKS:
        answer = answers.get(check.code, UNKNOWN)
        if answer == PROBLEM:
            said.append(check.then)
        elif answer == UNKNOWN:
            said.append(_("还没有查清：%(question)s。请先查清。") % {"question": check.question})
    return said


def words_of(check: Check, answers: Mapping[str, str]) -> Text:
    """What was answered to a question, in words."""
    said = {CLEAR: check.clear, PROBLEM: check.problem}
    return said.get(answers.get(check.code, UNKNOWN), NOT_KNOWN)


def confirmable(answers: Mapping[str, str]) -> bool:
    """Whether a court may confirm what the two agree on: no title, no identity in doubt (MED-05)."""
    return all(answers.get(check.code) == CLEAR for check in CHECKS if not check.confirmable)


def in_one_day(received: datetime, told: datetime | None) -> bool:
    """Whether the result was told on the day it was brought."""
    return told is not None and timezone.localdate(received) == timezone.localdate(told)


def hours_between(received: datetime, told: datetime) -> tuple[int, int]:
    """Hours and minutes from one step to another."""
    minutes = int((told - received).total_seconds() // 60)
    return divmod(max(0, minutes), 60)
