"""The page of one matter: head, moves, timeline, papers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.erasure.hands import may_hold
from lianxin.kernel.erasure.holds import holds_on
from lianxin.kernel.notices import looked_at
from lianxin.kernel.routes import Request
from lianxin.matters.act import held_up, offers
from lianxin.matters.flows import flow_of
from lianxin.matters.ledger import row_kind
from lianxin.matters.naming import MATTER, OVERSEERS
from lianxin.matters.panels import besides, panel_of, papers_of
from lianxin.matters.queries import clocks_of, is_task, matter_by_number, timeline
from lianxin.matters.scans import MOVE
from lianxin.matters.seen import OPENED, watch
from lianxin.matters.workflow import Move

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def find(request: Request, number: str) -> "Matter":
    """The matter, if this actor may know of it. Raises Http404, the same as for one that never was."""
    matter = matter_by_number(number, by=request.actor)
    if matter is None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    return matter


def show(request: Request, number: str) -> HttpResponse:
    """Everything about one matter that this actor may see."""
    matter = find(request, number)
    looked_at(row_kind(matter), matter.pk, by=request.actor)
    panel = panel_of(matter)
    filled = panel.fill(matter, request.actor)  # first: what it reads the rules need not ask for again
    offered = offers(matter, request.actor)
    context = {
        "matter": matter,
        "state": flow_of(matter).state(matter.state),
        "moves": first_tasks(offered),
        "also": [move for move in offered if move.aside and move.code not in filled.get("placed", ())],
        "held_up": [(move, why) for move, why in held_up(matter, request.actor) if is_task(move)],
        "clocks": clocks_of(matter),
        "timeline": timeline(matter),
        "papers": papers_of(matter, by=request.actor),
        "files_paper": any(move.code == MOVE for move in offered),
        "panel": panel.template,
        "besides": besides(matter, by=request.actor),
        "now": clock.now(),
        "holds": holds_on(MATTER, matter.pk),
        "may_hold": may_hold(request.actor, None),
        "sees_looks": request.actor.holds(*OVERSEERS),
        **filled,
    }
    watch(matter, by=request.actor, what=OPENED)  # now that all of it was read
    return render(request, "matters/show.html", context)


def first_tasks(offered: Sequence[Move]) -> list[Move]:
    """What the matter waits for, then what may be done besides; what has a place of its own is left out."""
    shown = [move for move in offered if not move.aside and not move.elsewhere]
    return sorted(shown, key=lambda move: not is_task(move))
