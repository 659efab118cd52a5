"""What a matter should be, worked out anew from the domain's table in plain Python: no workflow, no database.

`test_random_moves` lets the writer and this model do the same things and compares them. Source: D.3 of the
domain model, as far as the appeal is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.kernel.actor import Actor

OFFICE = ZoneInfo("Asia/Shanghai")
HANDLED = {"working", "rework"}

SOURCES = {
    "accept": {"registered"},
    "dispatch": {"to_dispatch"},
    "sign": {"to_sign"},
    "record": HANDLED,
    "finish": HANDLED,
    "send_back": {"closing"},
    "approve": {"closing"},
    "call_back": {"callback"},
    "rate": {"callback", "closed"},
}
TARGETS = {
    "accept": "to_dispatch",
    "dispatch": "to_sign",
    "sign": "working",
    "finish": "closing",
    "send_back": "working",
    "approve": "callback",
}
BY_ROLE = {"accept": "triage", "dispatch": "triage"}


@dataclass
class Modelled:
    """One matter as it should be."""

    pk: int
    type: str
    phone: bool
    state: str = "registered"
    version: int = 1
    holder: int | None = None
    finished_by: int | None = None
    contacted: bool = False
    rated: bool = False
    calls: list[datetime] = field(default_factory=list)

    def refusal(self, move: str, by: Actor, said: Mapping[str, Any] | None = None) -> str:
        """The code of the refusal this move must meet; empty when it must be made, with what is typed if known."""
        if self.state not in SOURCES.get(move, ()):
            return "not_in_table"
        if not self.allows(move, by):
            return "not_allowed"
        accusation = move == "dispatch" and self.type == "report"
        unheard = move == "finish" and self.phone and not self.contacted
        milder = move == "accept" and said is not None and self.made_milder(said["type"])
        return "guard" if accusation or unheard or milder else ""

    def made_milder(self, kind: str) -> bool:
        """An accusation stays one, and a complaint is no question, as long as one person says so (move 7)."""
        return kind != "report" if self.type == "report" else (self.type, kind) == ("complaint", "enquiry")

    def allows(self, move: str, by: Actor) -> bool:
        """Whether this is the actor's to do (INV-07 for review and callback)."""
        if move in BY_ROLE:
            return BY_ROLE[move] in by.roles
        if move in {"sign", "record", "finish"}:
            return "handler" in by.roles and self.holder in by.units
        if move in {"send_back", "approve"}:
            return "reviewer" in by.roles and by.account != self.finished_by
        if move == "call_back":
            return "callback" in by.roles and self.holder not in by.units
        return self.pk in by.receipts and not self.rated

    def make(self, move: str, data: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """The move is made."""
        self.version += 1
        if move == "accept":
            self.type = data["type"]
        elif move == "dispatch":
            self.holder = data["unit"]
        elif move == "record":
            self.contacted |= data["kind"] == "contact"
        elif move == "finish":
            self.finished_by = by.account
        elif move == "rate":
            self.rated = True
        self.state = self.called(data, at) if move == "call_back" else TARGETS.get(move, self.state)

    def called(self, data: dict[str, Any], at: datetime) -> str:
        """Where a callback leads: three vain ones close it, on two days at least and at different hours."""
        self.calls.append(at.astimezone(OFFICE))
        if data["reached"]:
            return "closed" if data["resolved"] in {"yes", "accepted"} else "rework"
        days, hours = {call.date() for call in self.calls}, {call.hour for call in self.calls}
        return "closed" if len(self.calls) > 2 and len(days) > 1 and len(hours) > 1 else "callback"
