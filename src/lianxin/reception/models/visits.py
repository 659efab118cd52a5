"""One visit at a slot of reception: its number, how many came, who speaks for them, what came of it (来访)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Matter, Stateful
from lianxin.reception.models.slots import Slot
from lianxin.reception.rules.slots import REASON
from lianxin.reception.rules.visits import Taken


class Visit(Stateful):
    """Whoever came with one number (来访); `persons` is how many they were, so that visits are no persons.

    `taken_at` is when they took the number, by the paper where it was written on paper; `recorded_at` when it was
    entered here. A name is never asked for; once an appeal is opened that is to stay anonymous, neither name nor
    telephone is kept. `matter` is the appeal that was opened or joined, `body` whom they were sent on to, `again_in`
    or `again_on` when they come again.
    """

    slot = CountyForeignKey(Slot, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()
    taken = models.CharField(max_length=8, choices=Taken.choices, default=Taken.DESK)
    taken_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    persons = models.PositiveSmallIntegerField(default=1)
    name_sealed = SealedField(blank=True)
    phone_sealed = SealedField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True)
    needs = models.JSONField(default=list, blank=True)
    private = models.BooleanField(default=False)
    window = models.PositiveSmallIntegerField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    talked_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    matter = CountyForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    body = models.CharField(max_length=80, blank=True)
    again_in = CountyForeignKey(Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="booked")
    again_on = models.DateField(null=True, blank=True)

    name = Sealed("name_sealed")
    phone = Sealed("phone_sealed")

    LEVELS = Levels(
        internal="slot number taken taken_at recorded_at persons private window calls called_at talked_at "
        "settled_at matter body again_in again_on",
        personal="needs",
        restricted="name_sealed phone_sealed phone_index",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_visit_client_id"),
            models.UniqueConstraint(fields=["county", "slot", "number"], name="reception_visit_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "slot", "state"], name="reception_visit_state"),
            models.Index(fields=["county", "taken_at"], name="reception_visit_taken"),
            models.Index(
                fields=["county", "matter"],
                condition=models.Q(matter__isnull=False),
                name="reception_visit_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.number}"


class Speaker(CountyModel):
    """Who speaks for a group (代表): five at the most, chosen by those who came."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    visit = CountyForeignKey(Visit, on_delete=models.CASCADE, related_name="speakers")
    name_sealed = SealedField(blank=True)
    named_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    name = Sealed("name_sealed")

    LEVELS = Levels(internal="client_id visit named_at replaced_at", restricted="name_sealed")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "visit"], name="reception_speaker_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}"


class OutcomeChange(CountyModel):
    """An outcome that was put right (更正结果): what it was before, with what stood beside it, and why."""

    visit = CountyForeignKey(Visit, on_delete=models.CASCADE, related_name="outcome_changes")
    at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True, blank=True)
    was = models.CharField(max_length=16)
    became = models.CharField(max_length=16)
    reason = models.CharField(max_length=REASON)
    body = models.CharField(max_length=80, blank=True)
    again_in = CountyForeignKey(Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    again_on = models.DateField(null=True, blank=True)

    LEVELS = Levels(internal="visit at was became body again_in again_on", personal="changed_by reason")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "visit", "at"], name="reception_outcomechange_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.was} {self.became}"
