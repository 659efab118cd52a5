"""What is asked of a unit from above, and asked for from below: 督办, 领导批示, 申请上级协调."""

from typing import ClassVar

from django.db import models

from lianxin.appeals.rules.supervision import Level, Why
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit


class Supervision(CountyModel):
    """A notice that a unit is to answer by a day (督办单, F-97), and what it answered.

    `until` is a day, to its end. `answered_at` is empty while the unit owes its answer; one notice of a matter
    waits at a time.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="supervisions")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level.choices)
    why = models.CharField(max_length=12, choices=Why.choices)
    demand = models.TextField()
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, blank=True)
    made_post = models.BigIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("demand", "answer")
    LEVELS = Levels(
        internal="matter unit level why until made_at made_post answered_at",
        personal="demand made_by answer answered_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(answered_at=None),
                name="appeals_supervision_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_supervision_matter"),
            models.Index(
                fields=["county", "until"],
                condition=models.Q(answered_at=None),
                name="appeals_supervision_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.matter_id}"


class Instruction(CountyModel):
    """What a leader wrote on a matter (领导批示)."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="instructions")
    words = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, blank=True)
    made_post = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("words",)
    LEVELS = Levels(internal="matter made_at made_post", personal="words made_by")

    class Meta:
        indexes = [models.Index(fields=["county", "matter"], name="appeals_instruction_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.made_at:%Y-%m-%d}"


class UpwardRequest(CountyModel):
    """The resident or the village asks the level above to step in (申请上级协调, SYN-02), and its reply.

    `asked_by` is empty when the resident asked; `replied_at` is empty while nobody has replied.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="upward_requests")
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("words", "reply")
    LEVELS = Levels(internal="matter asked_at replied_at", personal="words asked_by reply replied_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(replied_at=None),
                name="appeals_upward_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_upward_matter"),
            models.Index(
                fields=["county", "asked_at"],
                condition=models.Q(replied_at=None),
                name="appeals_upward_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.asked_at:%Y-%m-%d}"
