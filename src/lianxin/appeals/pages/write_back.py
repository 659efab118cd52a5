"""Another platform's sheet goes back filled: upload it, see what goes where, fetch it (回填)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from lianxin.appeals.forms.write_back import ColumnsForm, OriginalForm, WhyForm
from lianxin.appeals.intake import write_back
from lianxin.appeals.pages.sheets import client_id as id_of
from lianxin.kernel.exports import Ask, list_named
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.kernel.sheets.parts import Unpatchable
from lianxin.kernel.sheets.written_into import Headed, Original
from lianxin.people.actions.exports import ask_for
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.rules import Refused
from lianxin.people.rules.exports import export_terms

SHOWN = 50


def upload(request: Request) -> HttpResponse:
    """Choose the file."""
    data = request.POST if request.method == "POST" else None
    form = OriginalForm(data, request.FILES or None, imported=write_back.imported(by=request.actor))
    if form.is_valid():
        try:
            return redirect("write_back", client_id=taken(form, request))
        except Unpatchable as fault:
            form.add_error("file", str(fault))
    return show_form(request, "appeals/write_back/upload.html", form)


def taken(form: OriginalForm, request: Request) -> UUID:
    """The file that was uploaded, or chosen. Raises Unpatchable."""
    file = form.cleaned_data["file"]
    if file:
        return write_back.keep(file.read(), str(file.name), by=request.actor)
    return write_back.keep_imported(form.cleaned_data["run"], by=request.actor)


def show(request: Request, client_id: UUID) -> HttpResponse:
    """What would be filled, by these columns; sent off, it becomes an export of its own."""
    found(write_back.kept_file(client_id, by=request.actor))
    try:
        file, original, head = write_back.opened(asked_of(request, client_id), by=request.actor)
    except Unpatchable as fault:
        return render(request, "appeals/write_back/show.html", {"fault": fault}, status=422)
    form = columns_form(request, original, head)
    shown: dict[str, object] = {"file": file, "form": form, "terms": export_terms(), "why": WhyForm()}
    if not form.is_valid():
        return render(request, "appeals/write_back/show.html", shown, status=422)
    plan = write_back.plan(original, head, form.cleaned_data, by=request.actor)
    shown |= {"plan": plan, "filled": plan.filled[:SHOWN], "client_id": uuid7()}
    if request.method == "POST":
        return send(request, client_id, form, shown)
    return render(request, "appeals/write_back/show.html", shown)


def asked_of(request: Request, file: UUID) -> dict[str, str]:
    """The columns as the address has them, and the file."""
    return {**request.GET.dict(), write_back.FILE: str(file)}


def columns_form(request: Request, original: Original, head: Headed) -> ColumnsForm:
    """The columns that were chosen, or those that the words of the headings mean."""
    asked = request.GET if write_back.KEY in request.GET else write_back.guessed(head)
    sheets = [one.sheet for one, _head in write_back.sheets_in(original.data)]
    first = {**asked, write_back.SHEET: original.sheet} if asked is not request.GET else asked
    return ColumnsForm(first, headings=list(head.columns), sheets=sheets, fields=write_back.FIELDS)


def send(request: Request, file: UUID, form: ColumnsForm, shown: dict[str, object]) -> HttpResponse:
    """Ask for the filled file; few rows are there at once, many wait for a second person."""
    why = WhyForm(request.POST)
    chosen = {name: str(value) for name, value in form.cleaned_data.items() if value}
    chosen[write_back.FILE] = str(file)
    if why.is_valid():
        try:
            said, known = why.cleaned_data, found(list_named(write_back.KIND))
            export = ask_for(
                known,
                Ask(chosen),
                ground=said["ground"],
                reason=said["reason"],
                by=request.actor,
                client_id=id_of(request),
                query=urlencode(chosen),
            )
            return redirect("export", export=export.pk)
        except Refused as refusal:
            add_refusal(why, refusal)
    return render(request, "appeals/write_back/show.html", shown | {"why": why}, status=422)
