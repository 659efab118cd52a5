"""The head row every matter shares, its clocks, contacts and relations; state is written by `matters.act` alone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models import Post, Unit
from lianxin.places.models import Area


class Stateful(CountyModel):
    """A row with a state and events; it has no number, clock or index until it becomes a matter."""

    area = CountyForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    holder = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=16, editable=False)
    edition = models.CharField(max_length=16, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    client_id = models.UUIDField(default=uuid7, editable=False)

    LEVELS = Levels(internal="area holder state edition version client_id")

    class Meta:
        abstract = True


class Urgency(models.TextChoices):
    """How fast it must move (紧急程度)."""

    ORDINARY = "ordinary", _("一般")
    URGENT = "urgent", _("紧急")
    EMERGENCY = "emergency", _("特急")


class Matter(Stateful):
    """What a resident's word becomes: a number, clocks, contacts, papers (事项).

    A practice joins it one-to-one. `due_at` is the nearest of its running clocks, `due_was` when that one was due
    before it was extended (延期), empty when it wasn't. `filed_at` is when the resident spoke, `recorded_at` when
    the office wrote it down, which may be later (补录).
    """

    kind = models.CharField(max_length=24, editable=False)
    number = models.CharField(max_length=24, editable=False)
    query_hash = models.CharField(max_length=64, blank=True, editable=False)
    title = models.CharField(max_length=120)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.ORDINARY)
    filed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    due_was = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    late_entered = models.BooleanField(default=False)

    LARGE: ClassVar = "the head of every list, every count and every key of a practice"
    LEVELS = Levels(
        public="kind number",
        internal="urgency filed_at recorded_at due_at due_was closed_at late_entered",
        personal="title",
        restricted="query_hash",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="matters_matter_client_id"),
            models.UniqueConstraint(fields=["county", "number"], name="matters_matter_number"),
        ]
        indexes = [
            models.Index(fields=["county", "state", "due_at"], name="matters_matter_state_due"),
            models.Index(fields=["county", "holder", "state", "due_at"], name="matters_matter_holder"),
            models.Index(fields=["county", "filed_at"], name="matters_matter_filed"),
            models.Index(fields=["county", "area", "filed_at"], name="matters_matter_area"),
            models.Index(
                fields=["county", "due_at", "id"],
                condition=models.Q(due_at__isnull=False),
                name="matters_matter_due",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Clock(CountyModel):
    """One running, paused or stopped time limit of one row (时钟); `original_due` never changes.

    `due` is always `kind` and `amount + extended + held` counted from `started`: an extension (延期) adds to
    `extended` what was granted, a pause to `held` what it lasted, both in units of `kind`. While `paused` is set the
    clock stands still, and nothing can be late by it. `edition` is that of the limit it was started under.
    """

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    limit = models.CharField(max_length=12)
    edition = models.CharField(max_length=16)
    kind = models.CharField(max_length=2, blank=True)
    amount = models.FloatField(default=0)
    extended = models.FloatField(default=0)
    held = models.FloatField(default=0)
    paused = models.DateTimeField(null=True, blank=True)
    started = models.DateTimeField()
    due = models.DateTimeField()
    original_due = models.DateTimeField()
    stopped = models.DateTimeField(null=True, blank=True)

    LARGE: ClassVar = "several rows a matter, read with every list"
    LEVELS = Levels(
        internal="row_kind row_id limit edition kind amount extended held paused started due original_due stopped"
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "row_kind", "row_id"], name="matters_clock_row"),
            models.Index(
                fields=["county", "due"], condition=models.Q(stopped=None), name="matters_clock_running"
            ),
            models.Index(fields=["county", "row_kind", "limit", "due"], name="matters_clock_due"),
            models.Index(
                fields=["county", "row_kind", "limit", "original_due"], name="matters_clock_original"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.due:%Y-%m-%d %H:%M}"


class Channel(models.TextChoices):
    """The door a contact came through (渠道)."""

    WEB = "web", _("网上")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("来访")
    LETTER = "letter", _("来信")
    BOX = "box", _("意见箱")
    CHAT = "chat", _("微信群")
    ROUND = "round", _("走访")
    PLATFORM = "platform", _("上级平台")


class Contact(CountyModel):
    """One time somebody spoke about a matter (接触): many contacts, one matter (XC-01)."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    at = models.DateTimeField()
    taker_id = models.BigIntegerField(null=True, blank=True)
    words = models.TextField()

    FREE_TEXT: ClassVar = ("words",)
    LARGE: ClassVar = "a row or more a matter, with the words that were said"
    LEVELS = Levels(internal="client_id matter channel at taker_id", personal="words")

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter", "at"], name="matters_contact_matter"),
            models.Index(fields=["county", "at"], name="matters_contact_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.at:%Y-%m-%d}"


class RelationKind(models.TextChoices):
    """How one matter stands to another (关联)."""

    DUPLICATE_OF = "duplicate-of", _("与它是同一件事")
    FOLLOWS = "follows", _("接着它来的")
    CAUSED_BY = "caused-by", _("由它引起")
    REOPENED_FROM = "reopened-from", _("是它的重新反映")
    SPLIT_FROM = "split-from", _("从它拆分出来")


class Relation(CountyModel):
    """One matter's relation to another (关联); never a circle, see `relations`. Ended ones stay on record."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="relations")
    other = CountyForeignKey(Matter, models.CASCADE, related_name="related")
    kind = models.CharField(max_length=16, choices=RelationKind.choices)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(internal="matter other kind at ended_at", personal="account_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter", "kind", "other"],
                condition=models.Q(ended_at=None),
                name="matters_relation_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(matter=models.F("other")), name="matters_relation_not_to_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "matter", "kind"], name="matters_relation_matter"),
            models.Index(fields=["county", "other", "kind"], name="matters_relation_other"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.other_id}"


class Circle(models.TextChoices):
    """Who has a saved view among theirs (共用范围)."""

    OWN = "own", _("只有我自己")
    POST = "post", _("这个岗位上的人")
    UNIT = "unit", _("本单位的人")


class SavedView(CountyModel):
    """The filters of a list under a name (常用筛选); it never holds whom somebody looked for.

    One's own hang on the account and pass on with it when a post is handed over (移交).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    name = models.CharField(max_length=30)
    query = models.TextField()
    circle = models.CharField(max_length=8, choices=Circle.choices)
    account_id = models.BigIntegerField()
    post = CountyForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    unit = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    LEVELS = Levels(internal="client_id circle post unit made_at", personal="name query account_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="matters_savedview_client_id")
        ]
        indexes = [
            models.Index(fields=["county", "account_id"], name="matters_savedview_account"),
            models.Index(fields=["county", "post"], name="matters_savedview_post"),
            models.Index(fields=["county", "unit"], name="matters_savedview_unit"),
        ]

    def __str__(self) -> str:
        return self.name
