"""The trained tables of a county and what they proposed, beside what the desk chose (分类建议)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel


class TrainingStatus(models.TextChoices):
    """How far a training is (训练进度)."""

    WAITING = "waiting", _("正在训练")
    READY = "ready", _("训练好了")
    FAILED = "failed", _("没有训练成")


class ClassTraining(CountyModel):
    """One training of the class suggestion from a county's own closed matters (训练).

    The latest that is ready is in use; `number` is its edition. `file` holds its table of weights, pieces of one to
    three signs that stand in several messages: no sentence, and nobody's text. `report` is what five held-out parts
    said of it: codes and figures.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=TrainingStatus.choices, default=TrainingStatus.WAITING)
    depth = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True, blank=True)
    examples = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    file = models.BinaryField(null=True)

    LEVELS = Levels(
        internal="client_id number status depth asked_at done_at examples report file",
        personal="asked_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="wording_classtraining_number"),
            models.UniqueConstraint(fields=["county", "client_id"], name="wording_classtraining_client"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ClassSuggestion(CountyModel):
    """What was proposed for one message when it was filed, and what became of it (建议与采用).

    It holds a code and no word of the message: the words that speak for a class are found again when they are shown.
    `confidence` is in thousandths. `chosen` are the codes of the class the desk gave, from the top down, joined by
    `/`; `shown` whether the proposal stood on the page then, `taken` whether the class lies in what was proposed.
    """

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    training = CountyForeignKey(ClassTraining, models.PROTECT, related_name="+")
    label = models.CharField(max_length=24)
    confidence = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    chosen = models.CharField(max_length=80, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    shown = models.BooleanField(null=True, blank=True)
    taken = models.BooleanField(null=True, blank=True)

    LARGE: ClassVar = "a row an appeal, beside what the desk chose"
    LEVELS = Levels(
        internal="row_kind row_id training label confidence at chosen chosen_at shown taken",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "row_kind", "row_id"], name="wording_classsuggestion_row"
            )
        ]
        indexes = [
            models.Index(fields=["county", "training"], name="wording_classsuggestion_model"),
            models.Index(fields=["county", "chosen_at"], name="wording_classsuggestion_chosen"),
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id} → {self.label}"
