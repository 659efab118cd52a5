"""删除: what falls due next month, who agreed, what is held, what was erased; kinds and numbers, no content."""

from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel import clock
from lianxin.kernel.erasure import asking, batches, hands, holds, readings
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.models.erasure import BatchStatus
from lianxin.kernel.naming import names_of
from lianxin.kernel.notices import looked_at
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.prints.erasure import register_paper
from lianxin.kernel.routes import Request
from lianxin.web.erasure_forms import HoldForm, RefuseForm, RequestForm
from lianxin.web.printing import hand_out

Row = TypeVar("Row")


def found(row: Row | None) -> Row:
    """The row a page is about. Raises Http404."""
    if row is None:
        raise Http404(_("没有这一页，或者不归您看。"))
    return row


@require_GET
def index(request: Request) -> HttpResponse:
    """The batches, the rules in force."""
    shown = {
        "lines": readings.batch_lines(by=request.actor),
        "rules": readings.rule_lines(by=request.actor),
        "may_hold": hands.may_hold(request.actor, None),
        "may_ask": hands.asks(request.actor, None),
    }
    return render(request, "web/erasure/index.html", shown)


def batch_page(request: Request, key: int, form: RefuseForm | None = None) -> HttpResponse:
    """One batch with what this actor may do about it."""
    batch = found(readings.batch_seen(key, by=request.actor))
    rows = readings.row_lines(batch, by=request.actor)
    waits = batch.status in {BatchStatus.LISTED, BatchStatus.REFUSED}
    shown = {
        "batch": batch,
        "tallies": readings.tallies(batch),
        "rows": rows,
        "unshown": batch.lines.exclude(row_id=0).count() - len(rows),
        "names": readings.people([batch.proposed_by, batch.decided_by], by=request.actor),
        "may_propose": waits and batches.may_propose(request.actor, batch),
        "may_approve": batch.status == BatchStatus.PROPOSED and batches.may_approve(request.actor, batch),
        "form": form or RefuseForm(),
        "sees_all": hands.sees(request.actor, None),
    }
    return render(request, "web/erasure/batch.html", shown, status=422 if form else 200)


@require_GET
def show(request: Request, batch: int) -> HttpResponse:
    """What a batch holds, by kind; who was told of it has read it."""
    answer = batch_page(request, batch)
    looked_at(batches.BATCH, batch, by=request.actor)
    return answer


@require_POST
def propose(request: Request, batch: int) -> HttpResponse:
    """The first word."""
    row = found(readings.batch_seen(batch, by=request.actor))
    try:
        batches.propose(row, by=request.actor)
        messages.success(request, _("已提出，等另一个人批准。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("erasure_batch", batch=row.pk)


@require_POST
def approve(request: Request, batch: int) -> HttpResponse:
    """The second word."""
    row = found(readings.batch_seen(batch, by=request.actor))
    try:
        batches.approve(row, by=request.actor)
        messages.success(request, _("已批准，到了日子自动删除，删完记入登记簿。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("erasure_batch", batch=row.pk)


@require_POST
def refuse(request: Request, batch: int) -> HttpResponse:
    """The second person says no, and why."""
    row, form = found(readings.batch_seen(batch, by=request.actor)), RefuseForm(request.POST)
    if not form.is_valid():
        return batch_page(request, batch, form)
    try:
        batches.refuse(row, why=form.cleaned_data["why"], by=request.actor)
        messages.success(request, _("已退回，什么也没有删。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("erasure_batch", batch=row.pk)


@require_GET
def held(request: Request) -> HttpResponse:
    """The holds that stand."""
    return render(request, "web/erasure/holds.html", {"lines": readings.hold_lines(by=request.actor)})


def hold(request: Request) -> HttpResponse:
    """Place a hold on what this actor may know of."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "number")}
    form = HoldForm(request.POST or None, initial=asked)
    if form.is_valid():
        given = form.cleaned_data
        place = given["kind"], asking.called(given["kind"], given["number"]) or 0
        if place not in names_of([place], by=request.actor):
            form.add_error("number", _("没有这个编号，或者不归您看。请核对。"))
        else:
            holds.place(*place, reason=given["reason"], until=given["until"], by=request.actor)
            messages.success(request, _("已保全，到期删除、申请删除都会跳过它。"))
            return redirect("erasure_holds")
    return show_form(request, "web/erasure/hold.html", form)


@require_POST
def lift(request: Request, hold: int) -> HttpResponse:
    """Ask to lift a hold, or agree to it."""
    row = found(readings.hold_seen(hold, by=request.actor))
    try:
        if row.lift_asked_by is None:
            holds.ask_to_lift(row, by=request.actor)
            messages.success(request, _("已提出解除，等另一个人同意。"))
        else:
            holds.lift(row, by=request.actor)
            messages.success(request, _("已解除保全。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("erasure_holds")


def ask(request: Request) -> HttpResponse:
    """Take down that somebody wants their data erased; a second person approves."""
    form = RequestForm(request.POST or None)
    if form.is_valid():
        try:
            made = asking.ask(form.cleaned_data["what"], form.cleaned_data["number"], by=request.actor)
            messages.success(request, _("已提出，等另一个人批准，批准后马上删除。"))
            return redirect("erasure_batch", batch=made.pk)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
    own = [line for line in readings.batch_lines(by=request.actor) if line.batch.month is None]
    return show_form(request, "web/erasure/ask.html", form, lines=own)


@require_GET
def register(request: Request) -> HttpResponse:
    """The deletion register of a year, on the screen (F-103)."""
    return render(request, "web/erasure/register.html", register_of(request))


@require_GET
def register_sheet(request: Request) -> HttpResponse:
    """The same on paper."""
    shown = register_of(request) | {"printed_at": clock.now()}
    return render(request, "web/erasure/register_print.html", shown)


@require_POST
def register_file(request: Request) -> HttpResponse:
    """The same as a file to print, or as a spreadsheet."""
    year = year_in(request.POST.get("year", ""))
    rows = readings.register_rows(year, by=request.actor)
    return hand_out(request, register_paper(year, [cells_of(row) for row in rows]))


def cells_of(row: readings.RegisterRow) -> list[object]:
    """One line of the register as the columns of F-103."""
    line = row.line
    ground = _("%(cause)s。依据：%(basis)s（规则 %(edition)s）") % {
        "cause": line.get_cause_display(),
        "basis": line.basis,
        "edition": line.edition,
    }
    number = f"{line.year}-{line.number}"
    when = moment_words(line.at)
    return [number, row.label, line.count, ground, line.batch_id, row.proposed_by, row.decided_by, when]


def year_in(asked: str) -> int:
    """The year asked for, this one by default."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year


def register_of(request: Request) -> dict[str, object]:
    """The year asked for, this one by default, and the years there are."""
    year = year_in(request.GET.get("year", ""))
    years = readings.years_of_register(by=request.actor)
    return {"year": year, "years": years, "rows": readings.register_rows(year, by=request.actor)}


def show_form(request: Request, template: str, form: Form, **more: object) -> HttpResponse:
    """A form as it is at first, or with what was typed and what is wrong with it (422)."""
    return render(request, template, {"form": form, **more}, status=422 if form.errors else 200)
