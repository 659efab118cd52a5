"""What is said against units and people, and the accusations that lie with the discipline desk (举报、被反映对象)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel, CountyOneToOneField
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Matter
from lianxin.people.models import Person, Unit


class Accusation(CountyModel):
    """That an accusation of an official (举报) lies with the discipline desk (纪检岗), since when and by whose hand.

    From this row on nobody else sees more of it than its kind: who took it down or handed it over neither (D.7).
    """

    id = None  # type: ignore[assignment]  # its key is its matter's
    matter = CountyOneToOneField(Matter, models.CASCADE, primary_key=True, related_name="accusation")
    handed_at = models.DateTimeField()
    handed_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(internal="matter handed_at", personal="handed_by")

    class Meta:
        indexes = [models.Index(fields=["county", "handed_by"], name="appeals_accusation_by")]

    def __str__(self) -> str:
        return f"{self.matter_id}"


class Accused(CountyModel):
    """A unit or a person that a matter is said against (被反映对象、被举报人); `name` where it is nobody we know.

    `walled`: the matter does not exist for them, their line, their kin and who stands in for them (回避, INV-08).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="accused")
    unit = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    person = CountyForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name_sealed = SealedField(blank=True)
    walled = models.BooleanField(default=True)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True, blank=True)

    name = Sealed("name_sealed")

    LEVELS = Levels(
        internal="client_id matter walled set_at",
        personal="set_by",
        restricted="unit person name_sealed",
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_accused_matter"),
            models.Index(
                fields=["county", "unit"],
                condition=models.Q(unit__isnull=False, walled=True),
                name="appeals_accused_unit",
            ),
            models.Index(
                fields=["county", "person"],
                condition=models.Q(person__isnull=False, walled=True),
                name="appeals_accused_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}"
