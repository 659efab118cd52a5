"""A round, its doors, and what people there asked for (敲门行动)."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter, Stateful
from lianxin.people.models import Household
from lianxin.rounds.models.teams import Team
from lianxin.rounds.rules.doors import Pairs


class Round(Stateful):
    """A list of doors with a target and a last day (敲门行动): one visit serves all its `themes` (codes)."""

    name = models.CharField(max_length=60)
    team = CountyForeignKey(Team, models.PROTECT, related_name="rounds")
    themes = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    target = models.PositiveSmallIntegerField(default=90)
    pairs = models.CharField(max_length=8, choices=Pairs.choices, default=Pairs.NONE)
    made_by = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(internal="name team themes starts_on ends_on target pairs ended_at", personal="made_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_round_client_id"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="rounds_round_order"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "state", "ends_on"], name="rounds_round_state"),
            models.Index(fields=["county", "area"], name="rounds_round_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Door(Stateful):
    """One household on the list of a round (户); its state is the result, `tries` how often somebody knocked.

    `pair` doors are entered by two; nothing here says why. `refused` are the themes it wants to hear nothing of,
    `mend` what is wrong with an address where no house stands.
    """

    round = CountyForeignKey(Round, models.CASCADE, related_name="doors")
    household = CountyForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=200)
    order = models.PositiveIntegerField()
    themes = models.JSONField(default=list)
    pair = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    visitors = models.PositiveSmallIntegerField(null=True, blank=True)
    refused = models.JSONField(default=list)
    mend = models.CharField(max_length=200, blank=True)
    knocked_at = models.DateTimeField(null=True, blank=True)
    knocked_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(
        internal="round household order themes pair tries minutes visitors refused knocked_at",
        personal="address mend knocked_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_door_client_id"),
            models.UniqueConstraint(
                fields=["county", "round", "household"],
                condition=models.Q(household__isnull=False),
                name="rounds_door_household",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "round", "order"], name="rounds_door_order"),
            models.Index(fields=["county", "household", "knocked_at"], name="rounds_door_household_at"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.order}"


class Need(CountyModel):
    """Something people at a door asked for (需求): it is an appeal from the first moment on (KNK-02).

    `device_at` is what the telephone's clock said, `recorded_at` when the office's machine had it.
    """

    client_id = models.UUIDField(editable=False)
    door = CountyForeignKey(Door, models.CASCADE, related_name="needs")
    matter = CountyForeignKey(Matter, models.PROTECT, related_name="+")
    device_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(internal="client_id door matter device_at recorded_at", personal="taken_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_need_client_id"),
            models.UniqueConstraint(fields=["county", "matter"], name="rounds_need_matter"),
        ]
        indexes = [models.Index(fields=["county", "door"], name="rounds_need_door")]

    def __str__(self) -> str:
        return f"{self.door_id} {self.matter_id}"
