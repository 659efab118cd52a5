"""What units gave back, and who decided whose duty it is (退单、争议裁定)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from lianxin.appeals.models.appeal import Order
from lianxin.appeals.rules.returning import Ground
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit


class Adjudication(CountyModel):
    """The final decision on whose duty a matter is (争议裁定, F-94); a matter has one at most.

    `asking` is the unit that gave the order back, `one` and `other` the two that dispute, the lower key first, so
    that the same pair is found again whoever begins (J8); `unit` is the one named. `class_code` is the class as it
    stood then. `backstop`: nobody decided within the limit and the unit of last resort has it (兜底, J10).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="adjudications")
    asking = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    one = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    other = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    class_code = models.CharField(max_length=24, blank=True)
    basis = models.CharField(max_length=200)
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_post = models.BigIntegerField(null=True, blank=True)
    backstop = models.BooleanField(default=False)

    FREE_TEXT: ClassVar = ("decision",)
    LEVELS = Levels(
        internal="client_id matter asking one other unit class_code basis decided_at decided_post backstop",
        personal="decision decided_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter"], name="appeals_adjudication_final")
        ]
        indexes = [
            models.Index(fields=["county", "one", "other", "class_code"], name="appeals_adjudication_pair"),
            models.Index(fields=["county", "decided_at"], name="appeals_adjudication_decided"),
            models.Index(fields=["county", "class_code", "decided_at"], name="appeals_adjudication_class"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.unit_id}"


class Return(CountyModel):
    """An order that a unit gave back, and what came of it (退单).

    `decided_at` is empty while it waits; `agreed` says whether it left the unit in the end. `answer` is the desk's
    word, `submitted_at` when it went to the adjudicator (提交裁定); nobody in `submitted_by` means that the desk
    let its limit pass. With `precedent` it was answered at once as an earlier dispute of the same pair was (J8).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="returns")
    order = CountyForeignKey(Order, models.CASCADE, related_name="+")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    suggested = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    basis = models.CharField(max_length=200)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    made_post = models.BigIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_post = models.BigIntegerField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    precedent = CountyForeignKey(
        Adjudication, models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    FREE_TEXT: ClassVar = ("reason", "answer")
    LEVELS = Levels(
        internal="client_id matter order unit suggested ground basis asked_at made_post submitted_at decided_at "
        "decided_post agreed precedent",
        personal="reason asked_by submitted_by decided_by answer",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(decided_at=None),
                name="appeals_return_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_return_matter"),
            models.Index(fields=["county", "unit", "asked_at"], name="appeals_return_unit"),
            models.Index(fields=["county", "order"], name="appeals_return_order"),
        ]

    def __str__(self) -> str:
        return _("退单 %(day)s") % {"day": f"{self.asked_at:%Y-%m-%d}"}


class DutyProposal(CountyModel):
    """A line for the duty catalogue that an adjudication proposes (目录建议), until its keeper takes it or leaves it.

    Its condition is that of the line the dispute arose from, narrowed to the class; `taken` is empty while it waits.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    adjudication = CountyForeignKey(Adjudication, models.CASCADE, related_name="proposals")
    class_code = models.CharField(max_length=24)
    area = models.CharField(max_length=18, blank=True)
    words = models.CharField(max_length=200, blank=True)
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.BigIntegerField(null=True, blank=True)
    taken = models.BooleanField(null=True, blank=True)

    LEVELS = Levels(
        internal="client_id adjudication class_code area words unit basis made_at settled_at taken",
        personal="settled_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "adjudication"], name="appeals_dutyproposal_once")
        ]
        indexes = [
            models.Index(
                fields=["county", "made_at"],
                condition=models.Q(taken=None),
                name="appeals_dutyproposal_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.class_code} → {self.unit_id}"
