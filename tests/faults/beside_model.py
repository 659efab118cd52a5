"""What stands beside the way of a matter in the model: supervision, requests to the level above, bad ratings, proxies.

None of it changes a state. Source: domain model, SYN-01 and SYN-02, DSP-03; plain Python, as in `office_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.kernel.actor import Actor

OFFICE = ZoneInfo("Asia/Shanghai")
AT_WORK = {"to_sign", "working", "joint", "suspended", "rework"}
SPOKEN = {
    *("registered", "need_info", "reject_asked", "to_dispatch", "return_asked", "adjudicating"),
    *AT_WORK,
    *("closing", "callback"),
}
OPEN = SPOKEN | {"merged"}
SOURCES = {
    **dict.fromkeys(("urge", "supervise"), AT_WORK),
    "answer_supervision": AT_WORK | {"closing", "callback"},
    "instruct": OPEN,
    **dict.fromkeys(("ask_upward", "answer_upward"), OPEN | {"closed"}),
    **dict.fromkeys(("ask_why", "put_right"), SPOKEN | {"closed", "archived"}),
    **dict.fromkeys(("name_proxy", "come_together"), SPOKEN),
    "take_back": SPOKEN | {"closed"},
    "record_works": {"working", "joint", "rework"},
}
KEPT = {"urge", "supervise", "instruct", "ask_upward"}  # never of an accusation
BAD = 2
MOST_REPRESENTATIVES = 5


@dataclass
class Beside:
    """What is open beside the way: a notice and to which unit, a request, a bad rating and whether somebody asked."""

    urged: date | None = None
    notice: int | None = None
    request: bool = False
    bad: bool = False
    asked: bool = False
    proxy: bool = False
    speakers: int = 1
    built: bool = False
    works: bool | None = None

    @property
    def works_missing(self) -> bool:
        """Whether something was built, or a record of it begun, and the record isn't complete (J16)."""
        return self.built if self.works is None else not self.works

    def limits(self, state: str) -> set[str]:
        """What runs after a bad rating (T14); what was taken back or handed on owes nobody an answer."""
        if state in {"rejected", "referred", "withdrawn", "voided"} or not self.bad:
            return set()
        return {"T14b"} if self.asked else {"T14a", "T14b"}

    def allows(self, move: str, by: Actor, *, own: bool, holding: bool, holder: int | None) -> bool:
        """Whether this is the actor's to do: nobody supervises or asks about their own work (INV-07)."""
        roles = by.roles
        over = not {"triage", "leader"}.isdisjoint(roles) and not holding
        answers = not {"handler", "reviewer"}.isdisjoint(roles) and holder is not None and holder in by.units
        rules = {
            **dict.fromkeys(("urge", "supervise", "answer_upward"), over),
            "answer_supervision": answers,
            "instruct": "leader" in roles,
            "ask_upward": own or holding or "clerk" in roles,
            "ask_why": not {"callback", "triage"}.isdisjoint(roles) and not holding,
            "put_right": answers if holder is not None else "triage" in roles,
            **dict.fromkeys(("name_proxy", "come_together"), not {"clerk", "triage"}.isdisjoint(roles)),
            "record_works": holding,
            "take_back": not {"clerk", "triage", "callback"}.isdisjoint(roles),
        }
        return rules[move]

    def stopped(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime, *, kind: str) -> bool:
        """Whether a condition holds the move back."""
        if move in KEPT and kind == "report":
            return True
        rules = {
            "urge": data["holder"] is None or self.urged == now.astimezone(OFFICE).date(),
            "supervise": data["holder"] is None or self.notice is not None,
            "answer_supervision": self.notice is None or self.notice not in by.every_unit,
            "ask_upward": self.request,
            "answer_upward": not self.request,
            "ask_why": not self.bad or self.asked,
            "put_right": not self.bad or not self.asked,
            "name_proxy": self.proxy,
            "take_back": not self.proxy,
            "come_together": self.speakers + len(data["representatives"]) > MOST_REPRESENTATIVES,
        }
        return rules.get(move, False)

    def note(self, move: str, data: Mapping[str, Any], at: datetime, *, kind: str) -> None:
        """What a move writes down."""
        self.note_work(move, data, kind)
        match move:
            case "urge":
                self.urged = at.astimezone(OFFICE).date()
            case "supervise":
                self.notice = data["holder"]
            case "answer_supervision":
                self.notice = None
            case "ask_upward" | "answer_upward":
                self.request = move == "ask_upward"
            case "name_proxy" | "take_back":
                self.proxy = move == "name_proxy"
            case "come_together":
                self.speakers += len(data["representatives"])

    def note_work(self, move: str, data: Mapping[str, Any], kind: str) -> None:
        """What was built, and what a resident thought of it; of an accusation nobody is asked why."""
        match move:
            case "record" if data["kind"] == "build":
                self.built = True
            case "record_works":
                self.works = bool(data["land"])
            case "rate" if data["rating"] <= BAD and not self.bad and kind != "report":
                self.bad, self.asked = True, False
            case "ask_why":
                self.asked = True
            case "put_right":
                self.bad = False
