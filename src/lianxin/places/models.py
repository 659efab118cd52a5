"""Areas of a county: townships, villages, groups (区域)."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.places.rules import LONGEST, AreaKind, prefix


class Area(CountyModel):
    """One place of the official tree while it exists; merged areas end, their codes never return."""

    code = models.CharField(max_length=LONGEST)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=AreaKind.choices)
    parent = CountyForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    LEVELS = Levels(public="code name kind parent valid_from valid_to")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="places_area_code")]
        indexes = [
            models.Index(fields=["county", "parent"], name="places_area_parent"),
            models.Index(fields=["county", "name"], name="places_area_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """What the code of everything inside begins with."""
        return prefix(self.code, self.kind)
