"""What was taken out of a free text because it is somebody's number (文中号码)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel
from lianxin.kernel.sealed import Sealed, SealedField


class SealedPiece(CountyModel):
    """One number of a free text, sealed; the text holds a marker like 〔电话①〕 in its place.

    `row_kind` and `row_id` name the row it is about (a matter), `part`, `part_id` and `field` where the text stands.
    The value is kept as it was written, so that text and pieces together are the original to the letter.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    part = models.CharField(max_length=24)
    part_id = models.BigIntegerField()
    field = models.CharField(max_length=24)
    kind = models.CharField(max_length=12)
    ordinal = models.PositiveSmallIntegerField()
    value_sealed = SealedField()
    value_index = models.CharField(max_length=64)

    value = Sealed("value_sealed")

    LEVELS = Levels(
        internal="client_id row_kind row_id part part_id field kind ordinal",
        restricted="value_sealed value_index",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "row_kind", "row_id", "part", "part_id", "field", "kind", "ordinal"],
                name="kernel_sealedpiece_place",
            )
        ]
        indexes = [models.Index(fields=["county", "value_index"], name="kernel_sealedpiece_value")]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id} {self.kind} {self.ordinal}"
