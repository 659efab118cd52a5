"""One import from the upload to the undo: what a page, a command and the worker have in common (导入批次)."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import files
from lianxin.kernel.imports.head import Head, head_of
from lianxin.kernel.imports.own import apart, take_in
from lianxin.kernel.imports.registry import Batch, Importer, Outcome, Undone
from lianxin.kernel.imports.rows import lines_made
from lianxin.kernel.imports.unknown import unknown_values
from lianxin.kernel.models.imports import ImportRun, RunStatus, SheetMapping
from lianxin.kernel.sheets.book import Book, kind_of, open_book
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.problems import problem_sheet
from lianxin.kernel.sheets.table import Table, guess, table_of

SHOWN = 50
STEP = 200
SHEETS_TRIED = 6


class NotNow(Exception):
    """The run isn't where this step begins any more; the message says what to do."""


@dataclass(frozen=True)
class Chosen:
    """What somebody chose for a sheet."""

    sheet: int
    header: int | None
    mapping: Mapping[str, str]
    options: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    head: Head | None = None


def mine(by: Actor) -> QuerySet[ImportRun]:
    """The runs of this actor, of the same post, and those handed over to it."""
    if by.holds(Role.SYSTEM):
        return ImportRun.objects.all()
    if by.account is None:
        return ImportRun.objects.none()
    return ImportRun.objects.filter(Q(made_by__in={by.account, *by.inherits}) | Q(made_post__in=by.posts))


def called(keys: Collection[int]) -> dict[int, str]:
    """The batches of these runs."""
    return dict(ImportRun.objects.filter(pk__in=keys).values_list("pk", "batch"))


def new_batch() -> str:
    """The name of a batch, to be told on the telephone."""
    return f"{timezone.localtime(clock.now()):%Y%m%d-%H%M%S}-{uuid7().hex[-4:]}"


def sent_before(client_id: UUID) -> ImportRun | None:
    """The run a form with this id has begun already."""
    return ImportRun.objects.filter(client_id=client_id).first()


def begin(importer: Importer, data: bytes, name: str, *, by: Actor, client_id: UUID) -> ImportRun:
    """Keep an uploaded sheet, with a guess of its columns; the same client id gives the same run.

    Raises BadSheet when it can't be read; nothing is kept then.
    """
    known = sent_before(client_id)
    if known is not None:
        return known
    book = open_book(data, name)
    run = fresh(importer, data, by=by, client_id=client_id)
    put(run, first_look(book, importer))
    with transaction.atomic():
        run.save()
        files.keep(data, name, book.kind, run=run.pk, origin=files.ORIGINAL)
    return run


def fresh(importer: Importer, data: bytes, *, by: Actor, client_id: UUID) -> ImportRun:
    """A run of this file; not saved yet."""
    return ImportRun(
        client_id=client_id,
        kind=importer.code,
        batch=new_batch(),
        digest=hashlib.sha256(data).hexdigest(),
        made_by=by.account,
        made_post=by.post,
        made_at=clock.now(),
    )


def keep_unread(importer: Importer, data: bytes, name: str, *, by: Actor, client_id: UUID) -> ImportRun:
    """Keep an uploaded sheet as it came, for `read`: it has no head until then; in the caller's transaction."""
    run = fresh(importer, data, by=by, client_id=client_id)
    run.status = RunStatus.LOOKING
    run.save()
    files.keep(data, name, kind_of(data), run=run.pk, origin=files.ORIGINAL)
    return run


def unread(run: ImportRun) -> bool:
    """Whether nobody has looked into its file yet, or nobody could."""
    return not run.head


def read(run: ImportRun, importer: Importer, place: tuple[int, int] | None = None) -> None:
    """Read a sheet that is kept, whole or at another place (sheet, line of the headings). Raises BadSheet."""
    chosen = (
        first_look(book_of(run), importer)
        if place is None
        else elsewhere(run, importer, *place, options=run.options)
    )
    put(run, chosen)
    run.status = RunStatus.UPLOADED
    run.save()


def first_look(book: Book, importer: Importer) -> Chosen:
    """The sheet that is likely meant, with a guess of its columns. Raises BadSheet, also where there are no rows."""
    sheet = likely_sheet(book, importer)
    table = table_in(book, importer, sheet, None)
    if not table.rows:
        raise BadSheet(_("%(file)s 里只有表头，没有内容。请从表头下一行起填写。") % {"file": book.name})
    guessed = remembered(importer, table) or first_guess(importer, table)
    return replace(guessed, sheet=sheet, head=head_of(book, table))


