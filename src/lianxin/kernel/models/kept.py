"""Query codes that can't be drawn again (留存的查询码): those of rows that came from another installation."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel
from lianxin.kernel.sealed import Sealed, SealedField


class KeptCode(CountyModel):
    """The query code of one row as it stands on the receipt people hold, sealed.

    Codes are drawn with the installation's key (ADR 0009); where a county moves to, another key would draw others.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    code_sealed = SealedField()

    code = Sealed("code_sealed")

    LEVELS = Levels(internal="client_id row_kind row_id", restricted="code_sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "row_kind", "row_id"], name="kernel_keptcode_row"),
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id}"
