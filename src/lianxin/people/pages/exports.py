"""Taking a list out: ask, wait for the second person, fetch, print; and their desk (导出的文件)."""

import hashlib
import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.attachment_pages import HARMLESS
from lianxin.kernel.exports import Ask
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request, refuse as not_theirs
from lianxin.kernel.sheets.writing import CSV, XLSX, as_csv
from lianxin.people.actions import exports as acts
from lianxin.people.forms.exports import ExportForm, ObjectionForm
from lianxin.people.pages.answers import add_refusal, found, show_form, whole
from lianxin.people.queries import exports
from lianxin.people.queries.export_files import page_of_rows, rows_of
from lianxin.people.rules import Refused
from lianxin.people.rules.exports import CSV_FILE, PRINTED, XLSX_FILE, export_terms

TURNS = ("after", "page")
RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")


@require_GET
def index(request: Request) -> HttpResponse:
    """What waits for my word, what I asked for, and for the audit hand what everybody did."""
    by = request.actor
    shown = {"waiting": exports.waiting(by=by), "mine": exports.mine(by=by), "lately": exports.lately(by=by)}
    return render(request, "people/exports/index.html", shown)


def new(request: Request, sheet: str) -> HttpResponse:
    """Ask for a list with the filters it has in its address."""
    known = found(exports.offered(sheet))
    if not known.see(request.actor, None):
        return not_theirs(request)
    query = filters_of(request)
    rows, terms = known.count(request.actor, Ask(query)), export_terms()
    many = rows > terms.alone
    form = ExportForm(request.POST or None, optional=known.optional(request.actor), must=many)
    shown = {
        "list": known,
        "rows": rows,
        "many": many,
        "terms": terms,
        "filters": known.words(request.actor, query),
        "usual": known.chosen(request.actor, frozenset()),
        "query": query.urlencode(),
        "client_id": request.POST.get("client_id") or uuid7(),
    }
    if form.is_valid():
        said = form.cleaned_data
        try:
            export = acts.ask_for(
                known,
                Ask(query, frozenset(said.get("columns", ()))),
                ground=said["ground"],
                reason=said["reason"],
                by=request.actor,
                client_id=client_id(request),
                query=query.urlencode(),
            )
            return redirect("export", export=export.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/exports/new.html", form, **shown)


def filters_of(request: Request) -> QueryDict:
    """The filters of the list, without the turn of its page."""
    query = request.GET.copy()
    for name in TURNS:
        query.pop(name, None)
    return query


def client_id(request: Request) -> UUID:
    """The id the form was given: a double click asks once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()


@require_GET
def show(request: Request, export: int) -> HttpResponse:
    """Where one export stands, and what may be done with it."""
    row = found(exports.export(export, by=request.actor))
    shown = {
        "line": exports.line_of(row),
        "facts": exports.facts_of(row, by=request.actor),
        "own": row.account_id == request.actor.account,
        "may_decide": row.status == "asked" and exports.may_decide(row, request.actor),
        "form": ObjectionForm(),
        "sheet": exports.offered(row.sheet),
    }
    return render(request, "people/exports/show.html", shown)


@require_POST
def approve(request: Request, export: int) -> HttpResponse:
    """Agree."""
    row = found(exports.export(export, by=request.actor))
    try:
        acts.approve(row, by=request.actor)
        messages.success(request, _("已批准。文件生成以后，申请人会收到消息。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("exports")


@require_POST
def refuse(request: Request, export: int) -> HttpResponse:
    """Say no, and why."""
    row = found(exports.export(export, by=request.actor))
    try:
        acts.refuse(row, why=request.POST.get("why", ""), by=request.actor)
        messages.success(request, _("已退回，没有生成文件。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("export", export=export)
    return redirect("exports")


@require_GET
def fetch(request: Request, export: int) -> HttpResponse:
    """The file itself, to save; asked afresh and put on record each time."""
    row = found(exports.own_export(export, by=request.actor))
    try:
        data, name = acts.fetch(row, XLSX_FILE, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("export", export=export)
    return rest_of(request, as_file(data, name, XLSX if name.endswith(".xlsx") else CSV))


@require_GET
def as_text(request: Request, export: int) -> HttpResponse:
    """The same rows as a CSV to read; it doesn't come in again."""
    row = found(exports.own_export(export, by=request.actor))
    found(exports.offered(row.sheet))
    try:
        data, name = acts.fetch(row, CSV_FILE, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("export", export=export)
    headers, rows = rows_of(data)
    return as_file(as_csv(headers, rows).encode(), name.replace(".xlsx", ".csv"), CSV)


@require_GET
def printed(request: Request, export: int) -> HttpResponse:
    """The same rows as a ledger to print (台账), some hundred on each page."""
    row = found(exports.own_export(export, by=request.actor))
    known = found(exports.offered(row.sheet))
    try:
        data, _name = acts.fetch(row, PRINTED, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("export", export=export)
    turn, without = whole(request.GET.get("page", "")) or 1, known.not_printed(request.actor)
    page = page_of_rows(data, turn, without=without)
    if not page.rows:
        raise Http404
    shown = {"line": exports.line_of(row), "page": page, "filters": exports.facts_of(row, by=request.actor)}
    return render(request, "people/exports/ledger.html", shown)


def rest_of(request: Request, whole_file: HttpResponse) -> HttpResponse:
    """The file, or what is missing of it after a line that broke: the browser asks from where (续传)."""
    data = whole_file.content
    whole_file["Accept-Ranges"] = "bytes"
    whole_file["ETag"] = f'"{hashlib.sha256(data).hexdigest()}"'
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    same = request.headers.get("If-Range", whole_file["ETag"]) == whole_file["ETag"]
    if asked is None or not same or int(asked[1]) >= len(data):
        return whole_file
    begin, end = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
    if end < begin:
        return whole_file
    whole_file.content, whole_file.status_code = data[begin : end + 1], 206
    whole_file["Content-Range"] = f"bytes {begin}-{end}/{len(data)}"
    return whole_file


def as_file(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to save, harmless in any browser and kept by none."""
    answer = HttpResponse(data, content_type=kind, headers=HARMLESS)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return answer
