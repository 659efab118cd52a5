"""Printed numbers (编号): how far each series has come, and why a number is not in use."""

from django.db import models
from django.utils import timezone

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class NumberSeries(CountyModel):
    """One run of numbers of one unit and year; `last` is the serial given out last."""

    series = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    LEVELS = Levels(internal="series year last")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "series", "year"], name="kernel_numberseries_series")
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"


class VoidNumber(CountyModel):
    """A number that was given out and never will be used (作废), with the reason."""

    number = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    LEVELS = Levels(internal="number reason at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "number"], name="kernel_voidnumber_number")]

    def __str__(self) -> str:
        return self.number