def put(run: ImportRun, chosen: Chosen) -> None:
    """Put into a run what was chosen for it; not saved yet."""
    run.sheet, run.header, run.mapping = chosen.sheet, chosen.header, dict(chosen.mapping)
    run.options, run.values = (
        dict(chosen.options),
        {code: dict(pairs) for code, pairs in chosen.values.items()},
    )
    if chosen.head is not None:
        run.head, run.total = chosen.head.kept(), chosen.head.rows


def likely_sheet(book: Book, importer: Importer) -> int:
    """The visible sheet that has most of the columns; one that can't be read is somebody else's choice."""
    visible = [place for place, sheet in enumerate(book.sheets) if not sheet.hidden] or [0]
    if len(visible) == 1:
        return visible[0]
    best, place = -1, visible[0]
    for one in visible[:SHEETS_TRIED]:
        try:
            table = table_in(book, importer, one, None)
        except BadSheet:
            continue
        hits = len(guess(table.headings, importer.columns)) if table.rows else -1
        if hits > best:
            best, place = hits, one
    return place


def table_in(book: Book, importer: Importer, sheet: int, header: int | None) -> Table:
    """The table of one sheet. Raises BadSheet."""
    known = [str(word) for one in importer.columns for word in (one.heading, *one.aliases)]
    return table_of(book.grid(sheet), known, book.name, header=header)


def elsewhere(
    run: ImportRun, importer: Importer, sheet: int, header: int, *, options: Mapping[str, str]
) -> Chosen:
    """Another sheet of the file, or another line of headings, with a guess of its columns. Raises BadSheet."""
    book = book_of(run)
    table = table_in(book, importer, sheet, header if header != run.head.get("header") else None)
    guessed = remembered(importer, table) or first_guess(importer, table)
    asked = {**guessed.options, **options}
    return Chosen(sheet, table.header, guessed.mapping, asked, guessed.values, head_of(book, table))


def remembered(importer: Importer, table: Table) -> Chosen | None:
    """What was chosen the last time a sheet with these headings came."""
    row = SheetMapping.objects.filter(kind=importer.code, signature=table.signature).first()
    if row is None:
        return None
    mapping = {heading: code for heading, code in row.mapping.items() if heading in table.headings}
    return Chosen(0, None, mapping, row.options, row.values)


def first_guess(importer: Importer, table: Table) -> Chosen:
    """The columns by their headings."""
    return Chosen(0, None, guess(table.headings, importer.columns), {}, {})


def remember(importer: Importer, table: Table, run: ImportRun) -> None:
    """Keep what was chosen for the next sheet with these headings."""
    chosen = {"mapping": run.mapping, "options": run.options, "values": run.values, "at": clock.now()}
    SheetMapping.objects.update_or_create(kind=importer.code, signature=table.signature, defaults=chosen)


def book_of(run: ImportRun) -> Book:
    """The file of a run. Raises BadSheet when it is gone."""
    kept = files.file_of(run.pk, files.ORIGINAL)
    if kept is None:
        raise BadSheet(_("这次导入的原表已经清除。请重新上传。"))
    return open_book(files.data_of(kept), kept.name)


def table_for(run: ImportRun, importer: Importer, book: Book | None = None) -> Table:
    """The table a run is about. Raises BadSheet."""
    return table_in(book or book_of(run), importer, run.sheet, run.header)


def choose(run: ImportRun, chosen: Chosen) -> None:
    """Write down what somebody chose; a preview made before is void. Raises NotNow once it is taken in."""
    open_still = (RunStatus.UPLOADED, RunStatus.PREVIEWED, RunStatus.FAILED)
    if not ImportRun.objects.filter(pk=run.pk, status__in=open_still).update(status=RunStatus.UPLOADED):
        raise NotNow(_("这张表已经导入或正在导入，不能再改对照。"))
    put(run, chosen)
    run.status, run.counts, run.faults, run.unknown, run.progress = RunStatus.UPLOADED, {}, [], {}, 0
    run.save()


def missing(importer: Importer, mapping: Mapping[str, str], options: Mapping[str, str]) -> list[str]:
    """The headings of required columns nobody mapped."""
    given = {*mapping.values(), *(code for code, value in options.items() if value)}
    return [str(one.heading) for one in importer.columns if one.required and one.code not in given]


