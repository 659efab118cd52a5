"""Work to be done after the commit, and timers: rows written in the transaction of the act (任务)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class JobStatus(models.TextChoices):
    """Where a job stands; only `waiting` ones are picked up."""

    WAITING = "waiting", _("等待")
    RUNNING = "running", _("执行中")
    DONE = "done", _("完成")
    DEAD = "dead", _("多次失败")


class Job(CountyModel):
    """One piece of work; `key` names it once and for all within the county, `payload` holds ids only."""

    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    status = models.CharField(max_length=8, choices=JobStatus.choices, default=JobStatus.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True, help_text=_("只记错误的代码，不记内容"))
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="key kind payload status due_at attempts lease_until last_error created_at done_at"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="kernel_job_key")]
        indexes = [
            models.Index(fields=["county", "due_at"], name="kernel_job_due", condition=Q(status="waiting")),
            models.Index(
                fields=["county", "lease_until"], name="kernel_job_lease", condition=Q(status="running")
            ),
            models.Index(
                fields=["county", "due_at", "id"], name="kernel_job_dead", condition=Q(status="dead")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.status}"
