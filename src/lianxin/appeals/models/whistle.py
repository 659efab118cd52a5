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
    MEDIATION = "mediation", _("双方有争议，联合调解")


class WhistleReply(models.TextChoices):
    """What a called unit says (回复)."""

    COME = "come", _("到场")
    SEND = "send", _("派员到")
    NOT = "not", _("不到")


class TalkOutcome(models.TextChoices):
    """What came of a joint mediation (联合调解的结果)."""

    AGREED = "agreed", _("谈成了，双方认可")
    NOT_AGREED = "not_agreed", _("没有谈成")
    STOPPED = "stopped", _("有一方不愿意谈，停止")


class Whistle(CountyModel):
    """One call of units to a place (吹哨), with the minutes of the talk there (联办会商纪要, F-96; D.5, J6).

    Where parties are in dispute a `mediator` leads the talk, and it ends with an `outcome` (联合调解; J11).
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="whistles")
    kind = models.CharField(max_length=12, choices=WhistleKind.choices)
    place = models.CharField(max_length=200)
    at = models.DateTimeField()
    purpose = models.TextField()
    called_at = models.DateTimeField()
    called_by = models.BigIntegerField(null=True, blank=True)
    lead = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    mediator = models.TextField(blank=True)
    opinions = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=TalkOutcome.choices, blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    minuted_by = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("place", "purpose", "mediator", "opinions")
    LEVELS = Levels(
        internal="matter kind at called_at lead outcome minuted_at",
        personal="place purpose called_by mediator opinions minuted_by",
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

    `opinion` is what it gives in writing where parties are in dispute (J11).

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
    opinion = models.TextField(blank=True)
    opinion_at = models.DateTimeField(null=True, blank=True)
    task = models.TextField(blank=True)
    task_due = models.DateTimeField(null=True, blank=True)
    caller_score = models.PositiveSmallIntegerField(null=True, blank=True)
    called_score = models.PositiveSmallIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("words", "opinion", "task")
    LEVELS = Levels(
        internal="matter whistle unit reply replied_at arrived_at opinion_at task_due caller_score called_score",
        personal="words opinion task",
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
