"""What a unit was given of who speaks, when a shielded matter went to it (身份屏蔽)."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.people.rules.confidentiality import Ground


class Passing(CountyModel):
    """One time a matter whose speaker is shielded went to a unit or, with `body`, out of the house (quality C9).

    `hidden` are the passages of its words the reader there doesn't see; `shown` those that were passed on although
    they may tell who speaks, `identity` whether name and telephone were. Either needs `ground` and `reason`.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="passings")
    unit = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField(max_length=80, blank=True)
    hidden = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    identity = models.BooleanField(default=False)
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("hidden", "shown", "reason")
    LEVELS = Levels(internal="matter unit body identity ground at", personal="account_id hidden shown reason")

    class Meta:
        indexes = [models.Index(fields=["county", "matter"], name="appeals_passing_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.at:%Y-%m-%d}"
