"""Somebody who speaks for another, with that one's consent (代为反映)."""

from django.db import models

from lianxin.appeals.models.appeal import Appellant
from lianxin.appeals.rules.speaking import Agreed, Kin
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter


class Proxy(CountyModel):
    """A proxy, the one they speak for, how that one agreed, and how they took it back, if they did.

    From `withdrawn_at` on the proxy is told nothing more, and the receipt the proxy holds opens nothing.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="proxies")
    proxy = CountyForeignKey(Appellant, models.CASCADE, related_name="+")
    principal = CountyForeignKey(Appellant, models.CASCADE, related_name="+")
    kin = models.CharField(max_length=12, choices=Kin.choices)
    agreed = models.CharField(max_length=8, choices=Agreed.choices)
    agreed_at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn = models.CharField(max_length=8, choices=Agreed.choices, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(
        internal="client_id matter proxy principal kin agreed agreed_at withdrawn_at withdrawn",
        personal="taken_by withdrawn_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(withdrawn_at=None),
                name="appeals_proxy_standing_once",
            )
        ]
        indexes = [models.Index(fields=["county", "matter"], name="appeals_proxy_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.get_kin_display()}"
