"""Large sheets are worked through behind the page, small ones at once (后台导入)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import Setting, register, value_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import files, runs
from lianxin.kernel.imports.registry import Importer, actor_now, importer_named
from lianxin.kernel.jobs import Work, enqueue
from lianxin.kernel.models.imports import ImportRun, RunStatus
from lianxin.kernel.sheets.limits import MEGABYTE, MOST_BYTES, BadSheet
from lianxin.kernel.sheets.package import unpacked

JOB = "imports.step"
LEASE = timedelta(minutes=30)
READ = "read"
HEAVY = 2 * MEGABYTE
"""A sheet of more bytes than these, unpacked (three thousand rows or so), is read by the worker, not within a page."""
STEPS = {
    READ: ((RunStatus.UPLOADED, RunStatus.FAILED), RunStatus.LOOKING),
    "look": ((RunStatus.UPLOADED, RunStatus.FAILED), RunStatus.LOOKING),
    "take": ((RunStatus.PREVIEWED,), RunStatus.TAKING),
    "undo": ((RunStatus.DONE, RunStatus.UNDONE, RunStatus.FAILED), RunStatus.UNDOING),
}
BUSY = (RunStatus.LOOKING, RunStatus.TAKING, RunStatus.UNDOING)


def whole(value: object) -> dict[str, int]:
    """The numbers of a value. Raises ValueError."""
    if not isinstance(value, dict) or not all(isinstance(one, int) and one > 0 for one in value.values()):
        raise ValueError("numbers above nought by name")
    return value


IMPORTING = register(
    Setting("imports", _("表格导入"), default={"direct": 300, "waiting": 7, "problems": 90}, read=whole)
)
"""[DEF] Rows done at once; days a sheet waits to be confirmed; days the sheet that went back is kept."""


def bring(importer: Importer, data: bytes, name: str, *, by: Actor, client_id: UUID) -> ImportRun:
    """Take an uploaded sheet: one that is soon read is read at once, a large one is kept and read by the worker.

    The same client id gives the same run. Raises BadSheet for what can't be read at once.
    """
    known = runs.sent_before(client_id)
    if known is not None:
        return known
    if by.account is None or len(data) > MOST_BYTES or unpacked(data) <= HEAVY:
        return runs.begin(importer, data, name, by=by, client_id=client_id)
    with transaction.atomic():
        run = runs.keep_unread(importer, data, name, by=by, client_id=client_id)
        later(run, READ, by=by)
    return run


def move_to(
    run: ImportRun,
    importer: Importer,
    place: tuple[int, int],
    options: Mapping[str, str],
    *,
    by: Actor,
) -> None:
    """Read another sheet of the file, or another line of headings; a large one by the worker.

    Raises NotNow, and BadSheet at once.
    """
    kept = files.file_of(run.pk, files.ORIGINAL)
    if kept is None or by.account is None or unpacked(files.data_of(kept)) <= HEAVY:
        runs.choose(run, runs.elsewhere(run, importer, *place, options=options))
        return
    with transaction.atomic():
        runs.choose(run, runs.Chosen(run.sheet, run.header, run.mapping, options, run.values))
        runs.step_to(run, *STEPS[READ])
        later(run, READ, by=by, place=place)


def start(run: ImportRun, step: str, importer: Importer, *, by: Actor) -> None:
    """Make a step: at once when the sheet is small, else by the worker. Raises NotNow, and BadSheet at once."""
    (before, after), was = STEPS[step], run.status
    if by.account is not None and (step == READ or run.total > value_of(IMPORTING)["direct"]):
        with transaction.atomic():
            runs.step_to(run, before, after)
            later(run, step, by=by)
        return
    runs.step_to(run, before, after)
    try:
        make(run, step, importer, by=by)
    except BaseException:
        ImportRun.objects.filter(pk=run.pk, status=after).update(status=was)
        raise


def later(run: ImportRun, step: str, *, by: Actor, place: tuple[int, int] | None = None) -> None:
    """Have the worker make a step, in the transaction that says it is under way: one is never without the other."""
    payload: dict[str, int | str] = {"run": run.pk, "step": step, "by": by.account or 0}
    if place is not None:
        payload |= {"sheet": place[0], "header": place[1]}
    enqueue(JOB, payload, key=f"{JOB}.{run.pk}.{uuid7().hex}")


def make(run: ImportRun, step: str, importer: Importer, *, by: Actor) -> None:
    """One step, whole. Raises BadSheet."""
    {"look": runs.look, "take": runs.take, "undo": runs.undo}[step](run, importer, by=by)


def work_on(work: Work) -> None:
    """Make a step behind the page, by whoever asked for it if they still may."""
    run = ImportRun.objects.filter(pk=work.payload["run"], status__in=BUSY).first()
    if run is None:
        return
    importer, by = importer_named(run.kind), actor_now(int(work.payload["by"]))
    if importer is None or by is None or not importer.see(by, None):
        fail(run)
        return
    try:
        if work.payload["step"] == READ:
            read(run, importer, place_of(work))
        else:
            make(run, str(work.payload["step"]), importer, by=by)
    except BadSheet as fault:
        if runs.unread(run):
            files.remove(run.pk, files.ORIGINAL)
        fail(run, str(fault))


def read(run: ImportRun, importer: Importer, place: tuple[int, int] | None) -> None:
    """Read a sheet, once: a job that comes again finds it read. Raises BadSheet."""
    if place is not None or runs.unread(run):
        runs.read(run, importer, place)


def place_of(work: Work) -> tuple[int, int] | None:
    """The sheet and the line of headings that were asked for; None for a file that is read the first time."""
    if "sheet" not in work.payload:
        return None
    return int(work.payload["sheet"]), int(work.payload["header"])


def fail(run: ImportRun, words: str = "") -> None:
    """It went no further; the rows taken in so far are known when it is tried again."""
    run.status, run.faults = RunStatus.FAILED, [[0, words]] if words else []
    run.save(update_fields=["status", "faults"])


def given_up(work: Work, code: str) -> None:
    """The worker tried several times."""
    ImportRun.objects.filter(pk=work.payload["run"], status__in=BUSY).update(status=RunStatus.FAILED)


def tidy() -> None:
    """Let go of sheets nobody confirmed and of those that went back long ago; the counts stay."""
    days, now = value_of(IMPORTING), clock.now()
    waiting = (RunStatus.UPLOADED, RunStatus.PREVIEWED, RunStatus.FAILED)
    for run in ImportRun.objects.filter(
        status__in=waiting, made_at__lt=now - timedelta(days=days["waiting"])
    ):
        files.remove(run.pk, files.ORIGINAL)
        files.remove(run.pk, files.PROBLEMS)
        run.delete()
    old = ImportRun.objects.filter(made_at__lt=now - timedelta(days=days["problems"])).exclude(faults=[])
    for run in old:
        files.remove(run.pk, files.PROBLEMS)
        ImportRun.objects.filter(pk=run.pk).update(faults=[], unknown={})
