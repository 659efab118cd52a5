"""导入: bring a sheet in, step by step: choose, match the columns, look at what would come, confirm, take back."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianxin.kernel import events
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import files, runs, working
from lianxin.kernel.imports.registry import Importer, importer_named, importers_for
from lianxin.kernel.imports.runs import NotNow
from lianxin.kernel.models.imports import ImportRun, RunStatus
from lianxin.kernel.routes import Request
from lianxin.kernel.sheets.limits import MOST_BYTES, BadSheet
from lianxin.kernel.sheets.template import template as template_of
from lianxin.web.import_forms import ColumnsForm, UploadForm, ValuesForm

PAST = 30
WAIT_SECONDS = 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY_FILE = "application/octet-stream"


def kind_for(request: Request, code: str) -> Importer:
    """A kind of import this actor may use. Raises Http404."""
    importer = importer_named(code)
    if importer is None or not importer.see(request.actor, None):
        raise Http404(_("没有这种导入，或者不归您的岗位。"))
    return importer


def run_for(request: Request, key: int) -> tuple[ImportRun, Importer]:
    """One of the actor's runs. Raises Http404."""
    run = runs.mine(request.actor).filter(pk=key).first()
    if run is None:
        raise Http404(_("没有这次导入，或者不是您这个岗位做的。"))
    return run, kind_for(request, run.kind)


@require_safe
def index(request: Request) -> HttpResponse:
    """What can be brought in, and what was."""
    kinds = importers_for(request.actor)
    labels = {one.code: one.label for one in kinds}
    past = list(runs.mine(request.actor).filter(kind__in=labels).order_by("-pk")[:PAST])
    shown = {"kinds": kinds, "past": [(run, labels[run.kind]) for run in past]}
    return render(request, "web/imports/index.html", shown)


@require_safe
def template(request: Request, kind: str) -> HttpResponse:
    """The empty sheet of a kind."""
    importer = kind_for(request, kind)
    data = template_of(importer.columns, importer.label, importer.example)
    return saved(data, XLSX, _("%(kind)s导入模板.xlsx") % {"kind": importer.label})


