"""The last moves: 补充说明, 撤回, 重启, 归档."""

from lianxin.appeals import letters
from lianxin.appeals.actions.finding import found_by
from lianxin.appeals.actions.joining import leave_main
from lianxin.appeals.actions.joint import tell_helpers
from lianxin.appeals.actions.telling import tell_everybody, tell_unit
from lianxin.appeals.actions.words import take_down
from lianxin.appeals.queries import open_request
from lianxin.appeals.queries.accused import lies_with_discipline
from lianxin.matters.workflow import Acting


def add(acting: Acting) -> None:
    """补充说明: the resident's further words, found by search like the first."""
    matter = acting.row
    earlier = [contact.words for contact in matter.contacts.order_by("at", "pk")]
    take_down(acting)
    found_by(acting, matter.appeal, *earlier, acting.data["words"])
    tell_unit(acting, letters.ADDED)


def withdraw(acting: Acting) -> None:
    """撤回: it ends by the resident's own wish; whoever said so in their stead is told to them."""
    take_down(acting)
    leave_main(acting)
    tell_unit(acting, letters.WITHDRAWN)
    tell_helpers(acting, letters.WITHDRAWN)
    if acting.by.account is not None:
        tell_everybody(acting, letters.WITHDRAWN_TOLD)


def reopen(acting: Acting) -> str:
    """重启: to be dispatched anew, under new clocks; what came of it before stays in its papers.

    An accusation goes back to where it lay, to the discipline desk.
    """
    take_down(acting)
    acting.row.closed_at = None
    emptied = {"outcome": "", "finished_at": None, "finished_by": None, "rating": None, "callback_state": ""}
    acting.change(acting.row.appeal, **emptied)
    request = open_request(acting.row)
    if request is not None:  # it lapsed; nobody waits for it any more
        acting.change(request, answered_at=acting.now)
    tell_unit(acting, letters.REOPENED)
    tell_everybody(acting, letters.REOPENED_TOLD)
    return "sealed" if lies_with_discipline(acting.row) else "to_dispatch"
