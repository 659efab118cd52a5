"""Time limits (时限): what a clock counts, from when a light turns yellow and red, and whose rule it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

ANY = "*"


class Light(StrEnum):
    """How a clock looks on the desk (亮灯); one that stands still has none of the three colours."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


@dataclass(frozen=True)
class Limit:
    """One time limit: `kind` is W working days, N natural days, WH working hours, H hours.

    `yellow` and `red` say how much is left when the light changes: hours, or below 1 a share of the whole
    limit. `category` (a class code; its subclasses are meant too) and `urgency` narrow what it is for, `*` is
    everything. `edition` dates the rule, `source` names it, `since` is the first day it is in force.
    Source: domain model D.4; values marked [DEF] there are defaults an office may change.
    """

    code: str
    label: str | Promise
    kind: str
    amount: float
    yellow: float
    red: float
    edition: str
    category: str = ANY
    urgency: str = ANY
    source: str | Promise = ""
    since: date | None = None

    def fits(self, code: str, category: str, urgency: str, on: date) -> bool:
        """Whether this is a rule for such a matter on that day."""
        begun = self.since is None or self.since <= on
        classed = self.category == ANY or category.startswith(self.category)
        return self.code == code and begun and classed and self.urgency in (ANY, urgency)

    def narrowness(self) -> tuple[int, bool, date]:
        """The narrower rule wins: first by class, then by urgency, then the later one."""
        return (
            0 if self.category == ANY else len(self.category),
            self.urgency != ANY,
            self.since or date.min,
        )


def in_force(limits: Iterable[Limit], code: str, *, category: str, urgency: str, on: date) -> Limit | None:
    """The limit of this code that holds for such a matter on that day, or None when the table has none."""
    fitting = [limit for limit in limits if limit.fits(code, category, urgency, on)]
    return max(fitting, key=Limit.narrowness, default=None)


def light(
    due: datetime, limit: Limit, *, now: datetime, started: datetime | None = None, paused: bool = False
) -> Light:
    """The light of a clock that is due then; once overdue it is red for good, standing still it is grey.

    `started` is needed where the limit gives its lights as shares of the whole.
    """
    if paused:
        return Light.PAUSED
    left = due - now
    whole = due - started if started else timedelta()
    if left <= ahead(limit.red, whole):
        return Light.RED
    return Light.YELLOW if left <= ahead(limit.yellow, whole) else Light.GREEN


def amount_words(kind: str, amount: float) -> str:
    """3 个工作日, 15 天, 3.5 个工作小时, 2 小时, 10 分钟."""
    if kind == "H" and amount < 1 / 60:
        return _("%(n)d 秒") % {"n": round(amount * 3600)}
    if kind == "H" and amount < 1:
        return _("%(n)d 分钟") % {"n": round(amount * 60)}
    sentence = {
        "W": _("%(n)s 个工作日"),
        "N": _("%(n)s 天"),
        "WH": _("%(n)s 个工作小时"),
        "H": _("%(n)s 小时"),
    }
    return sentence[kind] % {"n": f"{round(amount, 1):g}"}


def ahead(mark: float, whole: timedelta) -> timedelta:
    """How long before the end a light changes: hours, or below 1 a share of the whole limit."""
    return whole * mark if 0 < mark < 1 else timedelta(hours=mark)
