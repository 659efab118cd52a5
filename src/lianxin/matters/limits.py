"""Time limits (时限): what a clock counts, from when a light turns yellow and red, and whose rule it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise


class Light(StrEnum):
    """How a running clock looks on the desk (亮灯)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class Limit:
    """One time limit: `kind` is W working days, N natural days, WH working hours, H hours.

    `yellow` and `red` are the hours left at which the light changes; `edition` dates the rule.
    Source: domain model D.4; values marked [DEF] there are defaults an office may change.
    """

    code: str
    label: str | Promise
    kind: str
    amount: float
    yellow: int
    red: int
    edition: str


def light(due: datetime, limit: Limit, *, now: datetime) -> Light:
    """The light of a clock that is due then; red from `red` hours before, and for good once overdue."""
    left = due - now
    if left <= timedelta(hours=limit.red):
        return Light.RED
    return Light.YELLOW if left <= timedelta(hours=limit.yellow) else Light.GREEN
