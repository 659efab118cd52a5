"""The words of a renovation as codes (小区改造的用语)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file of a project shows; everybody may look at all of them (项目材料)."""

    PLAN = "plan", _("改造方案")
    DRAWING = "drawing", _("图纸")
    POSTED = "posted", _("公示开始时的照片")
    TAKEN_DOWN = "taken_down", _("公示期满时的照片")
    PROGRESS = "progress", _("施工照片")
    HANDOVER = "handover", _("移交材料")


DRAWN = (FileKind.PLAN, FileKind.DRAWING)


class Stage(models.TextChoices):
    """What residents were asked about (征求意见 before work, 居民验收 after it)."""

    PLAN = "plan", _("改造方案征求意见")
    RESULT = "result", _("居民验收")


class About(models.TextChoices):
    """What an objection is about (异议的事由): never who somebody is."""

    GARDEN = "garden", _("菜园子、花木要没了")
    STRUCTURE = "structure", _("棚子、围挡、搭建要拆")
    NOISE = "noise", _("施工噪声、扬尘、出行")
    QUALITY = "quality", _("质量、漏水、做得不对")
    PARKING = "parking", _("停车、充电")
    OTHER = "other", _("别的")


class Kept(models.TextChoices):
    """What became of a promise on the board (兑现没有)."""

    YES = "yes", _("兑现了")
    NO = "no", _("没有兑现")
