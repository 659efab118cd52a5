"""A dispute that was promised a result the same day (当日事): the time of each step, and what both sides said of it."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Matter, Stateful
from lianxin.reception.rules.sameday import Ended, SideOf


class SameDay(Stateful):
    """One such dispute (当日事, SEV-03): it hangs on its appeal, which has number, clocks and callback of its own.

    `received_at`, `convened_at` and `told_at` are when each step was made, `promised_by` when a result was promised.
    `answers` are those of the legal screen by question (SEV-04); `present` is who came, `result` what was told.
    """

    matter = CountyForeignKey(Matter, models.PROTECT, related_name="same_days")
    received_at = models.DateTimeField()
    promised_by = models.DateTimeField()
    requisition = models.BooleanField(default=False)
    answers = models.JSONField(default=dict, blank=True)
    screened_at = models.DateTimeField(null=True, blank=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    present = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    result = models.TextField(blank=True)
    passed_to = models.CharField(max_length=120, blank=True)

    FREE_TEXT: ClassVar = ("place", "present", "result", "passed_to")
    NUMBERS_LEFT: ClassVar = ("landline",)  # of the office both were told to ring
    LEVELS = Levels(
        internal="matter received_at promised_by requisition answers screened_at convened_at told_at ended",
        personal="place present result passed_to",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_sameday_client_id"),
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(state__in=["received", "convened"]),
                name="reception_sameday_one_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "matter"], name="reception_sameday_matter"),
            models.Index(fields=["county", "state", "promised_by"], name="reception_sameday_promised"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.received_at:%Y-%m-%d}"


class Side(CountyModel):
    """One of the two (当事人): what they are called, and how satisfied they said they are, asked alone.

    `satisfied` is 1 to 5 as everywhere; it is written once, and never again.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    same_day = CountyForeignKey(SameDay, models.CASCADE, related_name="sides")
    which = models.CharField(max_length=8, choices=SideOf.choices)
    name_sealed = SealedField(blank=True)
    satisfied = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    name = Sealed("name_sealed")

    FREE_TEXT: ClassVar = ("words",)
    LEVELS = Levels(
        internal="client_id same_day which satisfied asked_at", personal="words", restricted="name_sealed"
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "same_day", "which"], name="reception_side_once"),
            models.CheckConstraint(
                condition=models.Q(satisfied=None, asked_at=None)
                | models.Q(satisfied__gte=1, satisfied__lte=5, asked_at__isnull=False),
                name="reception_side_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.same_day_id} {self.which}"
