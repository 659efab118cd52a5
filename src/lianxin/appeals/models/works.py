"""What small works cost and touched, where a matter was settled by building (工程情况, J16)."""

from typing import ClassVar

from django.db import models

from lianxin.appeals.rules.works import Land
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter


class Works(CountyModel):
    """The record of a matter's works; one to a matter, written anew until it is closed (工程情况).

    `cost` is in yuan, `labour` in days of one person. `before`, `after` and `papers` are the client ids of files of
    the matter: photographs before and after, and the written consent. `no_photos`: why there are none.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="works")
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    labour = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    before = models.JSONField(default=list, blank=True)
    after = models.JSONField(default=list, blank=True)
    no_photos = models.TextField(blank=True)
    land = models.CharField(max_length=8, choices=Land.choices, blank=True)
    consent = models.TextField(blank=True)
    papers = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("no_photos", "consent")
    LEVELS = Levels(
        internal="matter cost labour before after land papers written_at",
        personal="no_photos consent account_id",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "matter"], name="appeals_works_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.written_at:%Y-%m-%d}"
