"""From the review to the end: 退回, 同意办结, 回访, 重办, 办结, 评价."""

from lianxin.appeals import letters
from lianxin.appeals.actions.closing import close
from lianxin.appeals.actions.dissatisfied import open_if_bad
from lianxin.appeals.actions.handling import note_warnings
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town, tell_unit
from lianxin.appeals.limits import HANDLING
from lianxin.appeals.models import Callback, Handling
from lianxin.appeals.queries import attempts, last_reply, standing
from lianxin.appeals.queries.answer_sheet import sheet_of
from lianxin.appeals.rules import CallbackState, settles
from lianxin.appeals.rules.calling import enough
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def send_back(acting: Acting) -> str:
    """退回: the reviewer's reason becomes part of the record; it returns to where closing was asked for."""
    acting.add(
        Handling(
            matter=acting.row,
            kind="other",
            at=acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
            text=acting.data["reason"],
        )
    )
    tell_unit(acting, letters.SENT_BACK)
    source = standing.came_from(acting.row, "finish")
    return source if source in acting.move.to else "working"


def approve(acting: Acting) -> None:
    """同意办结: the reply leaves, and the handling clock stopped when closing was asked for."""
    reply = last_reply(acting.row)
    if reply is not None:
        acting.change(reply, sent_at=acting.now, sheet=sheet_of(acting.row, reply, at=acting.now))
        note_warnings(acting, reply)
    for code in (*HANDLING, "T13"):
        acting.stop(code, at=acting.row.appeal.finished_at)
    tell_everybody(acting, "answered")


def call_back(acting: Acting) -> str:
    """回访: solved or accepted closes; not solved is done again; unreached is tried again."""
    call = Callback(
        matter=acting.row,
        attempt=len(attempts(acting.row)) + 1,
        at=acting.now,
        account_id=acting.by.account,
        reached=acting.data["reached"],
        proxy=bool(acting.data["reached"] and acting.data.get("proxy")),
        resolved=acting.data.get("resolved") or "",
        satisfied=acting.data.get("satisfied"),
        words=acting.data.get("words") or "",
    )
    acting.add(call)
    acting.facts |= {"attempt": call.attempt, "reached": call.reached, "resolved": call.resolved}
    if call.proxy:
        acting.facts["proxy"] = True
    if call.reached:
        state = CallbackState.PROXY if call.proxy else CallbackState.REACHED
        return end_called(acting, state) if settles(call.resolved) else do_again(acting)
    vain = [one.at for one in standing.calls_since_reply(acting.row) if not one.reached]
    return end_called(acting, CallbackState.UNREACHED) if enough([*vain, call.at]) else "callback"


def do_again(acting: Acting) -> str:
    """重办: its clock runs on while the reviewer reads, and when they send it back, as the first one does.

    It goes to the same unit with the leader's notice; from the second time on another reviewer reads it. What
    was answered on the spot was nobody's order yet: it is triaged like what comes in.
    """
    if acting.row.holder_id is None:
        return "registered"
    acting.start("T13")
    tell_unit(acting, letters.REWORK)
    times = standing.reworks(acting.row) + 1
    if times > 1:
        tell_in_town(acting, letters.REWORK_AGAIN, Role.LEADER, times=times)
    else:
        tell_in_town(acting, letters.REWORK_LEADER, Role.LEADER)
    return "rework"


def end_called(acting: Acting, state: CallbackState) -> str:
    """办结 after a callback; only what the resident said enters the rates."""
    acting.change(acting.row.appeal, callback_state=state)
    acting.facts["callback"] = str(state)
    open_if_bad(acting, acting.data.get("satisfied"))
    return close(acting)


def rate(acting: Acting) -> None:
    """评价: the resident's own word, never edited."""
    acting.change(acting.row.appeal, rating=acting.data["rating"])
    acting.facts["rating"] = int(acting.data["rating"])
    open_if_bad(acting, acting.data["rating"])
