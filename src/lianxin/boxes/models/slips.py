"""A slip of paper out of the box, what was written on it, and the stub its writer tore off (意见条、转写、撕条)."""

from typing import ClassVar

from django.db import models

from lianxin.boxes.models.openings import Opening
from lianxin.boxes.rules import Kind, Outcome
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel, CountyOneToOneField
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Matter, Stateful


class Stub(CountyModel):
    """What the writer tears off and keeps (撕条): a number that is posted, and a code that opens the answer.

    The number stands on the slip too, the code on the stub alone: whoever empties the box never has it. It is drawn
    from the client id with the installation's key, and kept only as a hash (decision 0009).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    number = models.CharField(max_length=24)
    code_hash = models.CharField(max_length=64)
    printed_at = models.DateTimeField()
    printed_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(
        public="number", internal="client_id printed_at", personal="printed_by", restricted="code_hash"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="boxes_stub_client_id"),
            models.UniqueConstraint(fields=["county", "number"], name="boxes_stub_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Slip(Stateful):
    """One slip (意见条), by its number within the opening; its words stand in a `Transcript` of their own.

    `matter` is the appeal it became or was joined to. `reason` says why it was not taken up, `answer` what the writer
    is told; it is shown beside the number only where `answer_public`, else to who has the code.
    """

    opening = CountyForeignKey(Opening, models.PROTECT, related_name="slips")
    number = models.PositiveSmallIntegerField()
    stub = CountyForeignKey(Stub, models.PROTECT, null=True, blank=True, related_name="slips")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    wants_answer = models.BooleanField(default=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    answer_public = models.BooleanField(default=False)
    matter = CountyForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("reason", "answer")
    NUMBERS_LEFT: ClassVar = ("landline",)  # the office the writer is to ring
    LEVELS = Levels(
        public="number outcome",
        internal="opening stub wants_answer answer_public registered_at answered_at",
        personal="reason answer",
        restricted="kind matter",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="boxes_slip_client_id"),
            models.UniqueConstraint(fields=["county", "opening", "number"], name="boxes_slip_number"),
            models.UniqueConstraint(
                fields=["county", "stub"], condition=models.Q(stub__isnull=False), name="boxes_slip_stub"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "state", "registered_at"], name="boxes_slip_state"),
            models.Index(
                fields=["county", "matter"],
                condition=models.Q(matter__isnull=False),
                name="boxes_slip_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id}-{self.number}"


class Transcript(CountyModel):
    """What is written on a slip, as somebody typed it (转写); who signed it, sealed.

    Of an accusation there is none: its words went to the discipline desk. Where nobody could take them they lie in
    `waiting`, sealed, with no text beside them (decision 0038).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    slip = CountyOneToOneField(Slip, models.CASCADE, related_name="transcript")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=30, blank=True)
    name_sealed = SealedField(blank=True)
    phone_sealed = SealedField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True)
    waiting_sealed = SealedField(blank=True)

    name = Sealed("name_sealed")
    phone = Sealed("phone_sealed")
    waiting = Sealed("waiting_sealed")

    FREE_TEXT: ClassVar = ("text",)
    LEVELS = Levels(
        internal="client_id slip language",
        personal="text",
        restricted="name_sealed phone_sealed phone_index waiting_sealed",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="boxes_transcript_client_id")
        ]
        indexes = [models.Index(fields=["county", "phone_index"], name="boxes_transcript_phone")]

    def __str__(self) -> str:
        return f"{self.slip_id}"
