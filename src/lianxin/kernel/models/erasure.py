"""Erasure (删除): holds that stop it, batches of two persons, the journal a restore replays, the register F-103."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel


class Cause(models.TextChoices):
    """Why a batch was made (删除事由)."""

    MONTHLY = "monthly", _("保存期满")
    REQUEST = "request", _("本人申请")


class BatchStatus(models.TextChoices):
    """Where a batch stands (批次状态); nothing is erased before two persons said so."""

    LISTED = "listed", _("已列出，待提出")
    PROPOSED = "proposed", _("已提出，待批准")
    APPROVED = "approved", _("已批准，待删除")
    REFUSED = "refused", _("没有批准")
    DONE = "done", _("已删除")


class LineStatus(models.TextChoices):
    """What became of one row of a batch."""

    WAITING = "waiting", _("待删除")
    ERASED = "erased", _("已删除")
    HELD = "held", _("保全中，没有删")
    NOT_DUE = "not_due", _("又有了新情况，没有删")


class Hold(CountyModel):
    """A legal hold (保全): while it stands the row and what belongs to it is not erased; two persons lift it.

    `until` is its last day, empty for no end; `lift_asked_by` asked to lift it, `lifted_by` agreed.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    placed_by = models.BigIntegerField(null=True)
    placed_at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    lift_asked_by = models.BigIntegerField(null=True)
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="client_id row_kind row_id placed_at until lift_asked_at lifted_at",
        personal="reason placed_by lift_asked_by lifted_by",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "client_id"], name="kernel_hold_client_id")]
        indexes = [models.Index(fields=["county", "row_kind", "row_id"], name="kernel_hold_row")]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id}"


class ErasureBatch(CountyModel):
    """One list of what is to be erased (删除批次); `month` is the month it may be done in, for monthly ones.

    `sealed`: its rows are kept from most, so the batch is too. `why` says why it was refused.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    cause = models.CharField(max_length=8, choices=Cause.choices)
    month = models.DateField(null=True, blank=True)
    sealed = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=BatchStatus.choices, default=BatchStatus.LISTED)
    not_before = models.DateTimeField()
    made_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="client_id cause month sealed status not_before made_at proposed_at decided_at why done_at",
        personal="proposed_by decided_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_erasurebatch_client_id"),
            models.UniqueConstraint(
                fields=["county", "month", "sealed"],
                condition=Q(month__isnull=False),
                name="kernel_erasurebatch_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.pk}"


class ErasureLine(CountyModel):
    """One row of a batch: of which kind of record, which row, since when it is ended."""

    batch = CountyForeignKey(ErasureBatch, models.CASCADE, related_name="lines")
    record = models.CharField(max_length=24)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    mark = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=8, choices=LineStatus.choices, default=LineStatus.WAITING)

    LEVELS = Levels(internal="batch record row_kind row_id mark ended_at status")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "batch", "record", "row_id"], name="kernel_erasureline_row"
            )
        ]
        indexes = [models.Index(fields=["county", "row_kind", "row_id"], name="kernel_erasureline_of_row")]

    def __str__(self) -> str:
        return f"{self.record} {self.row_id}"


class JournalLine(CountyModel):
    """That a row was erased (删除日志): a restore of an older copy erases it again. `mark` is its client id.

    Ids alone would not do: after a restore they are given out anew, to other people's rows.
    """

    record = models.CharField(max_length=24)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    mark = models.CharField(max_length=40)
    batch_id = models.BigIntegerField()
    at = models.DateTimeField()

    LEVELS = Levels(internal="record row_kind row_id mark batch_id at")

    class Meta:
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id"], name="kernel_journalline_row"),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.row_id}"


class RegisterLine(CountyModel):
    """One line of the deletion register (删除登记, F-103): how many of what, on what basis, who agreed, when.

    `number` counts within a year; `edition` is that of the rules. Who and what was erased is not in it.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    batch_id = models.BigIntegerField()
    record = models.CharField(max_length=24)
    cause = models.CharField(max_length=8, choices=Cause.choices)
    sealed = models.BooleanField(default=False)
    basis = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=24)
    count = models.PositiveIntegerField()
    proposed_by = models.BigIntegerField(null=True)
    decided_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    LEVELS = Levels(
        internal="year number batch_id record cause sealed basis edition count at",
        personal="proposed_by decided_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year", "number"], name="kernel_registerline_number")
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
