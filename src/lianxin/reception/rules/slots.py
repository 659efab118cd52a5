"""The codes of a slot: what can become of it, and what somebody does in it (一场接待)."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlotState(models.TextChoices):
    """How far one slot is (排定、已公示、进行中、已结束、取消)."""

    PLANNED = "planned", _("排定")
    PUBLISHED = "published", _("已公示")
    OPEN = "open", _("进行中")
    ENDED = "ended", _("已结束")
    CANCELLED = "cancelled", _("取消")


class Part(models.TextChoices):
    """What somebody does in a slot (担任)."""

    LEADER = "leader", _("接待领导")
    SUBSTITUTE = "substitute", _("替补")
    DEPUTY = "deputy", _("陪同")
    RECORDER = "recorder", _("记录")
    EXTRA = "extra", _("增派")


class Altered(models.TextChoices):
    """What was altered in a slot that had been posted (变更)."""

    LEADER = "leader", _("换接待领导")
    SUBSTITUTE = "substitute", _("换替补")
    OTHERS = "others", _("换陪同或记录")
    TIME = "time", _("改时间")
    PLACE = "place", _("改地点")
    THEME = "theme", _("改主题")
    OFF = "off", _("撤下人员")
    CANCELLED = "cancelled", _("取消")


class AbsentFor(models.TextChoices):
    """Why somebody doesn't come (缺席原因): a code, for whose illness it is is nobody's business."""

    MEETING = "meeting", _("开会")
    MISSION = "mission", _("公务外出")
    LEAVE = "leave", _("请假")
    EMERGENCY = "emergency", _("处置突发事件")
    OTHER = "other", _("其他")


class SwapState(models.TextChoices):
    """How far a wish to swap is (调换)."""

    ASKED = "asked", _("等对方同意")
    AGREED = "agreed", _("已调换")
    DECLINED = "declined", _("对方不同意")
    WITHDRAWN = "withdrawn", _("已收回")


STANDING = (SlotState.PLANNED, SlotState.PUBLISHED, SlotState.OPEN)
"""The states of a slot that is still to come or goes on."""

POSTED = (SlotState.PUBLISHED, SlotState.OPEN, SlotState.ENDED)
"""The states of a slot the public knows of and that was not called off."""

REASON = 200
"""The longest reason for calling a slot off, or for staying away."""


class Kept(models.TextChoices):
    """How a slot was held: by its leader, by somebody in their stead, by nobody (到场、替补、空岗)."""

    KEPT = "kept", _("领导到场")
    COVERED = "covered", _("替补到场")
    MISSED = "missed", _("无人到场")


IN_STEAD = frozenset({Part.SUBSTITUTE, Part.DEPUTY})
"""Who covers for a leader that doesn't come."""


def kept(came: Iterable[str]) -> Kept:
    """How a slot was held, by the parts of those who signed in."""
    there = set(came)
    if Part.LEADER in there:
        return Kept.KEPT
    return Kept.COVERED if there & IN_STEAD else Kept.MISSED
