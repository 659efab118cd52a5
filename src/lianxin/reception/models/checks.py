"""Somebody goes and looks (实地查看): asked of a unit about a matter or a visit, with what was found and counted."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter, Stateful
from lianxin.reception.models.visits import Visit
from lianxin.reception.rules.checks import Measure, Quantity


class FieldCheck(Stateful):
    """A look at the spot (实地查看, RCP-12), of a matter, of a visit, or of a visit and its matter.

    `holder` is the unit that goes. `asked` is what to look at, `found` what was seen, `present` who was there, one a
    line. `cost` is an estimate in yuan and says on what it rests. Photographs hang on the row.
    """

    matter = CountyForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="checks")
    visit = CountyForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="checks")
    asked = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    present = models.TextField(blank=True)
    found = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    cost_basis = models.CharField(max_length=120, blank=True)
    called_off_why = models.CharField(max_length=200, blank=True)

    FREE_TEXT: ClassVar = ("place", "present", "found", "cost_basis", "called_off_why")
    LEVELS = Levels(
        internal="matter visit due_on asked_at seen_at cost",
        personal="asked place present found cost_basis called_off_why",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_fieldcheck_client_id"),
            models.CheckConstraint(
                condition=models.Q(matter__isnull=False) | models.Q(visit__isnull=False),
                name="reception_fieldcheck_of_something",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "matter"], name="reception_fieldcheck_matter"),
            models.Index(fields=["county", "visit"], name="reception_fieldcheck_visit"),
            models.Index(fields=["county", "holder", "state", "due_on"], name="reception_fieldcheck_due"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.visit_id} {self.due_on}"


class CheckQuantity(CountyModel):
    """So much of something, as it was counted on the spot (数量); its unit is typed, `at_least` is 余."""

    check_of = CountyForeignKey(FieldCheck, models.CASCADE, related_name="quantities")
    what = models.CharField(max_length=30)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    unit = models.CharField(max_length=4, choices=Measure.choices)
    at_least = models.BooleanField(default=False)

    LEVELS = Levels(internal="check_of what amount unit at_least")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "check_of"], name="reception_checkquantity_check"),
        ]

    def __str__(self) -> str:
        return str(self.quantity)

    @property
    def quantity(self) -> Quantity:
        """As a value."""
        return Quantity(self.what, self.amount, self.unit, self.at_least)
