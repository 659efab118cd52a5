"""更正结果: the outcome of a visit is put right, on a page of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.doors.actions import AlreadySent, SheetTaken
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.pages.move import client_id, version
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.correcting import STANDS
from lianxin.reception.actions.looks import note_look
from lianxin.reception.forms.outcomes import CorrectForm
from lianxin.reception.intake.talks import correct
from lianxin.reception.pages.finding import visit_run
from lianxin.reception.pages.talks import onward
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
        try:
            mended = correct(
                visit,
                form.cleaned_data,
                by=request.actor,
                client_id=client_id(request),
                version=version(request, visit),
            )
            return onward(request, mended)
        except Refused as refusal:
            form.refuse(refusal)
        except ValidationError as fault:
            form.add_error(None, fault)
        except (AlreadySent, SheetTaken):
            form.add_error(None, _("这一号刚才已经立项。请刷新页面看结果。"))
    note_look(visit, by=request.actor)
    context = {
        "form": form,
        "visit": visit,
        "slot": visit.slot,
        "state": VisitState(visit.state).label,
        "version": visit.version,
        "known": form.known(),
        "join": form["join"].value() or form.data.get("join_known", ""),
        "client_id": client_id(request) if form.is_bound else uuid7(),
    }
    return render(request, "reception/correct.html", context, status=422 if form.is_bound else 200)
