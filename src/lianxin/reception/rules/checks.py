"""What was counted on the spot (实地查看的数量): 涵洞 4 座, 塌方 10 余处, 里程 10 公里, as typed units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckState(models.TextChoices):
    """How far a check has come (实地查看的状态)."""

    ASKED = "asked", _("等去看")
    SEEN = "seen", _("看过了")
    CALLED_OFF = "called_off", _("不用看了")


class Measure(models.TextChoices):
    """In what something is counted or measured (计量单位); different ones are never added."""

    PIECES = "座", _("座")
    SPOTS = "处", _("处")
    KILOMETRES = "公里", _("公里")
    METRES = "米", _("米")
    MU = "亩", _("亩")
    SQUARE_METRES = "平方米", _("平方米")
    CUBIC_METRES = "立方米", _("立方米")
    HOUSEHOLDS = "户", _("户")
    PERSONS = "人", _("人")
    ROOMS = "间", _("间")
    TREES = "棵", _("棵")
    POLES = "根", _("根")
    ITEMS = "个", _("个")


MORE = ("余", "多")
MOST_AMOUNT = Decimal("9999999.99")
LONGEST_THING = 30
UNITS = "|".join(sorted(Measure.values, key=len, reverse=True))
LINE = re.compile(
    rf"^(?P<what>.*?\D)\s*(?P<amount>\d{{1,7}}(?:\.\d{{1,2}})?)\s*(?P<more>[余多])?\s*(?P<unit>{UNITS})$"
)


@dataclass(frozen=True)
class Quantity:
    """So much of something; `at_least` where it was said to be a little more (余)."""

    what: str
    amount: Decimal
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        return f"{self.what} {amount} {'余' if self.at_least else ''}{self.unit}"


class Unreadable(ValueError):
    """A line that is no quantity; the message is the line."""


def quantity_in(line: str) -> Quantity:
    """What one line says. Raises Unreadable.

    >>> str(quantity_in("塌方10余处"))
    '塌方 10 余处'
    """
    found = LINE.match(" ".join(line.split()))
    if found is None or len(found["what"].strip()) > LONGEST_THING:
        raise Unreadable(line)
    return Quantity(found["what"].strip(), Decimal(found["amount"]), found["unit"], bool(found["more"]))


def quantities_in(text: str) -> list[Quantity]:
    """What the lines of a box say, empty ones left out. Raises Unreadable naming the first that says nothing."""
    return [quantity_in(line) for line in text.splitlines() if line.strip()]


def totals(found: Iterable[Quantity]) -> list[Quantity]:
    """The same things of the same unit added; one "at least" makes the sum one. Nothing else is ever added."""
    sums: dict[tuple[str, str], Quantity] = {}
    for one in found:
        before = sums.get((one.what, one.unit), Quantity(one.what, Decimal(0), one.unit))
        amount, more = before.amount + one.amount, before.at_least or one.at_least
        sums[one.what, one.unit] = Quantity(one.what, amount, one.unit, more)
    return list(sums.values())
