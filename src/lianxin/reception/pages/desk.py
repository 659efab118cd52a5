"""接待台: one screen for the hand that calls numbers: who is here, who is next, one button for each thing one does."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import act, is_offered
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.move import client_id, version
from lianxin.matters.refusals import Refused
from lianxin.reception.forms.visits import TakeForm, windows_of
from lianxin.reception.intake.numbers import call_next, give
from lianxin.reception.pages.finding import slot_run
from lianxin.reception.queries.addresses import screen_address
from lianxin.reception.queries.rights import runs
from lianxin.reception.queries.visits import at_window, left_open, of_today, queue_of

EVERY = 15  # seconds


@require_GET
def index(request: Request) -> HttpResponse:
    """The slots of today whose desk one works at; straight on where there is only one."""
    slots = [slot for slot in of_today(by=request.actor) if runs(request.actor, slot)]
    late = [(slot, many) for slot, many in left_open(by=request.actor) if runs(request.actor, slot)]
    if len(slots) == 1 and not late:
        return redirect("reception_desk", key=slots[0].pk, window=1)
    return render(request, "reception/desks.html", {"slots": slots, "late": late})


@require_GET
def show(request: Request, key: int, window: int) -> HttpResponse:
    """The desk of one window."""
    slot = slot_run(request, key)
    if not 1 <= window <= slot.windows:
        raise Http404(_("这一场没有这个窗口。"))
    here = at_window(slot, window)
    queue = queue_of(slot, by=request.actor)
    flow = flow_of(slot)
    moves = [
        move for move in flow.moves if move.code in ("open", "end") and is_offered(move, slot, request.actor)
    ]
    context = {
        "slot": slot,
        "state": flow.state(slot.state),
        "window": window,
        "windows": windows_of(slot),
        "here": next((line for line in queue.at_windows if here and line.visit.pk == here.pk), None),
        "others": [line for line in queue.at_windows if line.visit.window != window],
        "queue": queue,
        "moves": moves,
        "screen": screen_address(slot),
        "every": EVERY,
    }
    return render(request, "reception/desk.html", context)


@require_POST
def call(request: Request, key: int, window: int) -> HttpResponse:
    """叫下一号."""
    slot = slot_run(request, key)
    try:
        visit = call_next(slot, window, by=request.actor, client_id=client_id(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, _("请 %(number)s 号到 %(window)s 号窗口。") % {"number": visit.number, "window": window}
        )
    return redirect("reception_desk", key=key, window=window)


@require_POST
def turn(request: Request, key: int, window: int, move: str) -> HttpResponse:
    """开始接待 or 结束接待, from the desk."""
    slot = slot_run(request, key)
    if move not in ("open", "end"):
        raise Http404(_("没有这个办理动作。"))
    try:
        act(
            slot,
            move,
            by=request.actor,
            data={},
            client_id=client_id(request),
            version=version(request, slot),
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("reception_desk", key=key, window=window)


def take(request: Request, key: int) -> HttpResponse:
    """取号 at the desk: how many came, and whatever they want to say; then the slip to print."""
    slot = slot_run(request, key)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            visit = give(slot, form.cleaned_data, by=request.actor, client_id=client_id(request))
            return redirect("visit_slip", key=visit.pk)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "slot": slot,
        "form": form,
        "client_id": client_id(request) if form.is_bound else uuid7(),
    }
    return render(request, "reception/take.html", context, status=422 if form.is_bound else 200)
