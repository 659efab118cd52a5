"""Files that hang on a row (附件): what is known about them; the bytes lie in the data folder."""

from django.db import models
from django.utils import timezone

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class Attachment(CountyModel):
    """One file of one row. `sha256` is of what was sent, `served_sha256` of what is stored and served."""

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    client_id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    served_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    origin = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField(default=timezone.now)
    sealed_original = models.BooleanField(default=False)

    LEVELS = Levels(
        internal="row_kind row_id client_id kind size sha256 served_sha256 origin at sealed_original",
        personal="name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_attachment_client"),
            models.UniqueConstraint(
                fields=["county", "row_kind", "row_id", "sha256"], name="kernel_attachment_content"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "served_sha256"], name="kernel_attachment_served"),
            models.Index(fields=["county", "sha256"], name="kernel_attachment_original"),
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id} {self.kind}"
