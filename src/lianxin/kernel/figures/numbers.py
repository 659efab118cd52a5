"""Counts with a unit and rates with both their numbers: what can't be added isn't, what is at least stays so.

Count(120, Unit.MATTER, at_least=True) + Count(5, Unit.MATTER)        # 125余件
Count(80, Unit.MATTER) + Count(120, Unit.DISPUTE)                      # raises MixedUnits
str(share(28, 30, Unit.MATTER))                                        # 28/30 = 93.3 %
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

NOTHING = "—"


class Unit(models.TextChoices):
    """What is counted (单位); two of them are never added up (CNT-01)."""

    MATTER = "matter", gettext_lazy("件")
    DISPUTE = "dispute", pgettext_lazy("单位", "起")
    SUGGESTION = "suggestion", pgettext_lazy("单位", "条")
    PERSON = "person", pgettext_lazy("单位", "人")
    ATTENDANCE = "attendance", gettext_lazy("人次")
    HOUSEHOLD = "household", pgettext_lazy("单位", "户")
    EVENT = "event", pgettext_lazy("单位", "次")
    CALL = "call", gettext_lazy("通")
    ITEM = "item", pgettext_lazy("单位", "项")


class MixedUnits(TypeError):
    """Numbers of different units were to be added, compared or divided."""


@dataclass(frozen=True)
class Count:
    """So many of something; `at_least` where the papers say 余 (CNT-02)."""

    value: int
    unit: Unit
    at_least: bool = False

    def __add__(self, other: "Count") -> "Count":
        """Raises MixedUnits."""
        self.must_match(other)
        return Count(self.value + other.value, self.unit, self.at_least or other.at_least)

    def __radd__(self, other: object) -> "Count":
        """So that `sum` works. Raises MixedUnits for anything but its zero."""
        if other == 0 and not isinstance(other, Count):
            return self
        raise MixedUnits(f"{other!r} has no unit")

    def must_match(self, other: object) -> None:
        """Raises MixedUnits."""
        if not isinstance(other, Count) or other.unit != self.unit:
            raise MixedUnits(f"{self!r} and {other!r}: they are not counted in the same unit")

    @property
    def figure(self) -> str:
        """60, or ≥60."""
        return f"≥{self.value}" if self.at_least else f"{self.value}"

    def __str__(self) -> str:
        """120余件, 30件."""
        words = _("%(n)d余%(unit)s") if self.at_least else _("%(n)d%(unit)s")
        return words % {"n": self.value, "unit": self.unit.label}


@dataclass(frozen=True)
class Rate:
    """numerator ÷ denominator, both of one unit; it always prints both (CNT-03).

    Over a lower bound it is an upper one and the other way round; where both are bounds it can't be reckoned.
    """

    numerator: Count
    denominator: Count

    def __post_init__(self) -> None:
        self.numerator.must_match(self.denominator)

    @property
    def n(self) -> int:
        return self.numerator.value

    @property
    def d(self) -> int:
        return self.denominator.value

    @property
    def bound(self) -> str:
        """How the percentage stands to the true one: =, ≥, ≤; empty where nothing can be said."""
        over, under = self.numerator.at_least, self.denominator.at_least
        if over and under:
            return ""
        return "≥" if over else "≤" if under else "="

    @property
    def tenths(self) -> int | None:
        """The percentage in tenths, rounded half up; None without a denominator (CNT-07)."""
        if self.d == 0 or not self.bound:
            return None
        return (2000 * self.n + self.d) // (2 * self.d)

    @property
    def percent(self) -> str:
        """77.0 %, ≤63.3 %, or — (CNT-07)."""
        if self.tenths is None:
            return NOTHING
        return f"{self.bound.strip('=')}{in_percent(self.tenths)}"

    @property
    def counts(self) -> str:
        """4770/6192, 38/≥60."""
        return f"{self.numerator.figure}/{self.denominator.figure}"

    def __str__(self) -> str:
        if self.d == 0:
            return NOTHING
        return (
            f"{self.counts} {self.bound} {in_percent(self.tenths)}"
            if self.tenths is not None
            else self.counts
        )

    def told(self, least: int) -> str:
        """As `str`, but below the least denominator the counts alone: a percentage of three says nothing (CNT-07)."""
        return self.counts if 0 < self.d < least else str(self)


def in_percent(tenths: int) -> str:
    """770 → 77.0 %."""
    return f"{tenths // 10}.{tenths % 10} %"


def share(numerator: int, denominator: int, unit: Unit = Unit.MATTER) -> Rate:
    """How many of so many, both counted exactly."""
    return Rate(Count(numerator, unit), Count(denominator, unit))


def places(rates: list[Rate], *, least: int) -> list[int | None]:
    """The place of each, the highest percentage first, equal ones on the same; none below the least denominator."""
    known = [rate for rate in rates if rate.d >= least and rate.tenths is not None]
    return [
        1 + sum(other.n * rate.d > rate.n * other.d for other in known) if rate in known else None
        for rate in rates
    ]