def saved(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a Chinese name."""
    answer = HttpResponse(data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    answer["Cache-Control"] = "private, no-store"
    return answer


def upload(request: Request, kind: str) -> HttpResponse:
    """Choose a file; what it is, is looked at before anything is kept."""
    importer = kind_for(request, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            data = sent.read(MOST_BYTES + 1)
            run = working.bring(
                importer, data, str(sent.name), by=request.actor, client_id=client_id(request)
            )
            return redirect("import_columns", run=run.pk)
        except BadSheet as fault:
            form.add_error("file", str(fault))
    shown = {"form": form, "importer": importer, "client_id": uuid7()}
    return render(request, "web/imports/upload.html", shown, status=422 if form.errors else 200)


def client_id(request: Request) -> UUID:
    """The id the page was given: a double click uploads once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()


def columns(request: Request, run: int) -> HttpResponse:
    """Which heading is which column; guessed, or as it was the last time."""
    own, importer = run_for(request, run)
    open_still = own.status in (RunStatus.UPLOADED, RunStatus.PREVIEWED, RunStatus.FAILED)
    if not open_still or runs.unread(own):
        return redirect("import_run", run=own.pk)
    form = ColumnsForm(request.POST or None, run=own, importer=importer)
    if form.is_valid():
        if form.elsewhere():
            return other_headings(request, own, importer, form)
        return chosen(request, own, importer, form)
    shown = {"form": form, "run": own, "importer": importer}
    return render(request, "web/imports/columns.html", shown, status=422 if form.errors else 200)


def other_headings(request: Request, run: ImportRun, importer: Importer, form: ColumnsForm) -> HttpResponse:
    """Another sheet or another line of headings: guess again, and ask again."""
    place = form.cleaned_data["sheet"], form.cleaned_data["header"]
    try:
        working.move_to(run, importer, place, form.options(), by=request.actor)
    except (BadSheet, NotNow) as fault:
        messages.error(request, str(fault))
    return redirect("import_columns", run=run.pk)


def chosen(request: Request, run: ImportRun, importer: Importer, form: ColumnsForm) -> HttpResponse:
    """Write down what was chosen, and look what would come of the rows."""
    try:
        runs.choose(run, form.chosen())
        working.start(run, "look", importer, by=request.actor)
    except NotNow as fault:
        messages.error(request, str(fault))
    except BadSheet as fault:
        return stuck(request, run, importer, str(fault))
    return redirect("import_run", run=run.pk)


@require_POST
def values(request: Request, run: int) -> HttpResponse:
    """Which of our words the sheet's words mean; then look again."""
    own, importer = run_for(request, run)
    form = ValuesForm(request.POST, run=own, importer=importer, by=request.actor)
    if form.is_valid():
        try:
            runs.choose(own, runs.Chosen(own.sheet, own.header, own.mapping, own.options, form.values()))
            working.start(own, "look", importer, by=request.actor)
        except NotNow as fault:
            messages.error(request, str(fault))
    return redirect("import_run", run=own.pk)


def stuck(request: Request, run: ImportRun, importer: Importer, words: str) -> HttpResponse:
    """It can't go on with this file."""
    kept = files.file_of(run.pk, files.ORIGINAL) is not None
    shown = {"run": run, "importer": importer, "words": words, "unread": runs.unread(run), "kept": kept}
    return render(request, "web/imports/stuck.html", shown, status=422)


@require_safe
def show(request: Request, run: int) -> HttpResponse:
    """Where a run stands: under way, waiting to be confirmed, done, taken back."""
    own, importer = run_for(request, run)
    if own.status == RunStatus.UPLOADED:
        return redirect("import_columns", run=own.pk)
    if own.status in working.BUSY:
        shown = {"run": own, "importer": importer, "unread": runs.unread(own)}
        answer = render(request, "web/imports/busy.html", shown)
        answer["Refresh"] = str(WAIT_SECONDS)
        return answer
    if own.status == RunStatus.FAILED:
        return stuck(request, own, importer, next((words for _line, words in own.faults), ""))
    shown = {
        "run": own,
        "importer": importer,
        "before": runs.imported_before(own) if own.status == RunStatus.PREVIEWED else None,
        "values": values_form(own, importer, request.actor),
        "problems": files.file_of(own.pk, files.PROBLEMS),
        "stops": importer.whole and bool(own.counts.get("refused")),
    }
    return render(request, f"web/imports/{page_of(own)}.html", shown)


def page_of(run: ImportRun) -> str:
    """Whether it is still to be confirmed."""
    return "preview" if run.status == RunStatus.PREVIEWED else "result"


def values_form(run: ImportRun, importer: Importer, by: Actor) -> Form | None:
    """The boxes for words nobody knows, where there are any."""
    waiting = run.status == RunStatus.PREVIEWED and run.unknown
    return ValuesForm(run=run, importer=importer, by=by) if waiting else None


@require_POST
def step(request: Request, run: int, step: str) -> HttpResponse:
    """Take the sheet in, or take it back; or read once more what the worker gave up."""
    own, importer = run_for(request, run)
    if step not in {"take", "undo", working.READ}:
        raise Http404
    if step == "take" and importer.whole and own.counts.get("refused"):
        messages.error(request, _("表里还有要改的行，一个也没有导入。请改好整张表再传。"))
        return redirect("import_run", run=own.pk)
    try:
        working.start(own, step, importer, by=request.actor)
    except NotNow as fault:
        messages.error(request, str(fault))
    except BadSheet as fault:
        return stuck(request, own, importer, str(fault))
    return redirect("import_run", run=own.pk)


@require_safe
def file(request: Request, run: int, origin: str) -> HttpResponse:
    """The sheet that goes back, or the one that came; who fetched it is on record."""
    own, _importer = run_for(request, run)
    kept = files.file_of(own.pk, origin)
    if kept is None:
        raise Http404(_("这份表已经清除，或者没有要改的行。"))
    data = files.data_of(kept)
    events.looked(files.ROW_KIND, own.pk, by=request.actor, what=f"file.{origin}")
    name = kept.name if origin == files.ORIGINAL else f"{timezone.localdate():%m%d}-{kept.name}"
    return saved(data, XLSX if kept.kind == "sheet/xlsx" else ANY_FILE, name)
