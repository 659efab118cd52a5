"""Households and who belonged to them when (户)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models.persons import Person
from lianxin.people.rules.residents import Kin
from lianxin.places.models import Area


class Household(CountyModel):
    """People who live together (户); `bereaved_on` is the day of a death in it, when the office marked one."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    area = CountyForeignKey(Area, models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    bereaved_on = models.DateField(null=True, blank=True)

    LEVELS = Levels(internal="client_id area", personal="address bereaved_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="people_household_client_id"),
        ]
        indexes = [models.Index(fields=["county", "area"], name="people_household_area")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Membership(CountyModel):
    """Somebody in a household from a day on, up to but not including the day they left (户籍成员)."""

    household = CountyForeignKey(Household, models.CASCADE, related_name="memberships")
    person = CountyForeignKey(Person, models.PROTECT, related_name="memberships")
    kin = models.CharField(max_length=12, choices=Kin.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    LEVELS = Levels(internal="household", personal="person kin since until")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "person"], condition=models.Q(until=None), name="people_membership_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="people_membership_order",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "household"], name="people_membership_household"),
            models.Index(fields=["county", "person", "since"], name="people_membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id} {self.since}"
