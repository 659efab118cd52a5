"""Joint handling (联办): what other units are asked to do for the one that leads, and who takes over the lead."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit


class Stage(models.TextChoices):
    """How far a sub-order has come (协办单的进度); it follows from its times and is stored nowhere."""

    TO_SIGN = "to_sign", _("待签收")
    WORKING = "working", _("办理中")
    DONE = "done", _("已回复")
    RECALLED = "recalled", _("已撤回")


class SubOrder(CountyModel):
    """What one other unit is to do about an appeal (协办单), asked by the unit that leads (D.5, J2).

    `in_time`: it was asked for while at least half of the main's time was left (J5). `identity`: the lead let the
    unit know who speaks, `papers`: see the files, each with a reason (J13); otherwise it knows facts and place alone.
    `urged_at`: its head was told that it is late. `to_lead`: it is asked to take over the lead (J1). `waits_for` and
    `waits_until`: the lead lets it wait (协办暂缓); the limit of the main runs on meanwhile (J12).
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="suborders")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    demand = models.TextField()
    due_at = models.DateTimeField()
    in_time = models.BooleanField(default=False)
    identity = models.BooleanField(default=False)
    papers = models.BooleanField(default=False)
    why_identity = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True)
    urged_at = models.DateTimeField(null=True, blank=True)
    waits_for = models.TextField(blank=True)
    waits_until = models.DateField(null=True, blank=True)
    to_lead = models.BooleanField(default=False)
    recalled_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("demand", "why_identity", "waits_for", "answer")
    NUMBERS_LEFT: ClassVar = ("landline",)  # the answer goes into the reply, with the office to ring
    LEVELS = Levels(
        internal="matter unit due_at in_time identity papers to_lead asked_at signed_at answered_at urged_at"
        " waits_until recalled_at",
        personal="demand why_identity waits_for asked_by answered_by answer",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter", "unit"],
                condition=models.Q(recalled_at=None),
                name="appeals_suborder_unit_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "unit", "matter"], name="appeals_suborder_unit"),
            models.Index(fields=["county", "matter"], name="appeals_suborder_matter"),
            models.Index(
                fields=["county", "due_at"],
                condition=models.Q(answered_at=None, recalled_at=None),
                name="appeals_suborder_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} + {self.unit_id}"

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.recalled_at is not None:
            return Stage.RECALLED
        if self.answered_at is not None:
            return Stage.DONE
        return Stage.WORKING if self.signed_at is not None else Stage.TO_SIGN

    @property
    def open(self) -> bool:
        """Whether the lead still waits for it."""
        return self.recalled_at is None and self.answered_at is None

    def late(self, now: datetime) -> bool:
        """Whether it came after its time, or hasn't come though it is past."""
        return self.recalled_at is None and (self.answered_at or now) > self.due_at


class LeadChange(CountyModel):
    """A proposal that another unit lead (改由…主办), and what that unit said to it (D.5, J1)."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="lead_changes")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    why = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    objection = models.TextField(blank=True)

    FREE_TEXT: ClassVar = ("why", "objection")
    LEVELS = Levels(
        internal="matter unit proposed_at decided_at accepted",
        personal="why proposed_by decided_by objection",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(decided_at=None),
                name="appeals_leadchange_waiting_once",
            )
        ]
        indexes = [models.Index(fields=["county", "matter"], name="appeals_leadchange_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.unit_id}"
