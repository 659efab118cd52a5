"""Kinds of reception and who takes turns in them (接待种类、轮值名单)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models import Appointment, Unit
from lianxin.places.models import Area
from lianxin.reception.rules.slots import Part


class Kind(CountyModel):
    """A kind of reception: on which days, when, where (接待种类), such as 每周三赶集日 or 今晨七点有约.

    `days` is a rule in words (`calendars.days`), empty for every day. Without `on_rest_days` it is held on working
    days only, make-up Saturdays included (RCP-03). `since` and `until` bound a temporary point (现场接待点,
    RCP-11). `numbers` is how many numbers a slot gives out, `windows` at how many tables people are heard. `extra`
    is how many persons are proposed in addition on the first working day after a festival (SEV-02).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    unit = CountyForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = CountyForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)
    phone = models.CharField(max_length=32, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()
    days = models.CharField(max_length=100, blank=True)
    on_rest_days = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    numbers = models.PositiveSmallIntegerField(default=30)
    windows = models.PositiveSmallIntegerField(default=1)
    extra = models.PositiveSmallIntegerField(default=2)
    active = models.BooleanField(default=True)

    LEVELS = Levels(
        public="code name unit area place phone starts ends days on_rest_days since until",
        internal="client_id numbers windows extra active",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "code"], name="reception_kind_code"),
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_kind_client_id"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="reception_kind_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Turn(CountyModel):
    """Somebody who takes turns in a kind (轮值名单), on the post they hold.

    `part` is what they take turns in; who leads stands in for others too. `place` orders the list; `willing`: may lead
    two slots running, because they said so (自愿连值). `since`: who joined within the year is not made to catch up.
    """

    kind = CountyForeignKey(Kind, on_delete=models.CASCADE, related_name="turns")
    appointment = CountyForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.LEADER)
    since = models.DateField()
    willing = models.BooleanField(default=False)

    LEVELS = Levels(internal="kind appointment place part since willing")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "kind", "appointment"], name="reception_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.appointment_id}"
