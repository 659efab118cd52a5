"""What came of a door, and what is counted of many (走访结果)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.figures.numbers import Rate, Unit, share
from lianxin.kernel.policy import holds

walks = holds(Role.CLERK, Role.TRIAGE)
"""Who plans rounds and goes to doors: the clerks of village and hall."""
looks_on = holds(Role.CLERK, Role.TRIAGE, Role.LEADER)
"""Who may look at a round of their own area."""

TO_VISIT = "to_visit"
NOT_MET = "not_met"
TO_GO = (TO_VISIT, NOT_MET)
"""The states of doors that somebody still goes to."""
LIVE = ("planned", "running")
"""The states of rounds that are not over."""
MOST_MINUTES = 600
MOST_VISITORS = 20


class Result(TextChoices):
    """How a door ended (结果), in the order they stand on the paper: the digit is what one writes there."""

    VISITED = "visited", _("已访")
    NOT_MET = "not_met", _("未遇")
    REFUSED = "refused", _("拒访")
    VACANT = "vacant", _("无人居住")
    MISSING = "missing", _("地址不存在")


class Pairs(TextChoices):
    """Where two visitors have to go in together (两人上门); the list never says why a door is one of them."""

    NONE = "none", _("不要求")
    LONE = "lone", _("一个人住的，两人上门")
    ALL = "all", _("每一户都两人上门")


MOVE_OF: dict[str, str] = {
    Result.VISITED: "visit",
    Result.NOT_MET: "miss",
    Result.REFUSED: "refuse",
    Result.VACANT: "vacate",
    Result.MISSING: "lose",
}


@dataclass(frozen=True)
class Coverage:
    """走访率: visited ÷ (all − nobody lives there − no such address), in households (户).

    Only a door that was opened counts: no telephone call, no position of a telephone.
    """

    listed: int
    by_result: Mapping[str, int]

    @property
    def visited(self) -> int:
        """Doors that were opened."""
        return self.by_result.get(Result.VISITED, 0)

    @property
    def due(self) -> int:
        """Doors there was somebody to visit at."""
        gone = self.by_result.get(Result.VACANT, 0) + self.by_result.get(Result.MISSING, 0)
        return self.listed - gone

    @property
    def rate(self) -> Rate:
        """走访率, with both its numbers."""
        return share(self.visited, self.due, Unit.HOUSEHOLD)

    @property
    def open(self) -> int:
        """Doors without a result yet."""
        return self.listed - sum(self.by_result.get(result, 0) for result in Result.values)

    @property
    def sums(self) -> bool:
        """INV-03: the doors are the sum of their results and of those still to visit."""
        return self.listed == self.open + sum(self.by_result.get(result, 0) for result in Result.values)


def per_hundred(needs: int, doors: int) -> str:
    """Needs per hundred doors visited, with what it was divided by; `—` without a door."""
    return f"{needs}/{doors} = {needs * 100 / doors:.1f}" if doors else "—"


def themes_left(
    wanted: Iterable[str],
    refused: Mapping[str, date],
    *,
    safety: Collection[str],
    today: date,
    days: int,
) -> list[str]:
    """The themes a household may still be visited for: not those it refused within so many days, but for safety.

    `refused` says on which day each theme was refused last.
    """
    return [
        theme
        for theme in wanted
        if theme in safety or theme not in refused or refused[theme] + timedelta(days=days) <= today
    ]


def moment_of(device_at: datetime | None, now: datetime) -> datetime:
    """When it happened, by a telephone whose clock may run ahead: never later than the office's now."""
    return now if device_at is None else min(device_at, now)


def route_key(address: str) -> tuple[object, ...]:
    """The order along a road: words as words, house numbers as numbers, so 2 comes before 10."""
    parts = re.split(r"([0-9]+)", address)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def united(one: Sequence[str], other: Iterable[str]) -> list[str]:
    """Several campaigns in one list: the themes of both, each once, in their order."""
    return list(dict.fromkeys([*one, *other]))
