"""Beside the outbox: calls that didn't reach anybody, and what WeChat allows us to send (联系未果, 订阅次数)."""

from django.db import models
from django.db.models import Q

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.models.message import Message
from lianxin.kernel.sealed import Sealed, SealedField


class CallAttempt(CountyModel):
    """One attempt to tell somebody by word of mouth that didn't reach them (联系未果)."""

    message = CountyForeignKey(Message, models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    LEVELS = Levels(internal="message at", personal="account_id")

    class Meta:
        indexes = [models.Index(fields=["county", "message", "at"], name="kernel_callattempt_message")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.at:%Y-%m-%d %H:%M}"


class Credit(CountyModel):
    """One tap of "允许" in WeChat (一次性订阅): it allows one message of one letter to one reader, once.

    `tap` is the id of the notice it came in by; `spent_on` the message that used it up.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    tap = models.CharField(max_length=80)
    reader_kind = models.CharField(max_length=24)
    reader_id = models.BigIntegerField()
    letter = models.CharField(max_length=32)
    subscriber_sealed = SealedField()
    at = models.DateTimeField()
    spent_on = models.BigIntegerField(null=True)

    subscriber = Sealed("subscriber_sealed")

    LEVELS = Levels(
        internal="client_id tap reader_kind reader_id letter at spent_on",
        restricted="subscriber_sealed",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_credit_client_id"),
            models.UniqueConstraint(fields=["county", "tap"], name="kernel_credit_tap"),
            models.UniqueConstraint(
                fields=["county", "spent_on"],
                condition=Q(spent_on__isnull=False),
                name="kernel_credit_spent_once",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "reader_kind", "reader_id", "letter"], name="kernel_credit_reader")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.reader_kind} {self.reader_id}"
