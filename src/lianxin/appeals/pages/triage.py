"""The triage queue (甄别派单): the next matter beside the list, worked by keyboard alone."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.appeals.queries import folder
from lianxin.appeals.queries.signs import mark_signs
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.queries import is_task, mine

WAITING = ("registered", "reject_asked", "to_dispatch")
SHOWN = 50


def show(request: Request) -> HttpResponse:
    """What waits for triage, and the one in hand with its form."""
    rows = list(mine(by=request.actor, states=WAITING).select_related("appeal__category")[: SHOWN + 1])
    mark_signs(rows)
    wanted = request.GET.get("number", "")
    current = next((row for row in rows if row.number == wanted), rows[0] if rows else None)
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "current": current, "now": clock.now()}
    if current is not None:
        offered = offers(current, request.actor)
        move = next((step for step in offered if is_task(step) and step.form), None)
        context["others"] = [step for step in offered if step is not move and not step.elsewhere]
        form = move.form(by=request.actor, row=current) if move and move.form else None
        context |= {"move": move, "form": form, "client_id": uuid7()}
        context["folder"] = folder(current, by=request.actor)
    return render(request, "appeals/triage.html", context)
