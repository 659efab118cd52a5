"""The duty catalogue: which unit a matter of this class in this place goes to, and by what right (派单目录)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models import Unit


class DutyEdition(CountyModel):
    """One edition of the catalogue (目录版次): a draft until it has an effective day, never changed after that.

    `withdrawn_at` takes it back: the edition before it holds again. Orders keep the line they were proposed by.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    number = models.PositiveIntegerField()
    effective = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(
        internal="client_id number effective made_at published_at withdrawn_at note", personal="made_by"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="appeals_dutyedition_number"),
            models.UniqueConstraint(fields=["county", "client_id"], name="appeals_dutyedition_client"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def draft(self) -> bool:
        """Whether it may still be changed."""
        return self.published_at is None


class DutyLine(CountyModel):
    """One line: a class or a branch × an area × words → a unit, with its basis; empty conditions hold for all.

    `class_code` names a class of whatever edition is in force, so that a new list of classes leaves the catalogue
    standing. `area` is the prefix of an area code. `backstop` lines are asked last (兜底, J10); `departments`
    marks what no village may lead (J9).
    """

    edition = CountyForeignKey(DutyEdition, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    class_code = models.CharField(max_length=24, blank=True)
    area = models.CharField(max_length=18, blank=True)
    words = models.CharField(max_length=200, blank=True)
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)
    backstop = models.BooleanField(default=False)
    departments = models.BooleanField(default=False)

    LEVELS = Levels(internal="edition place class_code area words unit basis backstop departments")

    class Meta:
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["county", "edition", "place"], name="appeals_dutyline_place")]

    def __str__(self) -> str:
        return f"{self.place} → {self.unit_id}"
