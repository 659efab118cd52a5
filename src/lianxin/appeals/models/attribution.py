"""To which units a resident's rating is put down (评价归因)."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit


class Attribution(CountyModel):
    """The rating of an appeal put down to one of the units that worked on it, for a reason (D.5, J14).

    The rating itself belongs to the appeal; `satisfied` is what it was when it was put down.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="attributions")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    satisfied = models.PositiveSmallIntegerField()
    why = models.TextField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("why",)
    LEVELS = Levels(internal="matter unit satisfied at", personal="why account_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter", "unit"], name="appeals_attribution_once")
        ]
        indexes = [models.Index(fields=["county", "unit"], name="appeals_attribution_unit")]

    def __str__(self) -> str:
        return f"{self.matter_id} ~ {self.unit_id}"
