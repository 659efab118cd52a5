"""One opening of a box: by whom, which seal, how many slips, where the paper is kept (开箱)."""

from django.db import models

from lianxin.boxes.models.boxes import Box
from lianxin.boxes.rules import Outsider
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey
from lianxin.matters.models import Stateful
from lianxin.people.models import Unit


class Opening(Stateful):
    """An opening (开箱): by `opener` of a unit and by an `outsider` who isn't of the office (BOX-01).

    `day` is the day it was planned for; `planned` whether it was one of the fixed days. `count` is what both counted
    and signed for (`agreed`). `paper_kept` says where the slips lie afterwards (纸条的存放).
    """

    box = CountyForeignKey(Box, models.PROTECT, related_name="openings")
    planned = models.BooleanField()
    day = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opener = models.CharField(max_length=64, blank=True)
    opener_unit = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=64, blank=True)
    outsider_kind = models.CharField(max_length=12, choices=Outsider.choices, blank=True)
    outsider_body = models.CharField(max_length=60, blank=True)
    witness = models.CharField(max_length=64, blank=True)
    seal_before = models.CharField(max_length=40, blank=True)
    seal_whole = models.BooleanField(default=True)
    seal_words = models.CharField(max_length=200, blank=True)
    seal_after = models.CharField(max_length=40, blank=True)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    paper_kept = models.CharField(max_length=120, blank=True)

    LEVELS = Levels(
        public="planned day opened_at count published_at",
        internal="box opener_unit outsider_kind outsider_body seal_before seal_whole seal_words seal_after agreed"
        " paper_kept",
        personal="opener outsider witness",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="boxes_opening_client_id")
        ]
        indexes = [
            models.Index(fields=["county", "box", "opened_at"], name="boxes_opening_box"),
            models.Index(fields=["county", "state", "opened_at"], name="boxes_opening_state"),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.day:%Y-%m-%d}"
