"""来访: one visit, its moves, its slip and its papers."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.doors.pages.answers import held_receipts
from lianxin.doors.queries import receipt_of
from lianxin.kernel import clock
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.rows import make_row
from lianxin.matters.queries import timeline
from lianxin.reception.actions.correcting import STANDS
from lianxin.reception.actions.looks import note_look
from lianxin.reception.pages.finding import visit_run, visit_seen
from lianxin.reception.prints.talks import evidence_paper, talk_paper
from lianxin.reception.queries.addresses import number_address
from lianxin.reception.queries.rights import runs
from lianxin.reception.queries.talks import told_at
from lianxin.reception.queries.visits import ahead_of, label_of, matter_seen, outcome_changes
from lianxin.reception.rules.visits import Need
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.reception.models import Visit


@require_GET
def show(request: Request, key: int) -> HttpResponse:
    """What is known of one visit."""
    visit = visit_seen(request, key)
    matter = matter_seen(visit, by=request.actor)
    receipt = receipt_of(matter.number, held=held_receipts(request)) if matter else None
    offered = offers(visit, request.actor)
    context = {
        "visit": visit,
        "label": label_of(visit),
        "state": flow_of(visit).state(visit.state),
        "name": mask_name(visit.name),
        "phone": mask_phone(visit.phone),
        "speakers": [mask_name(one.name) for one in visit.speakers.all() if one.replaced_at is None],
        "needs": [Need(one).label for one in visit.needs],
        "matter": matter,
        "receipt": receipt,
        "told": told_at(visit, by=request.actor),
        "runs": runs(request.actor, visit.slot),
        "moves": [move for move in offered if not move.elsewhere],
        "stands": STANDS,
        "corrects": any(move.code == "correct" for move in offered),
        "outcome_changes": outcome_changes(visit),
        "timeline": timeline(visit),
    }
    return render(request, "reception/visit.html", context)


def make(request: Request, key: int, move: str) -> HttpResponse:
    """One move of a visit: a form, or one button; then back to the desk it came from."""
    visit = visit_run(request, key)
    step = flow_of(visit).move(move)
    if step is None or step.elsewhere:
        raise Http404(_("没有这个办理动作。"))
    if move == "note":
        note_look(visit, by=request.actor)
    title = _("%(number)s 号 · %(slot)s") % {"number": visit.number, "slot": visit.slot.kind.name}
    return make_row(request, visit, move, title=title, home=home_of(request, visit, move))


def home_of(request: Request, visit: "Visit", move: str) -> str:
    """The desk of the window the button was pressed at; the talk that just began; else the visit's own page."""
    if move == "talk":
        return reverse("visit_talk", kwargs={"key": visit.pk})
    typed = request.POST.get("desk", request.GET.get("desk", ""))
    window = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0
    if 1 <= window <= visit.slot.windows:
        return reverse("reception_desk", kwargs={"key": visit.slot_id, "window": window})
    return reverse("visit", kwargs={"key": visit.pk})


@require_GET
def slip(request: Request, key: int) -> HttpResponse:
    """The slip with the number, to print or to read out; the number's own address as a square."""
    visit = visit_run(request, key)
    context = {
        "visit": visit,
        "ahead": ahead_of(visit),
        "follow": request.build_absolute_uri(reverse("own_number", kwargs={"token": number_address(visit)})),
        "printed_at": clock.now(),
    }
    return render(request, "reception/slip.html", context)


@require_POST
def paper(request: Request, key: int, what: str) -> HttpResponse:
    """接谈记录 (F-48) or the receipt for papers (F-48R) as a file to print."""
    visit = visit_seen(request, key)
    told = told_at(visit, by=request.actor)
    if told is None or what not in ("talk", "evidence"):
        raise Http404(_("这次来访没有接谈记录，或者不归您看。"))
    matter = matter_seen(visit, by=request.actor)
    number = matter.number if matter else ""
    if what == "evidence":
        return hand_out(request, evidence_paper(visit, told, number=number))
    receipt = receipt_of(number, held=held_receipts(request)) if number else None
    return hand_out(request, talk_paper(visit, told, number=number, code=receipt.code if receipt else ""))
