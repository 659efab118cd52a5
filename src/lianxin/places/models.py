"""Areas of a county from township to building, how they changed, and places people know (区域、变更、地址)."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.places.coordinates import System
from lianxin.places.pinyin import heard
from lianxin.places.rules import LONGEST, AreaKind, ChangeKind, prefix

LONGEST_NAME = 60
LONGEST_READING = 200


class Region(models.Model):
    """A province, a prefecture or a county in the official table (行政区划): what an import may found a county on.

    Shared by all counties. `code` has 2, 4 or 6 digits; `level` is 1, 2 or 3.
    """

    table_kind: ClassVar[str] = "reference"

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME)
    level = models.PositiveSmallIntegerField()

    LEVELS = Levels(public="code name level")

    def __str__(self) -> str:
        return self.name


class Sounding(CountyModel):
    """Anything with a name that people look up by ear: `initials` and `sound` follow the name."""

    name = models.CharField(max_length=LONGEST_NAME)
    initials = models.CharField(max_length=LONGEST_NAME, blank=True, editable=False)
    sound = models.CharField(max_length=LONGEST_NAME * 6, blank=True, editable=False)

    LEVELS = Levels(public="name initials sound")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """As Django's, with the keys of the name as it is now."""
        self.hear()
        super().save(*args, **options)

    def hear(self) -> None:
        """Compute the keys of the name."""
        initials, sound = heard(self.name, getattr(self, "reading", ""))
        self.initials, self.sound = initials[:LONGEST_NAME], sound[: LONGEST_NAME * 6]


class Area(Sounding):
    """One place of the official tree while it exists; merged areas end, their codes never return.

    `reading` is the pinyin of a name the dictionary misreads, syllables with blanks between. `absorbed` holds
    the prefixes of areas that ended and are now looked after here, with blanks between; `formerly` each name
    it had before with its last day, the oldest first. Both are kept here so that a list asks no second table.
    """

    code = models.CharField(max_length=LONGEST)
    kind = models.CharField(max_length=12, choices=AreaKind.choices)
    parent = CountyForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    reading = models.CharField(max_length=LONGEST_READING, blank=True)
    absorbed = models.TextField(blank=True, editable=False)
    formerly = models.JSONField(default=list, blank=True, editable=False)

    LEVELS = Levels(public="code kind parent valid_from valid_to reading absorbed formerly")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "code"], name="places_area_code")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "parent"], name="places_area_parent"),
            models.Index(fields=["county", "name"], name="places_area_name"),
            models.Index(fields=["county", "initials"], name="places_area_initials"),
        ]

    @property
    def prefix(self) -> str:
        """What the code of everything inside begins with."""
        return prefix(self.code, self.kind)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What whoever serves this area may see: its own prefix and those of its predecessors."""
        return (self.prefix, *self.absorbed.split())

    def name_on(self, day: date) -> str:
        """What it was called on a day: closed matters and old reports go on saying so."""
        for until, name in self.formerly:
            if day.isoformat() <= until:
                return str(name)
        return self.name


class AreaChange(CountyModel):
    """One decision that changed the map (区划变更): merged, split, renamed, converted, moved, ended.

    `on` is the first day the new state holds, `basis` the document it rests on.
    """

    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    on = models.DateField()
    basis = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    maker_id = models.BigIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(public="kind on basis", internal="made_at maker_id undone_at")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "on"], name="places_change_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class AreaSuccession(CountyModel):
    """Which area took over from which (沿革); without `new` the old one ended with nothing in its place.

    `ended` says whether `old` ended by this change: a village that only gave away a part goes on.
    `made` says whether `new` came into being by it, or stood already and took the other in.
    """

    change = CountyForeignKey(AreaChange, models.CASCADE, related_name="successions")
    old = CountyForeignKey(Area, models.PROTECT, related_name="successions")
    new = CountyForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="precessions")
    ended = models.BooleanField(default=True)
    made = models.BooleanField(default=False)

    LEVELS = Levels(public="change old new ended made")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "change", "old", "new"], name="places_succession_pair")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "old"], name="places_succession_old"),
            models.Index(fields=["county", "new"], name="places_succession_new"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class AreaName(Sounding):
    """A name an area had before (曾用名), with what it was then; `until` is the last day it held."""

    area = CountyForeignKey(Area, models.CASCADE, related_name="names")
    change = CountyForeignKey(AreaChange, models.CASCADE, null=True, blank=True, related_name="names")
    kind = models.CharField(max_length=12, choices=AreaKind.choices)
    parent = CountyForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    reading = models.CharField(max_length=LONGEST_READING, blank=True)
    until = models.DateField()

    LEVELS = Levels(public="area change kind parent reading until")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "area", "until"], name="places_name_area"),
        ]


class Address(Sounding):
    """A place as people call it (地址): 夏老屋口. Once known, it is offered where an address is asked for.

    Inside `area`, perhaps in a building and a room. The point is WGS-84; what was given stands beside it.
    """

    area = CountyForeignKey(Area, models.PROTECT, related_name="addresses")
    building = CountyForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    given_north = models.FloatField(null=True, blank=True)
    given_east = models.FloatField(null=True, blank=True)
    given_system = models.CharField(
        max_length=8, blank=True, choices=[(system.value, system.value) for system in System]
    )
    active = models.BooleanField(default=True)

    LEVELS = Levels(
        internal="area building latitude longitude given_north given_east given_system active",
        personal="room",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "area", "name", "room"], name="places_address_name")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "area", "active"], name="places_address_area"),
        ]
