"""Joint handling: 增派协办, 协办签收 … 协办回复, 再请协办, 撤回协办, 协办逾期, 改主办 (D.3, 18, 19; D.5)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.appeals import letters
from lianxin.appeals.actions.handling import HEADS, write_record
from lianxin.appeals.actions.passing import pass_on
from lianxin.appeals.actions.triage import note
from lianxin.appeals.models import Handling, LeadChange, Order, Stage, SubOrder
from lianxin.appeals.queries import joint
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting
from lianxin.people.rules.confidentiality import Ground

HANDLERS = (Role.HANDLER,)


def add_helper(acting: Acting) -> None:
    """增派协办: a sub-order of its own, due before the main (J2)."""
    data = acting.data
    order = ask(acting, data["unit"], data["demand"], data.get("due"))
    order.identity, order.papers = bool(data.get("identity")), bool(data.get("papers"))
    order.why_identity = data.get("why_identity") or ""
    acting.facts |= {"unit": order.unit_id, "identity": order.identity, "papers": order.papers}
    what = {
        "pass_identity": order.identity,
        "pass_ground": Ground.CONTACT,
        "pass_reason": order.why_identity,
    }
    pass_on(acting, unit=order.unit_id, what=what)


def ask(acting: Acting, unit: int, demand: str, due: datetime | None) -> SubOrder:
    """One sub-order more."""
    order = SubOrder(matter=acting.row, unit_id=unit, demand=demand, **asked_now(acting, due))
    acting.add(order)
    acting.tell_staff(letters.HELP_TO_SIGN, unit=unit, roles=HANDLERS)
    return order


def asked_now(acting: Acting, due: datetime | None) -> dict[str, Any]:
    """Who asks, and by when; whether it is asked in time is settled now, for the day on which it is late (J5)."""
    main, latest = joint.room(acting)
    return {
        "due_at": due or latest or acting.now,
        "in_time": joint.half_left(main, acting.now, acting.calendar),
        "asked_at": acting.now,
        "asked_by": acting.by.account,
    }


def own(acting: Acting, *stages: Stage) -> SubOrder:
    """The sub-order of the unit that acts."""
    return order_of(acting, acting.by.units, *stages)


def chosen(acting: Acting, *stages: Stage) -> SubOrder:
    """The sub-order the lead chose."""
    return order_of(acting, {acting.data["unit"]}, *stages)


def order_of(acting: Acting, units: Collection[int], *stages: Stage) -> SubOrder:
    """The sub-order that one of these units has; the log says whose it is."""
    order = joint.suborder_of(acting.row, units, *stages)
    assert order is not None  # noqa: S101  # the rule or the guard looked
    acting.facts["unit"] = order.unit_id
    return order


def sign_helper(acting: Acting) -> None:
    """协办签收."""
    acting.change(own(acting, Stage.TO_SIGN), signed_at=acting.now)


def record_helper(acting: Acting) -> None:
    """协办记录: what the assisting unit did; it stops no clock of the resident's."""
    write_record(acting, suborder=own(acting, Stage.WORKING))


def answer_helper(acting: Acting) -> str:
    """协办回复: to the lead; with the last of them the lead goes on alone (move 19)."""
    order = own(acting, Stage.WORKING)
    acting.change(order, answered_at=acting.now, answered_by=acting.by.account, answer=acting.data["answer"])
    acting.tell_staff(letters.HELP_ANSWERED, unit=acting.row.holder_id, roles=HANDLERS)
    return after(acting)


def after(acting: Acting) -> str:
    """Joint as long as somebody is waited for, else the lead works on alone (J4; move 19, by the system)."""
    fresh = [row for row in acting.added if isinstance(row, SubOrder)]
    moved = {row.pk for row in acting.changed if isinstance(row, SubOrder)}
    waiting = [one for one in joint.unanswered(acting.row) if one.pk not in moved]
    return "joint" if fresh or waiting else "working"


def ask_again(acting: Acting) -> None:
    """再请协办: the same sub-order once more, what it answered before stays on record."""
    data = acting.data
    order = chosen(acting, Stage.DONE)
    earlier = {"at": order.answered_at, "written_at": acting.now, "account_id": order.answered_by}
    acting.add(Handling(matter=acting.row, kind="other", suborder=order, text=order.answer, **earlier))
    emptied = {"answered_at": None, "answered_by": None, "answer": "", "urged_at": None}
    acting.change(order, demand=data["demand"], **asked_now(acting, data.get("due")), **emptied)
    acting.tell_staff(letters.HELP_AGAIN, unit=order.unit_id, roles=HANDLERS)


