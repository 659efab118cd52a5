"""Cards left at doors, with numbers that were handed out before (联系卡、号段)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter, Stateful
from lianxin.rounds.models.rounds import Door
from lianxin.rounds.models.teams import Team


class CardBlock(CountyModel):
    """A run of numbers given to a telephone or a paper booklet before it goes out (号段)."""

    client_id = models.UUIDField(default=uuid7, editable=False)
    team = CountyForeignKey(Team, models.PROTECT, related_name="blocks")
    label = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(internal="client_id team label count made_at", personal="made_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_cardblock_client_id")
        ]
        indexes = [models.Index(fields=["county", "team"], name="rounds_cardblock_team")]

    def __str__(self) -> str:
        return self.label


class Card(Stateful):
    """One card (联系卡): its number, and what was promised to whom by when; unused, used, kept or void.

    `given_by` is the account of who left it: their name and office telephone stand on the card itself.
    """

    block = CountyForeignKey(CardBlock, models.CASCADE, related_name="cards")
    number = models.CharField(max_length=24, editable=False)
    door = CountyForeignKey(Door, models.PROTECT, null=True, blank=True, related_name="cards")
    matter = CountyForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    promised = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.BigIntegerField(null=True, blank=True)
    why = models.CharField(max_length=120, blank=True)

    LEVELS = Levels(internal="block number door matter by_when given_at why", personal="promised given_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="rounds_card_client_id"),
            models.UniqueConstraint(fields=["county", "number"], name="rounds_card_number"),
        ]
        indexes = [
            models.Index(fields=["county", "block"], name="rounds_card_block"),
            models.Index(fields=["county", "state", "by_when"], name="rounds_card_due"),
        ]

    def __str__(self) -> str:
        return self.number
