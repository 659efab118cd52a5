"""What was put right, and what was made void (更正、作废)."""

from typing import ClassVar

from django.db import models

from lianxin.appeals.models.appeal import Appellant
from lianxin.appeals.rules import Correctable
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Matter


class Correction(CountyModel):
    """One correction that was proposed, and what became of it (更正, F-102; 作废).

    Old and new value are sealed: a name written down wrongly is still somebody's name. `decided_at` is empty
    while it waits for a second person; `approved` says what that one decided.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=12, choices=Correctable.choices)
    appellant = CountyForeignKey(Appellant, models.CASCADE, null=True, blank=True, related_name="+")
    old_sealed = SealedField(blank=True)
    new_sealed = SealedField(blank=True)
    why = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True, blank=True)
    proposed_post = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_post = models.BigIntegerField(null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)

    old = Sealed("old_sealed")
    new = Sealed("new_sealed")

    FREE_TEXT: ClassVar = ("why",)
    LEVELS = Levels(
        internal="client_id matter field appellant proposed_at proposed_post decided_at decided_post approved",
        personal="why proposed_by decided_by",
        restricted="old_sealed new_sealed",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter", "field"],
                condition=models.Q(decided_at=None),
                name="appeals_correction_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_correction_matter"),
            models.Index(
                fields=["county", "proposed_at"],
                condition=models.Q(decided_at=None),
                name="appeals_correction_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.get_field_display()
