"""Service teams, who belongs to them when, and which days they go out (便民服务队、排班)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models import Person, Unit
from lianxin.places.models import Area


class Team(CountyModel):
    """A service team of a unit (便民服务队), for an area; `ended_on` when it was dissolved."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    name = models.CharField(max_length=40)
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    area = CountyForeignKey(Area, models.PROTECT, related_name="+")
    vehicle = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    LEVELS = Levels(internal="client_id name unit area vehicle ended_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_team_client_id"),
            models.UniqueConstraint(fields=["county", "unit", "name"], name="rounds_team_name"),
        ]
        indexes = [models.Index(fields=["county", "area"], name="rounds_team_area")]

    def __str__(self) -> str:
        return self.name


class TeamMember(CountyModel):
    """Somebody of the staff in a team, from a day up to but not including another (队员)."""

    team = CountyForeignKey(Team, models.CASCADE, related_name="members")
    person = CountyForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    LEVELS = Levels(internal="team since until", personal="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "team", "person"],
                condition=models.Q(until=None),
                name="rounds_teammember_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="rounds_teammember_order",
            ),
        ]
        indexes = [models.Index(fields=["county", "person"], name="rounds_teammember_person")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.person_id}"


class Part(models.TextChoices):
    """Which part of a day (时段)."""

    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚上")
    WHOLE = "whole", _("全天")


class TeamDay(CountyModel):
    """One line of the rota: when a team goes out, where, with which vehicle (排班)."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    team = CountyForeignKey(Team, models.CASCADE, related_name="days")
    on = models.DateField()
    part = models.CharField(max_length=12, choices=Part.choices)
    area = CountyForeignKey(Area, models.PROTECT, related_name="+")
    vehicle = models.CharField(max_length=40, blank=True)

    LEVELS = Levels(internal="client_id team on part area vehicle")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_teamday_client_id"),
            models.UniqueConstraint(
                fields=["county", "team", "on", "part", "area"], name="rounds_teamday_once"
            ),
        ]
        indexes = [models.Index(fields=["county", "team", "on"], name="rounds_teamday_on")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.on:%Y-%m-%d}"


class TeamDayMember(CountyModel):
    """Who goes out on a line of the rota (当班队员)."""

    day = CountyForeignKey(TeamDay, models.CASCADE, related_name="members")
    person = CountyForeignKey(Person, models.PROTECT, related_name="+")

    LEVELS = Levels(internal="day", personal="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "day", "person"], name="rounds_teamdaymember_once")
        ]
        indexes = [models.Index(fields=["county", "person"], name="rounds_teamdaymember_person")]

    def __str__(self) -> str:
        return f"{self.day_id} {self.person_id}"
