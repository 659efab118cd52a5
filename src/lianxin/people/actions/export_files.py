"""An export's file: rows through their gate, sealed on the disk, each row in the access log (导出文件)."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lianxin.kernel import attachments, clock, notices
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import Received
from lianxin.kernel.events import looked_at
from lianxin.kernel.exports import KIND, Ask, ExportList, Made, Unmade, list_named, slices
from lianxin.kernel.jobs import Finish, Work, finish_with
from lianxin.kernel.models.export import Export, ExportStatus
from lianxin.kernel.sheets.writing import About, SheetLine, write_xlsx
from lianxin.people.actions.record import record
from lianxin.people.letters import EXPORT_FAILED, EXPORT_READY
from lianxin.people.queries import account_by_id, actor_of
from lianxin.people.queries.exports import ask_of
from lianxin.people.rules.confidentiality import EXPORTED, EXPORTED_IDENTITY, reason_in_log
from lianxin.people.rules.exports import export_terms, standing_of

MAKE = "exports.make"
SHEET = "xlsx"
LANGUAGE = "zh-hans"  # what goes out in Chinese comes in again, whatever language the page was read in


def make(export: Export, *, by: Actor, at: datetime) -> None:
    """Make the file now, for what is small and needs nobody's word. Raises Unmade."""
    received, _rows = prepared(export, by=by, at=at)
    finish(export, received, _rows, by=by, at=at)


def make_by_job(work: Work) -> Finish | None:
    """The same by the worker, as the requester may see things now; a fault is told, not tried again."""
    export = Export.objects.filter(pk=work.payload["export"], status=ExportStatus.MAKING).first()
    if export is None:
        return None
    at = clock.now()
    try:
        by = requester(export, at=at)
        received, rows = prepared(export, by=by, at=at)
    except Unmade as fault:
        return finish_with(partial(fail, export, str(fault)))
    return finish_with(partial(finish, export, received, rows, by=by, at=at))


def requester(export: Export, *, at: datetime) -> Actor:
    """Who asked, as they may act now. Raises Unmade when they may no longer see the same."""
    account = account_by_id(export.account_id)
    by = actor_of(account, at=at) if account else None
    if by is None or standing_of(by) != export.standing:
        raise Unmade(_("申请人的岗位、所管区域或回避申报变了，这份文件没有生成。请重新申请。"))
    return by


def prepared(export: Export, *, by: Actor, at: datetime) -> tuple[Received, Sequence[int]]:
    """The file on the disk, still without its row. Raises Unmade."""
    known = list_named(export.sheet)
    if known is None or not known.see(by, None):
        raise Unmade(_("这张清单现在不归申请人看，这份文件没有生成。"))
    with translation.override(LANGUAGE):
        made = built(known, ask_of(export), export=export, by=by, at=at)
    if len(made.rows) > export_terms().most:
        raise Unmade(_("行数超过一份文件的上限，没有生成。请加上条件，分几次导出。"))
    if not export.second and len(made.rows) > export_terms().alone:
        raise Unmade(_("清单在这一会儿变长了，超过一个人可以导出的行数。请重新申请，由第二个人批准。"))
    log_rows(export, known, made.rows, by=by)
    return attachments.keep_sealed(made.data, name=made.name, kind=made.kind), made.rows


def built(known: ExportList, ask: Ask, *, export: Export, by: Actor, at: datetime) -> Made:
    """The bytes: what the list makes itself, else a sheet of its lines. Raises Unmade."""
    if known.make is not None:
        return known.make(by, ask)
    held, rows = io.BytesIO(), list[int]()
    about = about_export(known, export, by=by, at=at)
    write_xlsx(held, known.chosen(by, ask.columns), counted(known, ask, by, rows), about=about)
    return Made(held.getvalue(), f"{about.title}-{timezone.localtime(at):%Y%m%d}.xlsx", SHEET, rows)


def counted(known: ExportList, ask: Ask, by: Actor, rows: list[int]) -> Iterator[SheetLine]:
    """The lines for the sheet, their ids noted on the way."""
    for line in known.lines(by, ask):
        rows.append(line.row_id)
        yield SheetLine(line.key, line.cells)


def about_export(known: ExportList, export: Export, *, by: Actor, at: datetime) -> About:
    """What the sheet says of itself: whose copy it is, and by which filters (水印)."""
    holder = f"{by.duty}（{by.name}）" if by.duty else by.name
    filters = [f"{label}：{words}" for label, words in known.words(by, ask_of(export).asked)]
    return About(
        kind=known.code,
        title=str(known.label),
        county=by.county,
        cutoff=at,
        version=known.version,
        holder=holder,
        number=_("导出第 %(number)s 号") % {"number": export.serial},
        notes=[
            _("内部资料，只供 %(holder)s 工作使用，到期请删除，不要转发。") % {"holder": holder},
            *filters,
        ],
    )


def log_rows(export: Export, known: ExportList, rows: Sequence[int], *, by: Actor) -> None:
    """Each row that went into the file is on record as taken out, slice by slice, before anybody has the file.

    A job that runs again writes its lines again: too much on record harms nobody.
    """
    if not known.row_kind:
        return
    what = EXPORTED_IDENTITY if known.restricted(by, frozenset(export.columns)) else EXPORTED
    number = _("导出第 %(number)s 号") % {"number": export.serial}
    reason = f"{reason_in_log(export.ground, export.reason)}（{number}）" if export.ground else number
    for some in slices(rows):
        looked_at(known.row_kind, some, by=by, what=what, reason=reason)


@transaction.atomic
def finish(export: Export, received: Received, rows: Sequence[int], *, by: Actor, at: datetime) -> None:
    """The file hangs on its export, once, from now until it expires."""
    until = at + export_terms().kept
    ready = {"status": ExportStatus.READY, "made_at": at, "made_rows": len(rows), "expires_at": until}
    if Export.objects.filter(pk=export.pk, status=ExportStatus.MAKING).update(**ready) != 1:
        return
    attachments.attach(received, row_kind=KIND, row_id=export.pk, at=at)
    if export.second:
        tell(EXPORT_READY, export)
    record(KIND, export.pk, "export_made", by=by, at=at, rows=len(rows), sha256=received.sha256)


def fail(export: Export, fault: str) -> None:
    """Write down why there is no file."""
    wrong = {"status": ExportStatus.FAILED, "fault": fault[:300]}
    if Export.objects.filter(pk=export.pk, status=ExportStatus.MAKING).update(**wrong):
        tell(EXPORT_FAILED, export)


def bury(work: Work, code: str) -> None:
    """The worker gave it up."""
    export = Export.objects.filter(pk=work.payload["export"]).first()
    if export is not None:
        fail(export, _("生成文件时出了错，请再申请一次；还不行请告诉系统管理员。"))


def tell(letter: str, export: Export) -> None:
    """One notice to the requester."""
    notices.tell_staff(
        letter,
        variables={"count": export.serial},
        row_kind=KIND,
        row_id=export.pk,
        account=export.account_id,
        key=f"{letter}:{export.pk}",
    )
