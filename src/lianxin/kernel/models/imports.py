"""Sheets that were brought in: each run, the rows it made, and the mappings that are remembered (导入)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel


class RunStatus(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", _("等对列")
    LOOKING = "looking", _("正在核对")
    PREVIEWED = "previewed", _("等确认")
    TAKING = "taking", _("正在导入")
    DONE = "done", _("已导入")
    UNDOING = "undoing", _("正在撤销")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("没有完成")


class ImportRun(CountyModel):
    """One sheet on its way in (导入批次): what was chosen, what came of it. The file hangs on it, sealed.

    `head` is what the page of columns shows of the file: its sheets, headings, first values. `faults` are the first
    lines sent back, `unknown` values nobody has translated yet. All these, and the files, can be taken away
    without the counts.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=24)
    batch = models.CharField(max_length=24)
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.UPLOADED)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.BigIntegerField(null=True)
    made_post = models.BigIntegerField(null=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    header = models.PositiveIntegerField(null=True)
    head = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    unknown = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)

    LEVELS = Levels(
        internal="client_id kind batch status digest made_at made_post sheet header counts progress total "
        "done_at undone_at",
        personal="made_by head mapping options values faults unknown undone_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_importrun_client"),
            models.UniqueConstraint(fields=["county", "batch"], name="kernel_importrun_batch"),
        ]
        indexes = [
            models.Index(fields=["county", "digest"], name="kernel_importrun_digest"),
            models.Index(fields=["county", "status", "made_at"], name="kernel_importrun_status"),
        ]

    def __str__(self) -> str:
        return self.batch


class ImportMade(CountyModel):
    """One row an import made, and the last event of the county then: a later one means somebody went on with it."""

    run = CountyForeignKey(ImportRun, models.CASCADE, related_name="made")
    line = models.PositiveIntegerField()
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    seq = models.BigIntegerField()

    LEVELS = Levels(internal="run line row_kind row_id seq")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "run", "row_kind", "row_id"], name="kernel_importmade_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line} {self.row_kind} {self.row_id}"


class SheetMapping(CountyModel):
    """Which heading was which column the last time a sheet with these headings came (记住的对照)."""

    kind = models.CharField(max_length=24)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    LEVELS = Levels(internal="kind signature at", personal="mapping options values")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "signature"], name="kernel_sheetmapping_signature"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"
