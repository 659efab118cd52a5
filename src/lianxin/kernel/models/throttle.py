"""How often somebody tried something lately (限流)."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels


class Throttle(models.Model):
    """The recent tries of one key in one scope: moments in milliseconds, oldest first.

    Of no county: whoever is slowed down has not said, or not proved, which county they belong to.
    """

    table_kind: ClassVar[str] = "local"

    scope = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    tries = models.JSONField(default=list)
    until = models.DateTimeField()

    LEVELS = Levels(internal="id scope key tries until")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="kernel_throttle_key")]
        indexes = [models.Index(fields=["until"], name="kernel_throttle_until")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key[:8]}"
