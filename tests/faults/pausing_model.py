"""The part of the model about standing still and taking longer: what was asked, what stands, how long it stood.

Source: D.3 of the domain model, moves 20 to 23. Plain Python, as in `office_model`; of the limits it is told whether
the unit's own has passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.kernel.actor import Actor

OFFICE = ZoneInfo("Asia/Shanghai")
IN_HAND = {"working", "joint"}
SOURCES = {
    **dict.fromkeys(("ask_suspend", "suspend", "refuse_suspend", "make_project"), IN_HAND),
    **dict.fromkeys(("ask_extend", "extend", "refuse_extend"), IN_HAND),
    **{key: {"suspended"} for key in ("tell_news", "go_on", "go_on_by_itself", "news_soon", "news_late")},
}
TARGETS = {"suspend": "suspended", "make_project": "suspended"}
BY_ROLE = {
    **{key: {"reviewer", "leader"} for key in ("suspend", "refuse_suspend", "extend", "refuse_extend")},
    **{key: {"system"} for key in ("go_on_by_itself", "news_soon", "news_late")},
    "make_project": {"leader"},
}
MOST_DAYS = 90


@dataclass
class Wait:
    """One suspension: who asked, until when (None: a project), since when it stands."""

    asked_by: int | None
    until: date | None
    began: date | None = None


@dataclass
class Pausing:
    """What is known of one matter's suspensions and extensions."""

    asked: Wait | None = None
    stands: Wait | None = None
    stood: int = 0
    longer_asked: tuple[int | None, str] | None = None

    def allows(self, move: str, by: Actor, *, holding: bool) -> bool:
        """Whether this is the actor's to do."""
        told = holding or "triage" in by.roles
        rules = {
            **dict.fromkeys(("ask_suspend", "ask_extend"), holding),
            "tell_news": told,
            "go_on": told or "leader" in by.roles,
        }
        return rules[move]

    def stopped(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime) -> bool:
        """Whether a condition holds the move back."""
        today, day = now.astimezone(OFFICE).date(), data["until"]
        over = day <= today or (day - today).days > MOST_DAYS - self.stood
        rules = {
            "ask_suspend": self.asked is not None or not data["event"] or over,
            "suspend": self.undecidable(by) or self.too_late(today),
            "refuse_suspend": self.undecidable(by),
            "make_project": self.asked is not None or day <= today,
            "tell_news": day <= today or (self.stands is not None and later(day, self.stands.until)),
            "ask_extend": self.longer_asked is not None or bool(data.get("late")) or data["amount"] != 1,
            "extend": self.longer_undecidable(by) or data.get("limit") != (self.longer_asked or ("", ""))[1],
            "refuse_extend": self.longer_undecidable(by),
        }
        if move in {"ask_extend", "extend"} and data.get("longer"):
            return True
        return rules.get(move, False)

    def undecidable(self, by: Actor) -> bool:
        """Nothing waits, or it was asked for by the very same person."""
        return self.asked is None or self.asked.asked_by == by.account

    def longer_undecidable(self, by: Actor) -> bool:
        """The same of an extension."""
        return self.longer_asked is None or self.longer_asked[0] == by.account

    def too_late(self, today: date) -> bool:
        """The days that were asked for have passed, or are too many by now."""
        until = self.asked.until if self.asked else None
        return until is None or until <= today or (until - today).days > MOST_DAYS - self.stood

    def note(self, move: str, data: Mapping[str, Any], by: Actor, at: datetime) -> None:
        """What a move writes down besides the state."""
        today = at.astimezone(OFFICE).date()
        match move:
            case "ask_suspend":
                self.asked = Wait(by.account, data["until"])
            case "suspend" if self.asked:
                self.stands, self.asked = Wait(None, self.asked.until, today), None
            case "refuse_suspend":
                self.asked = None
            case "make_project":
                self.stands = Wait(by.account, None, today)
            case "ask_extend":
                self.longer_asked = (by.account, data["limit"])
            case "extend" | "refuse_extend":
                self.longer_asked = None
            case "go_on" | "go_on_by_itself" | "escalate" if self.stands:
                if self.stands.until is not None and self.stands.began is not None:
                    self.stood += (today - self.stands.began).days
                self.stands = None


def later(day: date, until: date | None) -> bool:
    """Whether a day lies after the one on which it goes on."""
    return until is not None and day > until
