"""The triage desk's side of the model: what was asked for, proposed, agreed and referred before a unit has it.

Source: D.3 of the domain model, moves 2 to 9 and 34. Plain Python, as in `office_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lianxin.kernel.actor import Actor

BEFORE_UNIT = {"registered", "reject_asked", "to_dispatch", "to_sign", "return_asked", "adjudicating"}
BEFORE_CLOSING = BEFORE_UNIT | {"need_info", "working", "joint", "suspended", "rework"}
SOURCES = {
    "need_info": {"registered"},
    "supply": {"need_info", "closed"},
    "remind_info": {"need_info"},
    "lapse": {"need_info"},
    "answer_now": {"registered"},
    "allow_enquiry": {"registered"},
    "propose_reject": {"registered"},
    "reject": {"reject_asked"},
    "keep": {"reject_asked"},
    "refer": {"to_dispatch"},
    "chase": {"referred"},
    "record_result": {"referred"},
    "reach": BEFORE_UNIT,
    "escalate": BEFORE_CLOSING,
}
TARGETS = {
    "need_info": "need_info",
    "supply": "registered",
    "lapse": "closed",
    "propose_reject": "reject_asked",
    "reject": "rejected",
    "keep": "registered",
    "refer": "referred",
}
BY_ROLE = {
    **{move: {"triage"} for move in ("propose_reject", "refer")},
    **{move: {"system"} for move in ("remind_info", "lapse", "chase")},
    **{move: {"clerk", "triage"} for move in ("record_result", "reach")},
}
DESKS = {"clerk", "triage", "reviewer", "callback", "leader"}
SERIOUS = {"complaint", "report"}
ONE_DAY = timedelta(days=1)
DRAWN = 10  # in a hundred of those answered on the spot are called back all the same


@dataclass
class Desk:
    """What the triage desk knows of one matter besides its state; `missing`: what was asked for hasn't come."""

    urgency: str = "ordinary"
    asked_by: int | None = None
    missing: bool = False
    reminders: list[datetime] = field(default_factory=list)
    proposed_by: int | None = None
    agreed_by: int | None = None
    takers: set[int | None] = field(default_factory=set)

    def allows(self, move: str, by: Actor, *, own: bool, holding: bool, kind: str, state: str) -> bool:
        """Whether this is the actor's to do; a second person decides what one proposed (INV-07)."""
        second = not {"triage", "reviewer"}.isdisjoint(by.roles)
        rules = {
            "need_info": "triage" in by.roles or ("reviewer" in by.roles and self.asked_by is not None),
            "supply": (own or not {"clerk", "triage"}.isdisjoint(by.roles))
            and (state != "closed" or self.missing),
            "answer_now": "triage" in by.roles or ("clerk" in by.roles and by.account in self.takers),
            "allow_enquiry": second and kind in SERIOUS,
            **dict.fromkeys(("reject", "keep"), second and by.account != self.proposed_by),
            "escalate": self.urgency != "emergency" and (own or holding or not DESKS.isdisjoint(by.roles)),
        }
        return rules[move]

    def stopped(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime, kind: str) -> bool:
        """Whether a condition holds the move back."""
        fresh = bool(self.reminders) and now - self.reminders[-1] < ONE_DAY
        rules = {
            "need_info": not data["items"] or self.asked_by == by.account,
            "remind_info": fresh,
            "lapse": len(self.reminders) < 2 or fresh,
            "answer_now": kind in SERIOUS or (kind == "help" and not data["simple"]),
            "propose_reject": data["reason"] != "court",
            "refer": data["remind_at"] <= now,
        }
        return rules.get(move, False)

    def note(self, move: str, data: Mapping[str, Any], by: Actor, at: datetime) -> None:
        """What a move writes down besides the state."""
        match move:
            case "need_info":
                self.asked_by, self.missing = by.account, True
                self.reminders.clear()
            case "remind_info":
                self.reminders.append(at)
            case "supply":
                self.missing = False
                self.takers.add(by.account)
            case "reopen":
                self.missing = False
            case "propose_reject":
                self.proposed_by = by.account
            case "allow_enquiry":
                self.agreed_by = by.account
            case "accept":
                self.urgency = data["urgency"]
            case "escalate":
                self.urgency, self.missing = "emergency", False


def answered(client_id: int, data: Mapping[str, Any]) -> str:
    """Where an answer on the spot leads: closed when the resident agreed and no lot fell on it."""
    return "closed" if data["confirmed"] and client_id % 100 >= DRAWN else "callback"
