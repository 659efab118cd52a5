"""The list of classes of a county, a tree of three levels with editions, and what became of which (事项分类)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel

DEEPEST = 3


class ClassEdition(CountyModel):
    """One edition of the list and the day it comes into force (分类版次); matters keep the class they were given."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    code = models.CharField(max_length=16)
    effective = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(internal="client_id code effective made_at note", personal="made_by")

    class Meta:
        ordering = ["effective", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="appeals_classedition_code"),
            models.UniqueConstraint(fields=["county", "client_id"], name="appeals_classedition_client"),
        ]

    def __str__(self) -> str:
        return self.code


class AppealClass(CountyModel):
    """One class of the county's list (事项分类), with the edition it belongs to.

    `path` is the codes from the top down, joined by `/`. `keywords` are words people use for it, `initials` the
    first letters of its pinyin. `limit_key` names the handling limit it has by default; `checklist` is what must
    be known before anybody is sent, a line each; `secret` keeps the speaker from the handling unit; `simple`
    ones may be closed on the spot; `departments` ones are on the departments' list: no village may lead (J9).
    """

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    edition = models.CharField(max_length=16)
    parent = CountyForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)
    path = models.CharField(max_length=80, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    keywords = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    limit_key = models.CharField(max_length=12, blank=True)
    checklist = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    simple = models.BooleanField(default=False)
    departments = models.BooleanField(default=False)

    LEVELS = Levels(
        public="code name edition parent level path initials keywords active limit_key checklist",
        internal="secret simple departments",
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "edition", "code"], name="appeals_class_code")
        ]
        indexes = [models.Index(fields=["county", "parent"], name="appeals_class_parent")]

    def __str__(self) -> str:
        return self.name

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes from the top of the tree down to this class."""
        return tuple((self.path or self.code).split("/"))


class ClassMap(CountyModel):
    """What a class of one edition became in the next (新旧对照); one may become several, several one."""

    old = CountyForeignKey(AppealClass, models.CASCADE, related_name="+")
    new = CountyForeignKey(AppealClass, models.CASCADE, related_name="+")

    LEVELS = Levels(internal="old new")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "old", "new"], name="appeals_classmap_pair")]
        indexes = [models.Index(fields=["county", "new"], name="appeals_classmap_new")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