def step_to(run: ImportRun, before: tuple[str, ...], after: str) -> None:
    """Let one of several clicks make the step. Raises NotNow for the others."""
    if not ImportRun.objects.filter(pk=run.pk, status__in=before).update(status=after, progress=0):
        raise NotNow(_("这一步已经有人做了，请看最新的情况。"))
    run.status = after


def batch_of(run: ImportRun, *, by: Actor, dry_run: bool = False) -> Batch:
    """The run as importers see it."""
    return Batch(
        run=run.pk,
        code=run.batch,
        by=by,
        mapping=run.mapping,
        values=run.values,
        options=run.options,
        dry_run=dry_run,
        progress=lambda done: note_progress(run.pk, done),
    )


def note_progress(run: int, done: int) -> None:
    """Say how far it has come, for the page that waits."""
    ImportRun.objects.filter(pk=run).update(progress=done)


def look(run: ImportRun, importer: Importer, *, by: Actor) -> None:
    """Find out what would come of every row; nothing is written but the finding. Raises BadSheet."""
    table = table_for(run, importer)
    outcome = take_in(table, importer, batch_of(run, by=by, dry_run=True))
    finish(run, table, outcome, importer, RunStatus.PREVIEWED)
    run.unknown = unknown_values(run, apart(table, importer, by=by)[0], importer, by=by)
    run.save(update_fields=["unknown"])


def take(run: ImportRun, importer: Importer, *, by: Actor) -> None:
    """Take in every good row, keep the others for a sheet that goes back. Raises BadSheet."""
    table, batch = table_for(run, importer), batch_of(run, by=by)
    before = (importer.made or lines_made)(batch)  # of an attempt that was cut short
    outcome = take_in(table, importer, batch)
    outcome.created, outcome.known = outcome.created + before, outcome.known - before
    run.head = {}
    with transaction.atomic():
        finish(run, table, outcome, importer, RunStatus.DONE)
        remember(importer, table, run)
        if not importer.keeps_file:
            files.remove(run.pk, files.ORIGINAL)
        put_on_record(run, "done", by=by)


def finish(run: ImportRun, table: Table, outcome: Outcome, importer: Importer, status: str) -> None:
    """Write down what came of the rows, with the sheet that goes back."""
    refused = len(outcome.faults)
    run.counts = {
        "rows": len(table.rows),
        "created": outcome.created,
        "known": outcome.known,
        "refused": refused,
        "hidden_columns": len(table.hidden_headings),
        "hidden_rows": len(table.hidden_lines),
    }
    run.faults = [[line, words] for line, words in outcome.faults[:SHOWN]]
    run.total = run.progress = len(table.rows)
    run.status, run.done_at = status, clock.now() if status == RunStatus.DONE else None
    run.save()
    if refused:
        sheet = problem_sheet(table, outcome.faults, importer.label)
        files.keep(sheet, f"{run.batch}-{_('问题')}.xlsx", "xlsx", run=run.pk, origin=files.PROBLEMS)
    else:
        files.remove(run.pk, files.PROBLEMS)


def undo(run: ImportRun, importer: Importer, *, by: Actor) -> Undone:
    """Take back what the run made, but what somebody went on with."""
    undone = importer.undo(batch_of(run, by=by))
    with transaction.atomic():
        before = run.counts.get("undone", 0)
        run.counts = {**run.counts, "undone": before + undone.gone, "kept": undone.kept}
        run.status, run.undone_at, run.undone_by = RunStatus.UNDONE, clock.now(), by.account
        run.save()
        put_on_record(run, "undone", by=by)
    return undone


def put_on_record(run: ImportRun, move: str, *, by: Actor) -> None:
    """One event: which kind, how many, the file's digest; never what stood in it."""
    facts = {"kind": run.kind, "sha256": run.digest, **run.counts}
    events.append(
        [events.EventDraft(files.ROW_KIND, run.pk, f"imports.{move}", by=by, at=clock.now(), facts=facts)]
    )


def imported_before(run: ImportRun) -> ImportRun | None:
    """The run that took in this very file before."""
    same = ImportRun.objects.filter(digest=run.digest, kind=run.kind, status=RunStatus.DONE)
    return same.exclude(pk=run.pk).order_by("-done_at").first()
