"""The settings an office changes, edition by edition (设置的版次)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel

WHOLE_COUNTY = ""


class Edition(CountyModel):
    """One value of one setting from a moment on; never changed afterwards, only followed by another.

    `scope` is the prefix of the areas it holds for, empty for the whole county. `undoes` is the number of the
    edition whose change this one takes back. `retired` marks those that no present or future moment asks for.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    code = models.CharField(max_length=48)
    scope = models.CharField(max_length=18, blank=True)
    number = models.PositiveIntegerField()
    value = models.JSONField()
    effective = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    undoes = models.PositiveIntegerField(null=True)
    retired = models.BooleanField(default=False)

    LEVELS = Levels(
        internal="client_id code scope number value effective made_at reason undoes retired",
        personal="made_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "scope", "number"], name="kernel_edition_number"
            ),
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_edition_client_id"),
        ]
        indexes = [models.Index(fields=["county", "retired", "code"], name="kernel_edition_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.scope} {self.number}"
