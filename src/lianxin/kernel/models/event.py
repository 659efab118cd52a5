"""The event log (事件) and the access log (访问记录): append-only rows in a hash chain per county."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel

HASH_LENGTH = 64


def stamp(moment: datetime | None) -> str | None:
    """A moment as the chain spells it: UTC to the microsecond, the same on every engine."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


class ChainHead(CountyModel):
    """The last link of one chain of one county; whoever appends locks this row, last and briefly.

    `closed` says where the county went (迁往何处); nothing is appended to a chain that is closed.
    """

    chain = models.CharField(max_length=16)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=HASH_LENGTH, default="")
    closed = models.CharField(max_length=200, default="", blank=True)

    LEVELS = Levels(internal="chain seq hash closed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "chain"], name="kernel_chainhead_chain")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class Chained(CountyModel):
    """A row whose hash covers its content and the hash of the row before it."""

    seq = models.BigIntegerField(editable=False)
    prev = models.CharField(max_length=HASH_LENGTH, editable=False)
    hash = models.CharField(max_length=HASH_LENGTH, editable=False)

    CHAIN: ClassVar[str]
    LEVELS = Levels(internal="seq prev hash")

    class Meta:
        abstract = True

    def content(self) -> list[Any]:
        """What the hash covers, in order, as plain JSON values."""
        raise NotImplementedError


class Event(Chained):
    """One act on one row: codes, ids, times and hashes; never words, names, phones or file names."""

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    move = models.CharField(max_length=32)
    source = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=16, blank=True)
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    client_id = models.UUIDField()
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    CHAIN = "events"
    LARGE: ClassVar = "some eight rows an appeal, kept for ever: the longest table of all"
    MONTHLY: ClassVar = "recorded_at"
    LEVELS = Levels(
        internal="row_kind row_id move source target client_id at device_at recorded_at facts",
        personal="actor_id post_id",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "seq"], name="kernel_event_seq")]
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id", "seq"], name="kernel_event_row"),
            models.Index(fields=["county", "row_kind", "at"], name="kernel_event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.row_kind} {self.row_id} {self.move}"

    def content(self) -> list[Any]:
        return [
            self.row_kind,
            self.row_id,
            self.move,
            self.source,
            self.target,
            self.actor_id,
            self.post_id,
            str(self.client_id),
            *map(stamp, [self.at, self.device_at, self.recorded_at]),
            self.facts,
        ]


class AccessEntry(Chained):
    """Somebody looked at, or took out, what is not open to all: who, what, why, when.

    `reason` is a salted hash; the words and the salt stand in `AccessWords` as long as they may be kept.
    """

    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    what = models.CharField(max_length=32)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    CHAIN = "access"
    LARGE: ClassVar = "a row for each look at a file, kept for ever"
    MONTHLY: ClassVar = "at"
    LEVELS = Levels(internal="row_kind row_id what reason at", personal="actor_id post_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "seq"], name="kernel_accessentry_seq")]
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id", "seq"], name="kernel_accessentry_row")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.what} {self.row_kind} {self.row_id}"

    def content(self) -> list[Any]:
        return [
            self.actor_id,
            self.post_id,
            self.row_kind,
            self.row_id,
            self.what,
            self.reason,
            stamp(self.at),
        ]


class AccessWords(CountyModel):
    """The words of one entry's reason (查看事由) with the salt of their hash; erased, the chain still holds."""

    seq = models.BigIntegerField()
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    words = models.CharField(max_length=200)

    LEVELS = Levels(internal="seq row_kind row_id at", personal="words", restricted="salt")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "seq"], name="kernel_accesswords_seq")]
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id"], name="kernel_accesswords_row"),
            models.Index(fields=["county", "at"], name="kernel_accesswords_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}"
