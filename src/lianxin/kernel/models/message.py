"""The outbox: one row for each message an act decided to send (待发通知)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel
from lianxin.kernel.sealed import Sealed, SealedField


class MessageStatus(models.TextChoices):
    """Where a message stands; `call` and `dead` make the 待电话告知 list."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    CALL = "call", _("待电话告知")
    TOLD = "told", _("已电话告知")
    DEAD = "dead", _("多次发送失败")
    STALE = "stale", _("过时未发")
    DECLINED = "declined", _("本人不要告知")
    JOINED = "joined", _("并入次日汇总")
    QUARANTINED = "quarantined", _("恢复后待确认")


class Channel(models.TextChoices):
    """How somebody is told (告知方式): what they chose, and by what means a message left."""

    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("上门（纸质）")
    NONE = "none", _("不用告知")


class Note(models.TextChoices):
    """How somebody was told by word of mouth (告知结果)."""

    SPOKE = "spoke", _("本人接听")
    FAMILY = "family", _("家人接听，答应转告")
    VISITED = "visited", _("上门告知")
    UNREACHABLE = "unreachable", _("这次没联系上")


class Message(CountyModel):
    """One message; `stable_id` is what receivers deduplicate by, `variables` holds codes, numbers and dates.

    `wanted` is the channel the person chose, `channel` the one it takes; `reader_kind` and `reader_id` name who is
    told (an appellant), `reader_index` finds the messages to one person. `slot_day` and `slot` are its place among
    the messages of one day to one person (每日上限): unique, so that two workers never send one too many.
    `sent_text` and `wording` keep the sentence that was sent and the edition of the office's wording.
    `outcome` is the code of the last failure; `note` says how the person was told by telephone.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    stable_id = models.UUIDField(default=uuid.uuid4, editable=False)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    letter = models.CharField(max_length=32)
    variables = models.JSONField(default=dict)
    to_sealed = SealedField(blank=True)
    wanted = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reader_kind = models.CharField(max_length=24, blank=True)
    reader_id = models.BigIntegerField(null=True)
    reader_index = models.CharField(max_length=64, blank=True)
    slot_day = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)
    joined_id = models.BigIntegerField(null=True)
    sent_text = models.TextField(blank=True)
    wording = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=12, choices=MessageStatus.choices)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    good_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    told_by_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=12, choices=Note.choices, blank=True)

    to = Sealed("to_sealed")

    LEVELS = Levels(
        internal="client_id stable_id row_kind row_id letter variables channel status urgent at good_until "
        "attempts outcome settled_at note wanted reader_kind reader_id slot_day slot joined_id sent_text wording",
        personal="told_by_id",
        restricted="to_sealed reader_index",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "stable_id"], name="kernel_message_stable_id"),
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_message_client_id"),
            models.UniqueConstraint(
                fields=["county", "reader_index", "slot_day", "slot"],
                condition=~Q(reader_index="") & Q(slot_day__isnull=False),
                name="kernel_message_slot",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id"], name="kernel_message_row"),
            models.Index(
                fields=["county", "at", "id"],
                name="kernel_message_call",
                condition=Q(status__in=["call", "dead"]),
            ),
            models.Index(
                fields=["county", "reader_index", "at"],
                name="kernel_message_reader",
                condition=Q(status="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.stable_id} {self.status}"
