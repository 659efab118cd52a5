"""Figures as they were given out, and figures that others claim (定格的数字、报来的数字)."""

from typing import Any

from django.db import models

from lianxin.kernel.figures.numbers import Count, Rate, Unit
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class Fixed(Exception):
    """What was frozen is not changed any more."""


class FrozenFigure(CountyModel):
    """One figure as it stood (冻结): its query, when it was counted, its numbers, and every row it counted (CNT-04).

    `scopes` are those of whoever froze it: who sees less may not open it. `rows` holds the ids by side, `hash` covers
    them, the query and the cut-off; the same hash is in the event log.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    code = models.CharField(max_length=32)
    edition = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    formula = models.CharField(max_length=300)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    query = models.JSONField()
    scopes = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    cut_off = models.DateTimeField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True, blank=True)
    rows = models.JSONField()
    hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=120, blank=True)
    account_id = models.BigIntegerField(null=True, blank=True)

    LEVELS = Levels(
        internal="client_id code edition name formula unit query scopes since until cut_off numerator denominator"
        " rows hash purpose",
        personal="account_id",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_frozenfigure_client_id"),
        ]
        indexes = [models.Index(fields=["county", "cut_off"], name="kernel_frozenfigure_cut_off")]

    def __str__(self) -> str:
        return f"{self.code} {self.since}—{self.until}"

    def save(self, *args: Any, **options: Any) -> None:
        """As Django's. Raises Fixed for one that is there already."""
        if not self._state.adding:
            raise Fixed(self.pk)
        super().save(*args, **options)

    @property
    def number(self) -> Count:
        return Count(self.numerator, Unit(self.unit))

    @property
    def rate(self) -> Rate | None:
        """None for what is no rate."""
        if self.denominator is None:
            return None
        return Rate(self.number, Count(self.denominator, Unit(self.unit)))

    @property
    def words(self) -> str:
        return str(self.number if self.rate is None else self.rate)


class ClaimedFigure(CountyModel):
    """What an office, a paper or another system says (手工填报): never mixed with what the records give (CNT-06).

    `code` names the figure of ours it is held against, if there is one. `percent` is in tenths, as claimed;
    `denominator` is there when it was named. `at_least` and `below_at_least` stand for 余 (CNT-02).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    code = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    at_least = models.BooleanField(default=False)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    below_at_least = models.BooleanField(default=False)
    percent = models.PositiveIntegerField(null=True, blank=True)
    percent_places = models.PositiveSmallIntegerField(default=0)
    scope = models.CharField(max_length=18, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(
        internal="client_id code name unit numerator at_least denominator below_at_least percent percent_places scope"
        " since until said_by document note entered_at withdrawn_at",
        personal="account_id",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="kernel_claimedfigure_client_id"),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=False) | models.Q(percent__isnull=False),
                name="kernel_claimedfigure_says_a_number",
            ),
        ]
        indexes = [models.Index(fields=["county", "entered_at"], name="kernel_claimedfigure_entered")]

    def __str__(self) -> str:
        return f"{self.name} {self.said_by}"

    @property
    def number(self) -> Count | None:
        """What is counted, as claimed."""
        return None if self.numerator is None else Count(self.numerator, Unit(self.unit), self.at_least)

    @property
    def rate(self) -> Rate | None:
        """What its own two numbers give; None where it names only one."""
        if self.number is None or self.denominator is None:
            return None
        return Rate(self.number, Count(self.denominator, Unit(self.unit), self.below_at_least))
