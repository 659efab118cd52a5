"""What a matter should be, worked out anew from the domain's table in plain Python: no workflow, no database.

`test_random_moves` lets the writer and this model do the same things and compares them. Source: D.3 of the
domain model, as far as the appeal is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.calendars.china import china
from lianxin.calendars.limits import due
from lianxin.kernel.actor import Actor
from tests.faults import (
    beside_model as beside,
    joint_model as joint,
    pausing_model as pausing,
    returns_model as returns,
    triage_model as triage,
)
from tests.faults.beside_model import Beside
from tests.faults.joint_model import Helpers
from tests.faults.pausing_model import Pausing
from tests.faults.returns_model import Dispute
from tests.faults.triage_model import Desk

OFFICE = ZoneInfo("Asia/Shanghai")
HANDLED = {"working", "joint", "rework"}
MERGEABLE = triage.BEFORE_CLOSING - {"rework", "suspended", "joint"}
OPEN = MERGEABLE | {"joint", "suspended", "closing", "callback", "rework"}
OVER = {"closed", "rejected", "referred", "archived", "withdrawn", "voided"}
NOT_VOID = (OPEN | OVER | {"merged"}) - {"voided"}

SOURCES: dict[str, set[str]] = {
    **triage.SOURCES,
    **returns.SOURCES,
    **pausing.SOURCES,
    **joint.SOURCES,
    **beside.SOURCES,
    "accept": {"registered"},
    "dispatch": {"to_dispatch"},
    "sign": {"to_sign"},
    "record": HANDLED,
    "finish": HANDLED,
    "send_back": {"closing"},
    "approve": {"closing"},
    "call_back": {"callback"},
    "rate": {"callback", "closed"},
    "add": (OPEN | {"merged"}) - {"need_info"},
    "merge": MERGEABLE,
    "unmerge": {"merged"},
    "reopen": {"closed"},
    "withdraw": OPEN | {"merged"},
    "archive": {"closed"},
    "correct": NOT_VOID,
    "approve_correction": NOT_VOID,
    "refuse_correction": NOT_VOID,
    "ask_void": NOT_VOID,
    "void": NOT_VOID,
    "undo_import": {"registered", "closed"},
}
TARGETS = {
    **triage.TARGETS,
    **pausing.TARGETS,
    "accept": "to_dispatch",
    "dispatch": "to_sign",
    "sign": "working",
    "finish": "closing",
    "approve": "callback",
    "merge": "merged",
    "reopen": "to_dispatch",
    "withdraw": "withdrawn",
    "archive": "archived",
    "void": "voided",
}
BY_ROLE = {
    **triage.BY_ROLE,
    **returns.BY_ROLE,
    **pausing.BY_ROLE,
    **{move: {"triage"} for move in ("accept", "dispatch", "merge", "ask_void")},
    "archive": {"system"},
    "undo_import": {"system"},
    **{
        move: {"triage", "reviewer", "leader"} for move in ("approve_correction", "refuse_correction", "void")
    },
}
OF_A_PART = {*returns.SOURCES, *pausing.SOURCES, *triage.SOURCES, *joint.SOURCES, *beside.SOURCES}
DECISIONS = {"approve_correction", "refuse_correction", "void"}
NOT_BY_HANDLERS = {"merge", "unmerge", "reopen", "withdraw", "approve_correction", "void"}
ON_THE_WAY = {
    **returns.ON_THE_WAY,
    **dict.fromkeys(("accept", "dispatch", "sign", "record", "finish", "approve", "call_back"), 20),
    "record_works": 6,
    **dict.fromkeys(("remind_info", "lapse", "archive"), 40),
    **dict.fromkeys(("need_info", "answer_now", "refer", "merge", "unmerge", "reopen", "send_back"), 6),
    **dict.fromkeys(("supply", "keep", "reject", "propose_reject"), 3),
    **dict.fromkeys(("ask_suspend", "suspend", "ask_extend", "extend", "tell_news", "go_on"), 6),
    **dict.fromkeys(joint.MOVES, 6),
    **dict.fromkeys(("answer_supervision", "answer_upward", "ask_why", "put_right", "take_back"), 3),
}
"""How often each is drawn, for one of those that may be made besides: so that stories get far."""


@dataclass
class Modelled:
    """One matter as it should be; `others` are all matters by key, this one among them."""

    pk: int
    client_id: int
    type: str
    phone: bool
    filed_at: datetime
    others: Mapping[int, "Modelled"]
    state: str = "registered"
    version: int = 1
    holder: int | None = None
    finished_by: int | None = None
    finished_from: str = "working"
    contacted: bool = False
    rated: bool = False
    classed: bool = False
    replied: bool = False
    called: bool = False
    closed_at: datetime | None = None
    main: int | None = None
    before: str = ""
    reworks: int = 0
    calls: list[datetime] = field(default_factory=list)
    hands: set[int | None] = field(default_factory=set)
    approvers: set[int | None] = field(default_factory=set)
    waiting: dict[str, int | None] = field(default_factory=dict)
    helpers: Helpers = field(default_factory=Helpers)
    beside: Beside = field(default_factory=Beside)
    path: list[tuple[datetime, str, str]] = field(default_factory=list)
    desk: Desk = field(default_factory=Desk)
    dispute: Dispute = field(default_factory=Dispute)
    pauses: Pausing = field(default_factory=Pausing)
    moved_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.path.append((self.filed_at, "", self.state))
        self.moved_at = self.filed_at

    def refusal(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime) -> str:
        """The code of the refusal this move must meet; empty when it must be made."""
        if self.state not in SOURCES.get(move, ()):
            return "not_in_table"
        if not self.allows(move, by):
            return "not_allowed"
        return "guard" if self.stopped(move, by, data, now) else ""

    def made_milder(self, kind: str, by: Actor) -> bool:
        """An accusation stays one, and a complaint is no question, as long as one person says so (move 7)."""
        if kind == "enquiry" and self.type in triage.SERIOUS:
            return self.desk.agreed_by in {None, by.account}
        return self.type == "report" != kind

    def allows(self, move: str, by: Actor) -> bool:
        """Whether this is the actor's to do (INV-07 for review and callback)."""
        own = by.account is None and self.pk in by.receipts
        holding = "handler" in by.roles and self.holder in by.units
        desk = not {"clerk", "triage"}.isdisjoint(by.roles) and not holding
        if move in BY_ROLE:
            return not BY_ROLE[move].isdisjoint(by.roles)
        if move in OF_A_PART:
            return self.allowed_by_part(move, by, own=own, holding=holding)
        uncalled = self.holder is not None or by.account != self.finished_by
        rules = {
            **dict.fromkeys(("sign", "record", "finish"), holding),
            **dict.fromkeys(
                ("send_back", "approve"), "reviewer" in by.roles and by.account != self.finished_by
            ),
            "call_back": "callback" in by.roles
            and by.units.isdisjoint({self.holder, *self.helpers.stages})
            and uncalled,
            "correct": holding or not {"clerk", "triage", "reviewer"}.isdisjoint(by.roles),
            "unmerge": own or not {"triage", "system"}.isdisjoint(by.roles),
            **dict.fromkeys(("withdraw", "reopen"), own or desk),
            "add": own,
            "rate": own and not self.rated,
        }
        return rules[move]

    def allowed_by_part(self, move: str, by: Actor, *, own: bool, holding: bool) -> bool:
        """The same for the moves that a part of the model knows."""
        if move in returns.SOURCES:
            return self.dispute.allows(move, by, holding=holding, holder=self.holder)
        if move in pausing.SOURCES:
            return self.pauses.allows(move, by, holding=holding)
        if move in beside.SOURCES:
            return self.beside.allows(move, by, own=own, holding=holding, holder=self.holder)
        if move in joint.SOURCES:
            return self.helpers.allows(move, by, holding=holding)
        return self.desk.allows(move, by, own=own, holding=holding, kind=self.type, state=self.state)

    def stopped(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime) -> bool:
        """Whether a condition holds the move back."""
        theirs = by.account is not None
        if move in NOT_BY_HANDLERS and theirs and by.account in self.hands:
            return True
        if move in DECISIONS or move in {"correct", "ask_void"}:
            return self.undecidable(move, by, data)
        if move in OF_A_PART:
            return self.stopped_by_part(move, by, data, now)
        late = self.closed_at is not None and now > due("N", 30, self.closed_at, china())
        unsaid = theirs and data["how"] != "phone"
        rules = {
            "accept": self.made_milder(data["type"], by),
            "dispatch": self.type == "report",
            "finish": bool(self.helpers.awaited())
            or (self.phone and not self.contacted)
            or self.beside.works_missing,
            "approve": self.reworks > 1 and by.account in self.approvers,
            "merge": not self.fits(self.others.get(data["main"])),
            "unmerge": theirs and not data["how"],
            "reopen": late or (theirs and not data["how"]),
            "withdraw": unsaid or self.type == "report" or self.followed(),
            "archive": bool(self.waiting) or not self.complete,
            "undo_import": True,  # none of these was imported
        }
        return rules.get(move, False)

    def stopped_by_part(self, move: str, by: Actor, data: Mapping[str, Any], now: datetime) -> bool:
        """The same for the moves that a part of the model knows."""
        if move in returns.SOURCES:
            return self.dispute.stopped(move, by, {**data, "holder": self.holder}, now, self.hands)
        if move in pausing.SOURCES:
            return self.pauses.stopped(move, by, data, now)
        if move in beside.SOURCES:
            return self.beside.stopped(move, by, {**data, "holder": self.holder}, now, kind=self.type)
        if move in joint.SOURCES:
            return self.helpers.stopped(move, data, holder=self.holder, kind=self.type)
        return self.desk.stopped(move, by, data, now, self.type)

    @property
    def complete(self) -> bool:
        """Whether the file may be put away (move 32)."""
        return self.replied and self.classed and (self.called or self.rated)

    def fits(self, main: "Modelled | None") -> bool:
        """Whether this matter can follow that one."""
        return (
            main is not None
            and main.pk != self.pk
            and main.state in OPEN
            and "report" not in {self.type, main.type}
        )

    def followed(self) -> bool:
        """Whether others are merged into it now."""
        return any(one.state == "merged" and one.main == self.pk for one in self.others.values())

    def undecidable(self, move: str, by: Actor, data: Mapping[str, Any]) -> bool:
        """Corrections: an accusation by the desk alone, one proposal of a field, decided by another (INV-07)."""
        sealed = self.type == "report" and "triage" not in by.roles
        if move == "correct":
            return sealed or data["field"] in self.waiting
        if move == "ask_void":
            return self.followed() or "void" in self.waiting
        named = data["decides"]
        kind = named == "void" if move == "void" else move == "refuse_correction" or named != "void"
        if sealed or named not in self.waiting or not kind or self.waiting[named] == by.account:
            return True
        return move == "void" and self.followed()

    def make(self, move: str, data: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """The move is made."""
        self.version, self.moved_at = self.version + 1, at
        source = self.state
        if move in {"sign", "record", "record_works", "finish", "sign_helper", "answer_helper"}:
            self.hands.add(by.account)
        self.desk.note(move, data, by, at)
        self.dispose(move, data, by, at)
        self.pauses.note(move, data, by, at)
        self.helpers.note(move, data, by)
        self.beside.note(move, {**data, "holder": self.holder}, at, kind=self.type)
        if move in DECISIONS or move in {"correct", "ask_void"}:
            self.decide(move, data, by)
        else:
            self.note(move, data, by)
        self.state = self.target(move, data, at)
        self.settle(move, source, at)

    def dispose(self, move: str, data: dict[str, Any], by: Actor, at: datetime) -> None:
        """Whose it is now, as far as that was disputed (J8)."""
        ruled = (one.dispute.ruling for one in self.others.values() if self.classed)
        known = {**data, "holder": self.holder, "classed": self.classed}
        self.dispute.note(move, known, by, at, [one for one in ruled if one is not None])
        if move in returns.SOURCES:
            self.holder = self.dispute.holder

    def note(self, move: str, data: dict[str, Any], by: Actor) -> None:
        """What a move writes down besides the state."""
        match move:
            case "accept":
                self.type, self.classed = data["type"], True
            case "dispatch":
                self.holder = data["unit"]
            case "record" | "reach":
                self.contacted |= move == "reach" or data["kind"] == "contact"
            case "finish":
                self.finished_by, self.finished_from = by.account, self.state
            case "approve":
                self.approvers.add(by.account)
                self.begin_calling()
            case "answer_now":
                self.finished_by = by.account
                self.begin_calling()
            case "call_back":
                self.called = True
            case "rate":
                self.rated = True
            case "merge":
                self.main, self.before = data["main"], self.state

    def begin_calling(self) -> None:
        """An answer has left; calls made after an earlier one don't count."""
        self.replied = True
        self.calls.clear()

    def decide(self, move: str, data: dict[str, Any], by: Actor) -> None:
        """A proposal is made, or decided."""
        if move in DECISIONS:
            del self.waiting[data["decides"]]
            match move, data["decides"]:
                case "approve_correction", "urgency":
                    self.desk.urgency = "urgent"
                case "approve_correction", "phone":
                    self.phone = True
        else:
            self.waiting[data["field"] if move == "correct" else "void"] = by.account

    def target(self, move: str, data: dict[str, Any], at: datetime) -> str:
        """Where the move leads."""
        match move:
            case "call_back":
                return self.after_call(data, at)
            case "answer_now":
                return triage.answered(self.client_id, data)
            case "escalate" if self.state == "need_info":
                return "registered"
            case "escalate" if self.state == "suspended":
                return self.helpers.target()
        after = {
            "unmerge": self.before,
            "send_back": self.finished_from,
            **dict.fromkeys(returns.SOURCES, self.dispute.leads_to),
            **dict.fromkeys((*joint.MOVES, "go_on", "go_on_by_itself"), self.helpers.target()),
        }
        return after.get(move) or TARGETS.get(move, self.state)

    def settle(self, move: str, source: str, at: datetime) -> None:
        """What else follows from the new state."""
        if self.state != source:
            self.path.append((at, source, self.state))
        if self.state == "closed" and source != "closed":
            self.closed_at = at
        if self.state not in {"closed", "archived"}:
            self.closed_at = None
        if move == "reopen":
            self.rated, self.finished_by = False, None
        if self.state != "merged":
            self.main = None

    def after_call(self, data: dict[str, Any], at: datetime) -> str:
        """Where a callback leads: three vain ones close it, on two days at least and each at another hour."""
        if data["reached"]:
            if data["resolved"] in {"yes", "accepted"}:
                return "closed"
            if self.holder is None:  # answered on the spot: it comes back to the desk
                return "registered"
            self.reworks += 1
            return "rework"
        self.calls.append(at.astimezone(OFFICE))
        days, hours = {call.date() for call in self.calls}, {call.hour for call in self.calls}
        return "closed" if len(self.calls) > 2 and len(days) > 1 and len(hours) > 2 else "callback"


def terms(matters: Mapping[int, Modelled], start: datetime, end: datetime) -> dict[str, int]:
    """The balance of a period as told by the paths alone (D.6 figure 2), and what is open at both ends."""
    told: dict[str, int] = {}
    for one in matters.values():
        for at, source, target in one.path:
            if start <= at < end and (source in OPEN) != (target in OPEN):
                named = {"": "new", "merged": "unmerged"}.get(source, "reopened")
                code = target if source in OPEN else named
                told[code] = told.get(code, 0) + 1
    for name, moment in (("start", start), ("end", end)):
        last = [[to for at, _from, to in one.path if at < moment][-1:] for one in matters.values()]
        told[name] = sum(states[0] in OPEN for states in last if states)
    return told
