"""Large sheets are worked through behind the page, small ones at once (后台导入)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import Setting, register, value_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import files, runs
from lianxin.kernel.imports.registry import Importer, actor_now, importer_named
from lianxin.kernel.jobs import Work, enqueue
from lianxin.kernel.models.imports import ImportRun, RunStatus
from lianxin.kernel.sheets.limits import BadSheet

JOB = "imports.step"
LEASE = timedelta(minutes=30)
STEPS = {
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


def start(run: ImportRun, step: str, importer: Importer, *, by: Actor) -> None:
    """Make a step: at once when the sheet is small, else by the worker. Raises NotNow, and BadSheet at once."""
    (before, after), was = STEPS[step], run.status
    runs.step_to(run, before, after)
    if run.total > value_of(IMPORTING)["direct"] and by.account is not None:
        payload: dict[str, int | str] = {"run": run.pk, "step": step, "by": by.account}
        enqueue(JOB, payload, key=f"{JOB}.{run.pk}.{uuid7().hex}")
        return
    try:
        make(run, step, importer, by=by)
    except BaseException:
        ImportRun.objects.filter(pk=run.pk, status=after).update(status=was)
        raise


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
        make(run, str(work.payload["step"]), importer, by=by)
    except BadSheet as fault:
        fail(run, str(fault))


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
