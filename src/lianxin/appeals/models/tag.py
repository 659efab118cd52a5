"""Tags an office puts on matters, never on residents (标签)."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter


class MatterTag(CountyModel):
    """One tag on one matter, by its code, from when to when; what is taken off stays on record."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(internal="matter tag at removed_at", personal="by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter", "tag"],
                condition=models.Q(removed_at=None),
                name="appeals_mattertag_on",
            )
        ]
        indexes = [models.Index(fields=["county", "tag", "matter"], name="appeals_mattertag_tag")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.tag}"
