"""Work that stands still and goes on later, and limits that were made longer (挂起、转项目、延期)."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter


class Decided(CountyModel):
    """What one person asks for and another decides: open while `decided_at` is empty, `approved` says how (两人)."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    asked_post = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_post = models.BigIntegerField(null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    refusal = models.TextField(blank=True)

    LEVELS = Levels(
        internal="client_id asked_at asked_post decided_at decided_post approved",
        personal="asked_by decided_by refusal",
    )

    class Meta:
        abstract = True


class Suspension(Decided):
    """One time a matter stands still for a named event (挂起, move 20), or for a project (转项目, move 23).

    It lasts from `decided_at` to `ended_at`. `event` is a line of the office's list, `words` what exactly is waited
    for, which the resident reads. On `until` it goes on by itself; a project has no such day. By `news_at` the
    resident hears how it stands.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="suspensions")
    event = models.CharField(max_length=40)
    project = models.BooleanField(default=False)
    words = models.TextField()
    until = models.DateField(null=True, blank=True)
    news_at = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("words", "refusal")
    LEVELS = Levels(
        internal="matter event project until news_at ended_at",
        personal="words",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(decided_at=None),
                name="appeals_suspension_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_suspension_matter"),
            models.Index(fields=["county", "decided_at"], name="appeals_suspension_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.event}"


class News(CountyModel):
    """What the resident was told while the matter stood still (进展告知), and by when they hear again."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="news")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    next_at = models.DateField()

    FREE_TEXT: ClassVar = ("text",)
    NUMBERS_LEFT: ClassVar = ("landline",)  # the office the resident is to ring
    LEVELS = Levels(internal="matter at next_at", personal="account_id text")

    class Meta:
        indexes = [models.Index(fields=["county", "matter", "at"], name="appeals_news_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.at:%Y-%m-%d}"


class Extension(Decided):
    """More time for one limit of a matter (延期, move 22, F-95): asked before it is due, once, for a reason.

    `limit` is the limit whose clock is meant, `amount` the units of `kind` it gets on top; `due_before` is when it was
    due when this was asked, `due_after` when it is due since it was granted. The resident reads the reason.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="extensions")
    limit = models.CharField(max_length=12)
    kind = models.CharField(max_length=2)
    amount = models.FloatField()
    reason = models.TextField()
    basis = models.TextField(blank=True)
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("reason", "basis", "refusal")
    LEVELS = Levels(
        internal="matter limit kind amount due_before due_after",
        personal="reason basis",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(decided_at=None),
                name="appeals_extension_waiting_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_extension_matter"),
            models.Index(fields=["county", "decided_at"], name="appeals_extension_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.limit}"
