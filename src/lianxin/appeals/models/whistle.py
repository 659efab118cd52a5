"""吹哨: the unit that leads calls others to a place, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit


class WhistleKind(models.TextChoices):
    """For what units are called (吹哨的情形)."""

    PUBLIC = "public", _("群众反映突出")
    ENFORCEMENT = "enforcement", _("综合执法")
    EMERGENCY = "emergency", _("应急处置")


class WhistleReply(models.TextChoices):
    """What a called unit says (回复)."""

    COME = "come", _("到场")
    SEND = "send", _("派员到")
    NOT = "not", _("不到")


class Whistle(CountyModel):
    """One call of units to a place (吹哨), with the minutes of the talk there (联办会商纪要, F-96; D.5, J6)."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="whistles")
    kind = models.CharField(max_length=12, choices=WhistleKind.choices)
    place = models.CharField(max_length=200)
    at = models.DateTimeField()
    purpose = models.TextField()
    called_at = models.DateTimeField()
    called_by = models.BigIntegerField(null=True, blank=True)
    lead = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    opinions = models.TextField(blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    minuted_by = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("place", "purpose", "opinions")
    LEVELS = Levels(
        internal="matter kind at called_at lead minuted_at",
        personal="place purpose called_by opinions minuted_by",
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_whistle_matter"),
            models.Index(fields=["county", "called_at"], name="appeals_whistle_called"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class WhistleCall(CountyModel):
    """One unit that was called (被吹哨单位): what it replied, when it arrived, the task it took home.

    `caller_score` is what the caller gives the called, `called_score` the other way (J7); neither is shown to the
    other side before both are there.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="+")
    whistle = CountyForeignKey(Whistle, models.CASCADE, related_name="calls")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    reply = models.CharField(max_length=8, choices=WhistleReply.choices, blank=True)
    words = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    task = models.TextField(blank=True)
    task_due = models.DateTimeField(null=True, blank=True)
    caller_score = models.PositiveSmallIntegerField(null=True, blank=True)
    called_score = models.PositiveSmallIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("words", "task")
    LEVELS = Levels(
        internal="matter whistle unit reply replied_at arrived_at task_due caller_score called_score",
        personal="words task",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "whistle", "unit"], name="appeals_whistlecall_once")
        ]
        indexes = [
            models.Index(fields=["county", "unit", "matter"], name="appeals_whistlecall_unit"),
            models.Index(fields=["county", "matter"], name="appeals_whistlecall_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.whistle_id} → {self.unit_id}"
