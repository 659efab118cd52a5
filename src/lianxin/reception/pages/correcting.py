"""更正结果: the outcome of a visit is put right, on a page of its own."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.pages.move import version
from lianxin.reception.actions.correcting import STANDS
from lianxin.reception.actions.looks import note_look
from lianxin.reception.forms.outcomes import CorrectForm
from lianxin.reception.intake.talks import correct
from lianxin.reception.pages.finding import visit_run
from lianxin.reception.pages.talks import TWICE, ask, onward, saved
from lianxin.reception.queries.talks import talk_in_clear
from lianxin.reception.rules.visits import VisitState


def write(request: Request, key: int) -> HttpResponse:
    """What it should have been, and why; then the visit again."""
    visit = visit_run(request, key)
    if all(move.code != "correct" for move in offers(visit, request.actor)):
        raise Http404(_("这一号还没有结果，没有什么可更正的。"))
    if visit.matter_id is not None and request.method != "POST":
        messages.error(request, str(STANDS))
        return redirect("visit", key=key)
    bound = request.POST if request.method == "POST" else None
    form = CorrectForm(bound, by=request.actor, visit=visit, talk=talk_in_clear(visit))
    if form.is_bound and form.is_valid():
        mended = saved(request, form, partial(correct, visit, version=version(request, visit)), TWICE)
        if mended is not None:
            return onward(request, mended)
    note_look(visit, by=request.actor)
    state = VisitState(visit.state).label
    shown = {"visit": visit, "slot": visit.slot, "state": state, "version": visit.version}
    return ask(request, "reception/correct.html", form, compare=True, **shown)
