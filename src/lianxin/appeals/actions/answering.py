"""From the review to the end: 退回, 同意办结, 回访, 重办, 办结, 评价."""

from django.utils import timezone

from lianxin.appeals import letters
from lianxin.appeals.actions.closing import close
from lianxin.appeals.actions.telling import tell_everybody
from lianxin.appeals.limits import HANDLING
from lianxin.appeals.models import Callback, Handling
from lianxin.appeals.queries import attempts, last_reply
from lianxin.appeals.rules import (
    ATTEMPTS_BEFORE_CLOSING,
    settles,
)
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def send_back(acting: Acting) -> None:
    """退回: the reviewer's reason becomes part of the record."""
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
    tell_handlers(acting, letters.SENT_BACK)


def tell_handlers(acting: Acting, letter: str) -> None:
    """A notice to those of the holding unit who do the work."""
    acting.tell_staff(letter, unit=acting.row.holder_id, roles=(Role.HANDLER,))


def approve(acting: Acting) -> None:
    """同意办结: the reply leaves, and the handling clock stopped when closing was asked for."""
    reply = last_reply(acting.row)
    if reply is not None:
        acting.change(reply, sent_at=acting.now)
    for code in (*HANDLING, "T13"):
        acting.stop(code, at=acting.row.appeal.finished_at)
    tell_everybody(acting, "answered")


def call_back(acting: Acting) -> str:
    """回访: solved or accepted closes; not solved is done again; unreached is tried again."""
    earlier = attempts(acting.row)
    call = Callback(
        matter=acting.row,
        attempt=len(earlier) + 1,
        at=acting.now,
        account_id=acting.by.account,
        reached=acting.data["reached"],
        resolved=acting.data.get("resolved") or "",
        satisfied=acting.data.get("satisfied"),
        words=acting.data.get("words") or "",
    )
    acting.add(call)
    acting.facts |= {"attempt": call.attempt, "reached": call.reached, "resolved": call.resolved}
    if call.reached:
        return close(acting) if settles(call.resolved) else do_again(acting)
    return close(acting) if tried_enough([*earlier, call]) else "callback"


def do_again(acting: Acting) -> str:
    """重办: its clock runs on while the reviewer reads, and when they send it back, as the first one does.

    What was answered on the spot was nobody's order yet: it is triaged like what comes in.
    """
    if acting.row.holder_id is None:
        return "registered"
    acting.start("T13")
    tell_handlers(acting, letters.REWORK)
    return "rework"


def tried_enough(calls: list[Callback]) -> bool:
    """Three attempts, on two days at least and at different hours (move 29)."""
    times = [timezone.localtime(call.at) for call in calls]
    if len(times) < ATTEMPTS_BEFORE_CLOSING:
        return False
    return len({at.date() for at in times}) > 1 and len({at.hour for at in times}) > 1


def rate(acting: Acting) -> None:
    """评价: the resident's own word, never edited."""
    acting.change(acting.row.appeal, rating=acting.data["rating"])
    acting.facts["rating"] = int(acting.data["rating"])
