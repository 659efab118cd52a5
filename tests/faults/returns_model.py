"""The model's side of returned orders and disputes of duty: who gave it back, who said no, what was decided for good.

Source: D.3 of the domain model, moves 13 to 17, and J8. Plain Python, as in `office_model`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.calendars.china import china
from lianxin.calendars.limits import due
from lianxin.kernel.actor import Actor

OFFICE = ZoneInfo("Asia/Shanghai")
SOURCES = {
    "ask_return": {"to_sign", "working"},
    **{
        move: {"return_asked"} for move in ("agree_return", "refuse_return", "submit_dispute", "lapse_return")
    },
    **{move: {"adjudicating"} for move in ("adjudicate", "fall_back")},
}
BY_ROLE = {
    "agree_return": {"triage"},
    "refuse_return": {"triage"},
    "lapse_return": {"system"},
    "fall_back": {"system"},
}
ON_THE_WAY = {
    **dict.fromkeys(("ask_return", "agree_return", "refuse_return", "submit_dispute"), 6),
    "lapse_return": 2,
    "adjudicate": 20,
}


@dataclass(frozen=True)
class Ruling:
    """A decision: between which two units, for which one, when."""

    pair: frozenset[int | None]
    unit: int
    at: datetime


@dataclass
class Dispute:
    """What came of the returns of one matter; `since` is when it was signed or last refused, by the order in force.

    `leads_to` and `holder` are what the last move of these made of the matter.
    """

    since: datetime | None = None
    asked_by: int | None = None
    unit: int | None = None
    suggested: int | None = None
    refusals: int = 0
    given_up: bool = False
    final: bool = False
    ruling: Ruling | None = None
    leads_to: str = ""
    holder: int | None = None
    units: set[int | None] = field(default_factory=set)
    hands: set[int | None] = field(default_factory=set)

    def allows(self, move: str, by: Actor, *, holding: bool, holder: int | None) -> bool:
        """Whether this is the actor's to do; nobody of either unit decides (INV-07)."""
        rules = {
            "ask_return": holding,
            "submit_dispute": "triage" in by.roles or (holding and self.refusals > 0),
            "adjudicate": not {"leader", "reviewer"}.isdisjoint(by.roles)
            and by.every_unit.isdisjoint(self.units | {holder}),
        }
        return rules[move]

    def stopped(
        self, move: str, by: Actor, data: Mapping[str, Any], now: datetime, workers: set[int | None]
    ) -> bool:
        """Whether a condition holds the move back."""
        own = by.account is not None and by.account == self.asked_by
        match move:
            case "ask_return":
                late = self.since is not None and now > due("W", 1, self.since, china())
                return self.final or late or data["unit"] == data["holder"]
            case "agree_return":
                return own or self.given_up
            case "refuse_return":
                return own
            case "adjudicate":
                return by.account in self.hands | workers or data["unit"] in by.every_unit
        return move == "fall_back"  # these offices have no catalogue

    def precedent(self, data: Mapping[str, Any], rulings: Iterable[Ruling], at: datetime) -> Ruling | None:
        """The last decision of a year between these two units; all matters here are of one class, or of none yet."""
        pair, since = frozenset({data["holder"], data["unit"]}), a_year_before(at)
        found = [one for one in rulings if one.pair == pair and since <= one.at <= at]
        return max(found, key=lambda one: one.at, default=None)

    def note(
        self, move: str, data: Mapping[str, Any], by: Actor, at: datetime, rulings: Iterable[Ruling]
    ) -> None:
        """What a move writes down, and where it leads."""
        if move in {"dispatch", "sign"}:
            self.since = at if move == "sign" else None
        if move not in SOURCES:
            return
        self.holder, self.leads_to = data["holder"], "adjudicating"
        self.hands.add(by.account)
        match move:
            case "ask_return":
                earlier = self.precedent(data, rulings, at)
                self.asked_by, self.unit, self.suggested = by.account, data["holder"], data["unit"]
                self.units |= {self.unit, self.suggested}
                self.leads_to = "return_asked"
                if earlier is not None:
                    self.holder, self.leads_to, self.final = earlier.unit, "working", True
            case "agree_return":
                self.given_up, self.holder, self.leads_to = True, None, "to_dispatch"
            case "refuse_return" if self.refusals < 1:
                self.refusals, self.since, self.leads_to = 1, at, "working"
            case "adjudicate":
                pair = frozenset({self.unit, self.suggested})
                self.ruling = Ruling(pair, data["unit"], at) if data["classed"] else None
                self.final = True
                self.holder, self.leads_to = data["unit"], "working"


def a_year_before(moment: datetime) -> datetime:
    """The same hour of the same day a year ago."""
    local = moment.astimezone(OFFICE)
    leap_day = (local.month, local.day) == (2, 29)
    return local.replace(year=local.year - 1, day=28 if leap_day else local.day)