def let_wait(acting: Acting) -> None:
    """协办暂缓: one part waits and is due later by just as much; the main and its clock go on (J12)."""
    order = chosen(acting, Stage.TO_SIGN, Stage.WORKING)
    until = acting.data["until"]
    begins = acting.calendar.opening(acting.calendar.on_or_after(until))
    _main, latest = joint.room(acting)
    later = joint.later(order.due_at, begins - acting.now, acting.calendar)
    due = later if latest is None else max(order.due_at, min(later, latest))
    acting.change(order, waits_for=acting.data["words"], waits_until=until, due_at=due)
    acting.facts["until"] = until.isoformat()
    acting.tell_staff(letters.HELP_WAITS, unit=order.unit_id, roles=HANDLERS)


def recall_helper(acting: Acting) -> str:
    """撤回协办: the lead doesn't wait for it any more, and its unit knows of the matter no more; why is on record."""
    order = chosen(acting, Stage.TO_SIGN, Stage.WORKING)
    change = joint.proposed_lead(acting.row) if order.to_lead else None
    if change is not None:
        acting.change(change, accepted=False, decided_at=acting.now, decided_by=acting.by.account)
    acting.change(order, recalled_at=acting.now, to_lead=False)
    note(acting, acting.data["reason"])
    return after(acting)


def let_go(acting: Acting) -> None:
    """Nobody assists any more, and nobody is told: what the matter became is none of their business (移交纪检)."""
    change = joint.proposed_lead(acting.row)
    if change is not None:
        acting.change(change, accepted=False, decided_at=acting.now)
    for order in joint.standing(acting.row):
        acting.change(order, recalled_at=acting.now, to_lead=False)


def tell_helpers(acting: Acting, letter: str) -> None:
    """A notice to the units whose answer is waited for no more, as the matter itself is at an end."""
    for order in joint.unanswered(acting.row):
        acting.tell_staff(letter, unit=order.unit_id, roles=HANDLERS)


def chase_helpers(acting: Acting) -> None:
    """催协办单位: those the lead waits for are reminded; nothing else changes."""
    waiting = joint.to_chase(acting.row, acting.now)
    for order in waiting:
        acting.tell_staff(letters.HELP_CHASED, unit=order.unit_id, roles=HANDLERS)
    acting.facts["units"] = [order.unit_id for order in waiting]


def urge_helper(acting: Acting) -> None:
    """协办逾期: the head of that unit is told, the lead hears of it (J5)."""
    order = joint.suborder_of(acting.row, {acting.data["unit"]}, Stage.TO_SIGN, Stage.WORKING)
    if order is None or order.urged_at is not None:
        return
    acting.change(order, urged_at=acting.now)
    acting.facts["unit"] = order.unit_id
    acting.tell_staff(letters.HELP_LATE, unit=order.unit_id, roles=HEADS)
    acting.tell_staff(letters.HELP_LATE_LEAD, unit=acting.row.holder_id, roles=HANDLERS)


def hand_lead(acting: Acting) -> None:
    """改由协办单位主办: proposed; nothing changes before that unit accepts (J1)."""
    unit = acting.data["unit"]
    acting.add(
        LeadChange(
            matter=acting.row,
            unit_id=unit,
            why=acting.data["reason"],
            proposed_at=acting.now,
            proposed_by=acting.by.account,
        )
    )
    acting.change(chosen(acting, Stage.TO_SIGN, Stage.WORKING, Stage.DONE), to_lead=True)
    acting.tell_staff(letters.LEAD_OFFERED, unit=unit, roles=HANDLERS)


def decide_lead(acting: Acting, *, accepted: bool) -> LeadChange:
    """The word of the unit that was asked; one that takes over doesn't assist any more."""
    change = joint.proposed_lead(acting.row)
    assert change is not None  # noqa: S101  # the guard looked
    said = {"accepted": accepted, "decided_at": acting.now, "decided_by": acting.by.account}
    acting.change(change, objection=acting.data.get("reason") or "", **said)
    acting.facts["unit"] = change.unit_id
    order = joint.suborder_of(acting.row, {change.unit_id}, Stage.TO_SIGN, Stage.WORKING, Stage.DONE)
    if order is not None:
        acting.change(order, to_lead=False, recalled_at=acting.now if accepted else None)
    letter = letters.LEAD_TAKEN if accepted else letters.LEAD_DECLINED
    acting.tell_staff(letter, unit=acting.row.holder_id, roles=HANDLERS)
    return change


def take_lead(acting: Acting) -> str:
    """接手主办: it leads from now on; its own sub-order is at an end, the limit of the main runs on (J1)."""
    change = decide_lead(acting, accepted=True)
    taken = {"dispatched_at": acting.now, "signed_at": acting.now}
    basis = _("原主办单位提请，本单位同意接手主办")
    acting.add(Order(matter=acting.row, unit_id=change.unit_id, demand=change.why, basis=basis, **taken))
    acting.hold(change.unit_id)
    return after(acting)


def decline_lead(acting: Acting) -> None:
    """不接手: everything stays as it is; why is on record."""
    decide_lead(acting, accepted=False)
