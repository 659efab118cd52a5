"""What was taken out of the house as a file (导出): who asked, who agreed, what is in it, until when it lies here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class ExportStatus(models.TextChoices):
    """Where an export stands; a file lies here only while it is ready."""

    ASKED = "asked", _("等第二个人批准")
    REFUSED = "refused", _("没有批准")
    MAKING = "making", _("正在生成")
    READY = "ready", _("可以下载")
    FAILED = "failed", _("没有生成")
    EXPIRED = "expired", _("已到期，文件已删除")


class Export(CountyModel):
    """One list taken out once. Its file hangs on it as a sealed attachment, so long as it is ready.

    `serial` is how people call it, counted in its county. `asked` are the filters as an address has them,
    `columns` what was chosen beyond what the screen shows. `scopes` are the requester's when it was asked for: a
    leader decides about exports of their own area. `standing` is a hash of everything the requester may do: the
    file is only for who still may the same.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    serial = models.PositiveIntegerField()
    sheet = models.CharField(max_length=24)
    asked = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    ground = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    rows = models.PositiveIntegerField(default=0)
    account_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True)
    scopes = models.JSONField(default=list)
    standing = models.CharField(max_length=64)
    second = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=ExportStatus.choices)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    objection = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True)
    made_rows = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    LEVELS = Levels(
        internal="client_id serial sheet columns ground rows post_id scopes standing second status asked_at decided_at "
        "made_at made_rows expires_at fault",
        personal="asked reason account_id decided_by objection",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_export_client"),
            models.UniqueConstraint(fields=["county", "serial"], name="kernel_export_serial"),
        ]
        indexes = [
            models.Index(fields=["county", "account_id", "asked_at"], name="kernel_export_account"),
            models.Index(fields=["county", "status", "expires_at"], name="kernel_export_status"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.serial} {self.status}"
