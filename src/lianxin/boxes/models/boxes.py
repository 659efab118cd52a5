"""The box itself: where it hangs, who holds its two keys, when it is opened; and what is wrong with it (意见箱)."""

from django.db import models

from lianxin.boxes.rules import Fault
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey
from lianxin.matters.models import Stateful
from lianxin.people.models import Unit


class Box(Stateful):
    """An opinion box (意见箱): `area` is where it hangs, `holder` whose it is.

    It has two locks. One key is held by somebody of `first_unit`, the other by somebody of `second_body`, which is
    not that unit. `days` are the fixed days in words, as `calendars.days` reads them.
    """

    code = models.CharField(max_length=16)
    place = models.CharField(max_length=120)
    first_key = models.CharField(max_length=64)
    first_unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    second_key = models.CharField(max_length=64)
    second_body = models.CharField(max_length=60)
    notice = models.CharField(max_length=500, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    days = models.CharField(max_length=80)
    hung_on = models.DateField()

    LEVELS = Levels(
        public="code place notice languages days",
        internal="first_unit second_body hung_on",
        personal="first_key second_key",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="boxes_box_client_id"),
            models.UniqueConstraint(fields=["county", "code"], name="boxes_box_code"),
        ]
        indexes = [models.Index(fields=["county", "area"], name="boxes_box_area")]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"


class BoxFault(Stateful):
    """Something to be put right at a box (箱满、损坏): a task until it is (BOX-06)."""

    box = CountyForeignKey(Box, models.PROTECT, related_name="faults")
    kind = models.CharField(max_length=8, choices=Fault.choices)
    words = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True, blank=True)
    mended = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(internal="box kind words found_at mended_at mended")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "client_id"], name="boxes_fault_client_id")]
        indexes = [models.Index(fields=["county", "box", "state"], name="boxes_fault_box")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.found_at:%Y-%m-%d}"
