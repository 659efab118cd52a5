"""The lines of a draft: add, change, take out, move; bring a whole sheet; try what an edition says."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.appeals.actions import duty as actions
from lianxin.appeals.forms.classes import SheetForm
from lianxin.appeals.forms.duty import LineForm, TryForm
from lianxin.appeals.intake.duty import lines_in
from lianxin.appeals.pages.duties import PAGE, found
from lianxin.appeals.pages.sheets import add_faults, text_of
from lianxin.appeals.queries import duty
from lianxin.appeals.rules.class_tree import BadTree
from lianxin.kernel.routes import Request
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.people.rules import Refused

if TYPE_CHECKING:
    from lianxin.appeals.models import DutyEdition, DutyLine


def add(request: Request, edition: int) -> HttpResponse:
    """A new line at the end."""
    row = drafted(edition)
    form = LineForm(posted(request), county=request.actor.county)
    if form.is_valid():
        try:
            line = actions.add_line(row, actions.LineFacts(**form.cleaned_data))
            messages.success(request, _("已添加一行。"))
            return at_line(row, line)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    context = {"row": row, "form": form}
    return render(request, "appeals/duty_line.html", context, status=422 if form.errors else 200)


def change(request: Request, edition: int, line: int) -> HttpResponse:
    """Write a line anew, or take it out."""
    row = drafted(edition)
    known = line_of(row, line)
    if request.method == "POST" and request.POST.get("step") == "delete":
        actions.delete_line(known)
        messages.success(request, _("已删去一行。"))
        return redirect("duty_edition", edition=edition)
    initial = {name: getattr(known, "unit_id" if name == "unit" else name) for name in LineForm.base_fields}
    form = LineForm(posted(request), county=request.actor.county, initial=initial)
    if form.is_valid():
        try:
            actions.change_line(known, actions.LineFacts(**form.cleaned_data))
            messages.success(request, _("已保存。"))
            return at_line(row, known)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    context = {"row": row, "form": form, "line": known}
    return render(request, "appeals/duty_line.html", context, status=422 if form.errors else 200)


@require_POST
def move(request: Request, edition: int) -> HttpResponse:
    """Up or down one place: `up` and `down` hold the line's key."""
    row = drafted(edition)
    for name, step in (("up", -1), ("down", 1)):
        key = request.POST.get(name, "")
        if key.isascii() and key.isdigit() and len(key) < 19:
            line = line_of(row, int(key))
            actions.move_line(line, step)
            return at_line(row, line)
    return redirect("duty_edition", edition=edition)


def bring(request: Request, edition: int) -> HttpResponse:
    """A sheet in place of the draft's lines: a look at what comes and goes, then whole or not at all."""
    row = drafted(edition)
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"row": row, "form": form}
    if form.is_valid():
        try:
            text, name = text_of(form)
            lines = lines_in(text, name)
        except (BadTree, BadSheet) as fault:
            add_faults(form, fault)
        else:
            if request.POST.get("step") != "confirm":
                context |= {"text": text, "count": len(lines), "now": duty.line_count(row)}
                return render(request, "appeals/duty_bring.html", context)
            count = actions.replace_lines(row, lines)
            messages.success(request, _("已导入 %(count)d 行，请看过再发布。") % {"count": count})
            return redirect("duty_edition", edition=edition)
    return render(request, "appeals/duty_bring.html", context, status=422 if form.errors else 200)


@require_GET
def try_it(request: Request, edition: int) -> HttpResponse:
    """试一试: which line of this edition a class, a place and some words would meet, and why."""
    row = found(edition)
    asked = "go" in request.GET or "area-find" in request.GET
    form = TryForm(request.GET if asked else None, scopes=request.actor.scopes)
    decision = duty.tried(row, **form.cleaned_data) if asked and form.is_valid() else None
    context = {"row": row, "form": form, "decision": decision}
    return render(request, "appeals/duty_try.html", context, status=422 if form.errors else 200)


def posted(request: Request) -> QueryDict | None:
    """What was sent, were it nothing at all; None when a page is asked for."""
    return request.POST if request.method == "POST" else None


def drafted(edition: int) -> "DutyEdition":
    """A draft, as an address names it. Raises Http404 for one that was published: it is never changed."""
    row = found(edition)
    if not row.draft:
        raise Http404(_("第 %(number)d 版已经发布，不能再改。请起草新的一版。") % {"number": edition})
    return row


def line_of(row: "DutyEdition", key: int) -> "DutyLine":
    """A line of this edition. Raises Http404."""
    line = duty.line_row(row, key)
    if line is None:
        raise Http404(_("这一行已经不在了。"))
    return line


def at_line(row: "DutyEdition", line: "DutyLine") -> HttpResponse:
    """Back to the edition, on the page the line is on now, at the line."""
    place = next((one.number for one in duty.lines_of(row) if one.key == line.pk), 1)
    address = reverse("duty_edition", kwargs={"edition": row.number})
    return redirect(f"{address}?page={(place - 1) // PAGE}#line-{line.pk}")
