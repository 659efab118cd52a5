"""Every print that left the office: which form, of what, by whom, when, the how manieth (打印记录)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class As(models.TextChoices):
    """What a paper is made as (格式)."""

    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")
    EXCEL = "xlsx", _("Excel")


class PrintLog(CountyModel):
    """One print of one form; `copy` counts the prints of the same form of the same row, under the same number.

    A blank form is a row of its own kind with a number of its own.
    `edition` is that of the form with the office's wording, as it stands at the foot of the sheet.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    form = models.CharField(max_length=8)
    edition = models.CharField(max_length=48)
    row_kind = models.CharField(max_length=24, blank=True)
    row_id = models.BigIntegerField(default=0)
    number = models.CharField(max_length=40, blank=True)
    copy = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=4, choices=As.choices)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)

    LEVELS = Levels(
        internal="client_id form edition row_kind row_id number copy kind at post_id", personal="by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_printlog_client_id"),
            models.UniqueConstraint(
                fields=["county", "form", "row_kind", "row_id", "number", "copy"],
                name="kernel_printlog_copy",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "at"], name="kernel_printlog_at"),
            models.Index(fields=["county", "form", "number"], name="kernel_printlog_number"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number} {self.copy}"
