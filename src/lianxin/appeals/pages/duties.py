"""派单目录: its editions, the lines of one in order, publishing and taking back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.appeals.actions import duty as actions
from lianxin.appeals.forms.duty import PublishForm
from lianxin.appeals.intake import duty as sheets
from lianxin.appeals.pages.sheets import client_id, download
from lianxin.appeals.queries import classes, duty
from lianxin.appeals.queries.returning import proposal_waiting, proposals_waiting
from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.people.rules import Refused

if TYPE_CHECKING:
    from lianxin.appeals.models import DutyEdition

PAGE = 100
DIFFERENCES = 100


@require_GET
def index(request: Request) -> HttpResponse:
    """The editions there are, and which one holds."""
    context = {
        "editions": duty.editions(),
        "now": duty.in_force(),
        "draft": duty.draft(),
        "today": classes.today(),
        "client_id": uuid7(),
        "keeper": request.actor.holds(Role.ADMINISTRATOR),
        "proposals": proposals_waiting(request.actor),
    }
    return render(request, "appeals/duties.html", context)


@require_POST
def settle(request: Request, dutyproposal: int) -> HttpResponse:
    """Take over into the draft what an adjudication proposes, or leave it."""
    proposal = proposal_waiting(dutyproposal, request.actor)
    if proposal is None:
        raise Http404(_("没有这条建议，或者已经处理过了。"))
    try:
        if request.POST.get("step") == "leave":
            actions.leave_out(proposal, by=request.actor)
            messages.success(request, _("没有写进目录，这条建议不再提醒。"))
            return redirect("duties")
        line = actions.take_over(proposal, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("duties")
    messages.success(request, _("已写进草稿第 %(place)d 行，请看过再发布。") % {"place": line.place})
    return redirect("duty_edition", edition=line.edition.number)


@require_POST
def begin(request: Request) -> HttpResponse:
    """Draft the next edition from the one that holds."""
    row = actions.begin_draft(by=request.actor, client_id=client_id(request))
    return redirect("duty_edition", edition=row.number)


@require_GET
def show(request: Request, edition: int) -> HttpResponse:
    """The lines of one edition, a hundred at a time."""
    row = found(edition)
    lines = duty.lines_of(row)
    pages = max(1, -(-len(lines) // PAGE))
    asked = request.GET.get("page", "")
    page = min(int(asked), pages - 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    context = {
        "row": row,
        "lines": lines[page * PAGE : (page + 1) * PAGE],
        "total": len(lines),
        "page": page,
        "pages": range(pages),
        "holds": row == duty.in_force(),
        "editable": row.draft and request.actor.holds(Role.ADMINISTRATOR),
        "keeper": request.actor.holds(Role.ADMINISTRATOR),
    }
    return render(request, "appeals/duty_edition.html", context)


@require_GET
def sheet(request: Request, edition: int) -> HttpResponse:
    """An edition as CSV."""
    return download(sheets.sheet(found(edition)), f"duties-{edition}.csv")


@require_GET
def checks(request: Request, edition: int) -> HttpResponse:
    """What somebody should look at: classes without a unit, lines that never match, units out of use."""
    row = found(edition)
    return render(request, "appeals/duty_checks.html", {"row": row, "found": duty.findings(row)})


def publish(request: Request, edition: int) -> HttpResponse:
    """What the draft alters, its faults, from which day it holds."""
    row = found(edition)
    if not row.draft:
        return redirect("duty_edition", edition=edition)
    posted = request.POST if request.method == "POST" else None
    form = PublishForm(posted, initial={"effective": classes.today()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.publish(row, effective=given["effective"], note=given["note"], by=request.actor)
            messages.success(
                request,
                _("第 %(number)d 版已发布，%(day)s 起用。") % {"number": edition, "day": row.effective},
            )
            return redirect("duties")
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    step = duty.difference(row, duty.in_force())
    context = {
        "row": row,
        "form": form,
        "found": duty.findings(row),
        "added": step.added[:DIFFERENCES],
        "gone": step.gone[:DIFFERENCES],
        "added_count": len(step.added),
        "gone_count": len(step.gone),
    }
    return render(request, "appeals/duty_publish.html", context, status=422 if form.errors else 200)


def undo(request: Request, edition: int) -> HttpResponse:
    """Throw a draft away, or take a published edition back, after a look at what holds then."""
    row = found(edition)
    if request.method == "POST":
        actions.withdraw(row, by=request.actor)
        messages.success(request, _("已撤回第 %(number)d 版。") % {"number": edition})
        return redirect("duties")
    return render(request, "appeals/duty_undo.html", {"row": row, "then": duty.without(row)})


def found(edition: int) -> "DutyEdition":
    """The edition an address names. Raises Http404."""
    row = duty.edition(edition)
    if row is None:
        raise Http404(_("没有这一版目录。"))
    return row
