"""What leaders and auditors keep: stories, notes about the data, what was made public (典型案例、数据质量、公开)."""

from typing import ClassVar

from django.db import models

from lianxin.appeals.models import AppealClass, Appellant
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.places.models import Area


class Story(CountyModel):
    """A story told about matters (典型案例): it points to them and changes no count (CNT-05).

    One matter told in two stories stays one matter; ten stories of one are ten stories and one matter.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    title = models.CharField(max_length=80)
    text = models.TextField()
    written_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(internal="client_id written_at published_at", personal="title text account_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="insight_story_client_id"),
        ]
        indexes = [models.Index(fields=["county", "written_at"], name="insight_story_written")]

    def __str__(self) -> str:
        return self.title


class StoryMatter(CountyModel):
    """That a story tells of a matter."""

    story = CountyForeignKey(Story, models.CASCADE, related_name="lines")
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="+")

    LEVELS = Levels(internal="story matter")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "story", "matter"], name="insight_storymatter_once"),
        ]
        indexes = [models.Index(fields=["county", "matter"], name="insight_storymatter_matter")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.matter_id}"


class StoryName(CountyModel):
    """What a person is called in one story (化名): one person one name, one name one person.

    Somebody who speaks in several of the matters is known here by the first time they do.
    """

    story = CountyForeignKey(Story, models.CASCADE, related_name="names")
    appellant = CountyForeignKey(Appellant, models.CASCADE, related_name="+")
    pseudonym = models.CharField(max_length=20)

    LEVELS = Levels(internal="story appellant pseudonym")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "story", "appellant"], name="insight_storyname_one_name"
            ),
            models.UniqueConstraint(
                fields=["county", "story", "pseudonym"], name="insight_storyname_one_person"
            ),
        ]
        indexes = [models.Index(fields=["county", "appellant"], name="insight_storyname_appellant")]

    def __str__(self) -> str:
        return self.pseudonym


class QualityNote(CountyModel):
    """A rate that was all or nothing three weeks running (CNT-08): a question to the auditor, no praise.

    `area` is the prefix it was counted for, empty for the whole county; `until` the Sunday of the third week.
    """

    code = models.CharField(max_length=32)
    area = models.CharField(max_length=18, blank=True)
    until = models.DateField()
    weeks = models.JSONField()
    raised_at = models.DateTimeField()

    LEVELS = Levels(internal="code area until weeks raised_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "area", "until"], name="insight_qualitynote_once"
            ),
        ]
        indexes = [models.Index(fields=["county", "until"], name="insight_qualitynote_until")]

    def __str__(self) -> str:
        return f"{self.code} {self.area} {self.until}"


class PublicTable(CountyModel):
    """What was made public about one quarter (公开的数字): fixed once, so that no two editions can be held together.

    `content` holds counts, names of classes and of places, and nothing else.
    """

    area = models.CharField(max_length=18, blank=True)
    since = models.DateField()
    until = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()

    LEVELS = Levels(public="area since until content made_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "area", "since"], name="insight_publictable_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.since}"


class MonthEdition(CountyModel):
    """One edition of the counts of a month (月报), written once and never changed; number 1 is the machine's.

    It counts what the log held up to `seq`; `cut_off` is when that was. A later edition names its `reason`.
    """

    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    seq = models.BigIntegerField()
    cut_off = models.DateTimeField()
    total = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(internal="month number seq cut_off total reason", personal="made_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "month", "number"], name="insight_monthedition_number"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.number}"


class MonthCount(CountyModel):
    """How many matters filed in the month stood in a state under a class; class 0 is none yet (分类待定)."""

    edition = CountyForeignKey(MonthEdition, models.PROTECT, related_name="counts")
    category = models.BigIntegerField()
    state = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    LEVELS = Levels(internal="edition category state count")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "edition", "category", "state"], name="insight_monthcount_cell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.category} {self.state} {self.count}"


class MonthTopic(CountyModel):
    """One thing to be put right for good (每月一题): chosen and described by a person, its effect counted (F-101).

    `result` is what was found on the day of the review; the figures beside it are counted, not typed.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    month = models.DateField()
    category = CountyForeignKey(AppealClass, models.PROTECT, related_name="+")
    area = CountyForeignKey(Area, models.PROTECT, related_name="+")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    cause = models.TextField()
    measure = models.TextField()
    target = models.TextField()
    review_on = models.DateField()
    proposed_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    result = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("cause", "measure", "target", "result")
    LEVELS = Levels(
        internal="client_id month category area unit review_on proposed_at reviewed_at",
        personal="cause measure target result account_id",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="insight_monthtopic_client_id"),
        ]
        indexes = [models.Index(fields=["county", "month"], name="insight_monthtopic_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.category_id} {self.area_id}"
