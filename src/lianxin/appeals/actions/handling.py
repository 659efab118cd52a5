"""What the unit does: 签收, 办理记录, 申请办结; and what happens when it doesn't: 逾期未签, 视同签收."""

from datetime import datetime

from lianxin.appeals import letters
from lianxin.appeals.limits import HANDLING, handling_code
from lianxin.appeals.models import Handling, Reply, SubOrder
from lianxin.appeals.queries import current_order
from lianxin.appeals.queries.classes import limit_key_of
from lianxin.appeals.queries.reply_check import warning_codes
from lianxin.appeals.rules import HandlingKind
from lianxin.kernel.actor import Role
from lianxin.matters.models import Clock
from lianxin.matters.workflow import Acting

USUAL = ("T6a", "T6b")
PETITION, DISCLOSURE, INFORMED = "T6e", "T20", "T6e1"
HEADS = (Role.REVIEWER, Role.LEADER)  # 负责人岗: whoever answers for the unit


def sign(acting: Acting) -> None:
    """签收: the unit's own clock starts."""
    order = current_order(acting.row)
    if order is not None:
        acting.change(order, signed_at=acting.now)
    start_handling(acting, acting.now)


def start_handling(acting: Acting, at: datetime) -> None:
    """The limit of the unit runs from then on, by type, urgency and track; a class may name another usual one.

    What runs already runs on: an order that went from one unit to another costs the resident no time.
    """
    if any(clock.limit in HANDLING for clock in acting.running()):
        return
    appeal = acting.row.appeal
    code = handling_code(appeal.type, acting.row.urgency, appeal.track)
    own = limit_key_of(appeal.category_id) if code in USUAL else ""
    acting.start(own or code, at=at)


def start_by_law(acting: Acting) -> Clock | None:
    """What the law counts from earlier than from the unit's signature: a petition from its acceptance, a request
    for government information from its receipt (信访工作条例 2022 年版第三十四条, 政府信息公开条例 2019 年修订
    第三十一条；请核对原文)."""
    appeal = acting.row.appeal
    code = handling_code(appeal.type, acting.row.urgency, appeal.track)
    if code not in {PETITION, DISCLOSURE} or any(clock.limit in HANDLING for clock in acting.running()):
        return None
    if code == PETITION:
        informed(acting)
    return acting.start(code, at=acting.row.filed_at if code == DISCLOSURE else acting.now)


def informed(acting: Acting) -> None:
    """受理告知 (T6e1): within fifteen days of its receipt whoever filed a petition knows that it is accepted."""
    acting.start(INFORMED, at=acting.row.filed_at)
    acting.stop(INFORMED)


def urge(acting: Acting) -> None:
    """逾期未签收: the head of the unit is told; whoever opens the page sees it in red anyway."""
    acting.facts["unit"] = acting.row.holder_id
    acting.tell_staff(letters.UNSIGNED, unit=acting.row.holder_id, roles=HEADS)


def count_as_signed(acting: Acting) -> None:
    """视同签收: at twice the limit it counts as signed, and the unit's limit runs from that moment."""
    order, since = current_order(acting.row), acting.data["due"]
    if order is not None:
        acting.change(order, signed_at=since, deemed=True)
    acting.facts["deemed"] = True
    acting.tell_staff(letters.DEEMED, unit=acting.row.holder_id)
    start_handling(acting, since)


def record(acting: Acting) -> None:
    """办理记录: the unit's own work; a contact with the resident ends that limit."""
    write_record(acting)
    if acting.data["kind"] == HandlingKind.CONTACT:
        acting.stop("T3")


def write_record(acting: Acting, *, suborder: SubOrder | None = None) -> None:
    """What was done, when it was done, when it was written; of a sub-order where it was done for one."""
    acting.add(
        Handling(
            matter=acting.row,
            kind=acting.data["kind"],
            at=acting.data.get("at") or acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
            suborder=suborder,
            text=acting.data["text"],
        )
    )
    acting.facts["kind"] = str(acting.data["kind"])


def finish(acting: Acting) -> None:
    """申请办结: the outcome and the reply, for somebody else to review."""
    appeal = acting.row.appeal
    outcome = acting.data["outcome"]
    acting.change(appeal, outcome=outcome, finished_at=acting.now, finished_by=acting.by.account)
    basis = acting.data.get("basis") or ""
    reply = Reply(matter=acting.row, text=acting.data["reply"], basis=basis, written_at=acting.now)
    acting.add(reply)
    acting.facts["outcome"] = str(outcome)
    note_warnings(acting, reply)


def note_warnings(acting: Acting, reply: Reply) -> None:
    """Which warnings a reply goes on against, by their codes: nobody is stopped, the month can count them."""
    codes = warning_codes(acting.row, reply)
    if codes:
        acting.facts["warnings"] = codes
