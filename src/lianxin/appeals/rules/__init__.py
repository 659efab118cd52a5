"""The words of an appeal as codes, and the small questions asked of them (诉求的要素)."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models.message import Channel as TellBy
from lianxin.kernel.outbox import mobile

TITLE_LENGTH = 30
PAPER = (
    "paper"  # the source of what was written on a numbered blank form first; its number is the external one
)
NOTICE_EDITION = "F-99 2026-12"  # the wording of the notice of a rejection or a referral
ATTEMPTS_BEFORE_CLOSING = 3
SEALED_SERIES = "900"  # no township's three digits begin so: accusations are numbered by themselves
INQUIRED = ("sealed", "inquiring")  # where an accusation lies with the discipline desk


class AppealType(models.TextChoices):
    """What the resident wants of us (诉求类型)."""

    ENQUIRY = "enquiry", _("咨询")
    HELP = "help", _("求助")
    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")
    SUGGESTION = "suggestion", _("建议")
    PRAISE = "praise", _("表扬")


class Identity(models.TextChoices):
    """How a resident wants to be known (实名、保密、匿名)."""

    NAMED = "named", _("实名")
    CONFIDENTIAL = "confidential", _("保密")
    ANONYMOUS = "anonymous", _("匿名")


class Track(models.TextChoices):
    """By which rule of time it is handled (办理期限)."""

    ORDINARY = "ordinary", _("一般事项")
    COMPLEX = "complex", _("复杂或要几家联办的事项")
    PETITION = "petition", _("信访事项（按信访工作条例）")
    DISCLOSURE = "disclosure", _("政府信息公开申请（按政府信息公开条例）")


class Outcome(models.TextChoices):
    """How it ended (办理结果)."""

    RESOLVED = "resolved", _("已解决")
    PARTLY = "partly", _("部分解决")
    EXPLAINED = "explained", _("解释说明")
    UNLAWFUL = "unlawful", _("依法不能解决")
    UNREACHED = "unreached", _("无法联系")


class HandlingKind(models.TextChoices):
    """What was done (办理方式); what was built has a record of its own (工程情况, J16)."""

    CONTACT = "contact", _("联系诉求人")
    SITE = "site", _("现场查看")
    MEETING = "meeting", _("会商")
    WORK = "work", _("现场处置")
    BUILD = "build", _("施工")
    OTHER = "other", _("其他")


class Resolved(models.TextChoices):
    """What the resident says at the callback (是否解决)."""

    YES = "yes", _("已解决")
    ACCEPTED = "accepted", _("没解决，但接受说明")
    PARTLY = "partly", _("部分解决，还要办")
    NO = "no", _("没有解决")


class Satisfaction(models.IntegerChoices):
    """The five levels of the good-bad rating (好差评)."""

    VERY_BAD = 1, _("非常不满意")
    BAD = 2, _("不满意")
    FAIR = 3, _("基本满意")
    GOOD = 4, _("满意")
    VERY_GOOD = 5, _("非常满意")


def title_from(text: str) -> str:
    """A title when none was given: the first sentence, cut to fit a list."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    for mark in "。！？!?；;":
        first = first.split(mark)[0]
    return first[:TITLE_LENGTH]


def settles(resolved: str) -> bool:
    """Whether the resident's answer closes the matter; anything else is done again (重办)."""
    return resolved in {Resolved.YES, Resolved.ACCEPTED}


class CallbackState(models.TextChoices):
    """What came of the callbacks when it was closed (回访情况): only `reached` enters the rates."""

    REACHED = "reached", _("本人接听")
    PROXY = "proxy", _("家人代答")
    UNREACHED = "unreached", _("未回访（三次没有联系上）")


class Correctable(models.TextChoices):
    """What a correction may put right (更正), and the whole matter, which is made void (作废)."""

    TYPE = "type", _("诉求类型")
    CATEGORY = "category", _("事项分类")
    AREA = "area", _("所属村（社区）")
    URGENCY = "urgency", _("紧急程度")
    FILED_AT = "filed_at", _("反映时间")
    TITLE = "title", _("标题")
    TEXT = "text", _("反映内容")
    NAME = "name", _("反映人姓名")
    PHONE = "phone", _("反映人电话")
    VOID = "void", _("整件作废")


CODED = frozenset(
    {
        Correctable.TYPE,
        Correctable.CATEGORY,
        Correctable.AREA,
        Correctable.URGENCY,
        Correctable.FILED_AT,
    }
)
"""Corrections whose old and new values are codes or times: these may stand in an event."""


def way_by(phone: str) -> str:
    """How somebody is told who didn't say (告知方式): by what they left us; without a telephone on paper."""
    if not phone:
        return TellBy.VISIT
    return TellBy.SMS if mobile(phone) else TellBy.PHONE


def lacks(way: str, phone: str) -> str:
    """What somebody would have to leave us to be told this way: mobile, phone, or nothing."""
    if way in {TellBy.SMS, TellBy.WECHAT} and not mobile(phone):
        return "mobile"
    return "phone" if way == TellBy.PHONE and not phone else ""


def drawn(client_id: UUID, percent: int) -> bool:
    """Whether a row is among so many per cent: drawn by its own id, so that the draw can be repeated (抽查)."""
    return int(client_id) % 100 < percent
