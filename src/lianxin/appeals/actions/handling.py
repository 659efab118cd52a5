"""What the unit does: 签收, 办理记录, 申请办结."""

from lianxin.appeals.limits import handling_limit
from lianxin.appeals.models import Handling, Reply
from lianxin.appeals.queries import current_order
from lianxin.matters.workflow import Acting


def sign(acting: Acting) -> None:
    """签收: the unit's own clock starts."""
    order = current_order(acting.row)
    if order is not None:
        acting.change(order, signed_at=acting.now)
    acting.start(handling_limit(acting.row.appeal.type, acting.row.urgency).code)


def record(acting: Acting) -> None:
    """办理记录: what was done, when it was done, when it was written."""
    acting.add(
        Handling(
            matter=acting.row,
            kind=acting.data["kind"],
            at=acting.data.get("at") or acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
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
    acting.add(Reply(matter=acting.row, text=acting.data["reply"], basis=basis, written_at=acting.now))
    acting.facts["outcome"] = str(outcome)
