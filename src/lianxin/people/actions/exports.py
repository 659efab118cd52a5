"""Taking a list out of the house: asked for, agreed to by a second person, fetched, gone (导出, quality A8).

Alone one takes out a few hundred rows of what the screen shows. More rows, or names and numbers in clear, wait for
a leader or the security administrator, who is another human being than the requester. Every step is on record.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.kernel import attachments, clock, jobs, notices
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import Damaged
from lianxin.kernel.events import looked
from lianxin.kernel.exports import KIND, Ask, ExportList, Unmade, list_named
from lianxin.kernel.models.export import Export, ExportStatus
from lianxin.people.actions.export_files import MAKE, fail, make, tell
from lianxin.people.actions.record import record
from lianxin.people.letters import EXPORT_ASKED, EXPORT_REFUSED
from lianxin.people.queries.exports import file_of, in_reach, may_decide, second_posts
from lianxin.people.rules import Refused
from lianxin.people.rules.confidentiality import LEAST_REASON, reason_in_log
from lianxin.people.rules.exports import WAYS, export_terms, second_hand, standing_of

TRIES = 5
GONE = (ExportStatus.READY, ExportStatus.ASKED)


def ask_for(
    known: ExportList, ask: Ask, *, ground: str, reason: str, by: Actor, client_id: UUID, query: str = ""
) -> Export:
    """Ask for a list; what one may take out alone is made at once. Raises Refused."""
    before = Export.objects.filter(client_id=client_id).first()
    if before is not None:
        return before
    codes = sorted(ask.columns & {one.code for one in known.optional(by)})
    rows = countable(known, ask, by=by)
    second = rows > export_terms().alone or known.restricted(by, frozenset(codes))
    if (second or codes) and len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写清为什么要导出，至少四个字。"), field="reason")
    at = clock.now()
    export = Export(
        client_id=client_id,
        sheet=known.code,
        asked=query,
        columns=codes,
        ground=ground if reason.strip() else "",
        reason=reason.strip(),
        rows=rows,
        account_id=by.account or 0,
        post_id=by.post,
        scopes=sorted(by.scopes),
        standing=standing_of(by),
        second=second,
        status=ExportStatus.ASKED if second else ExportStatus.MAKING,
        asked_at=at,
    )
    write_request(export, by=by, at=at)
    if not second:
        make_now(export, by=by, at=at)
    return export


def countable(known: ExportList, ask: Ask, *, by: Actor) -> int:
    """How many rows it would be. Raises Refused: not theirs to see, none, or more than a file holds."""
    if by.account is None or not known.see(by, None):
        raise Refused(_("这张清单不在您的岗位职责内，不能导出。"))
    rows, most = known.count(by, ask), export_terms().most
    if not rows:
        raise Refused(_("按这些条件没有一行可以导出。请回到清单改条件。"))
    if rows > most:
        sentence = _("一共 %(rows)d 行，一份文件最多 %(most)d 行。请加上条件，分几次导出。")
        raise Refused(sentence % {"rows": rows, "most": most})
    return rows


@transaction.atomic
def write_request(export: Export, *, by: Actor, at: datetime) -> None:
    """The request on record, and before those who may agree."""
    number(export)
    if export.second:
        notices.tell_staff(
            EXPORT_ASKED,
            variables={"count": export.serial},
            row_kind=KIND,
            row_id=export.pk,
            posts=second_posts(export.scopes),
            key=f"{EXPORT_ASKED}:{export.pk}",
        )
    facts = {"sheet": export.sheet, "rows": export.rows, "columns": export.columns, "second": export.second}
    record(KIND, export.pk, "export_asked", by=by, at=at, **facts)
    looked(KIND, export.pk, by=by, what="export.ask", reason=reason_of(export))


def number(export: Export) -> None:
    """Write the row as the county's next; who is overtaken by another takes the one after."""
    for _try in range(TRIES):
        last = Export.objects.aggregate(last=Max("serial"))["last"] or 0
        export.serial = last + 1
        with suppress(IntegrityError), transaction.atomic():
            export.save(force_insert=True)
            return
    raise Refused(_("这会儿申请导出的人太多，请过一分钟再试。"))


def make_now(export: Export, *, by: Actor, at: datetime) -> None:
    """Make a small file while somebody waits; a fault stays with the request."""
    try:
        make(export, by=by, at=at)
    except Unmade as fault:
        fail(export, str(fault))
    export.refresh_from_db()


def reason_of(export: Export) -> str:
    """The reason as the access log spells it."""
    return reason_in_log(export.ground, export.reason) if export.ground else ""


@transaction.atomic
def approve(export: Export, *, by: Actor) -> None:
    """The second person agrees: the worker makes the file. Raises Refused."""
    at = clock.now()
    decide(export, ExportStatus.MAKING, by=by, at=at)
    jobs.enqueue(MAKE, {"export": export.pk}, key=f"export.{export.pk}")
    record(KIND, export.pk, "export_approved", by=by, at=at)
    looked(KIND, export.pk, by=by, what="export.agree", reason=reason_of(export))


@transaction.atomic
def refuse(export: Export, *, why: str, by: Actor) -> None:
    """The second person says no, and why. Raises Refused."""
    at = clock.now()
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写清为什么不批准，至少四个字。"), field="why")
    decide(export, ExportStatus.REFUSED, by=by, at=at, objection=why.strip()[:200])
    tell(EXPORT_REFUSED, export)
    record(KIND, export.pk, "export_refused", by=by, at=at)
    looked(KIND, export.pk, by=by, what="export.refuse", reason=why.strip()[:200])


def decide(export: Export, status: ExportStatus, *, by: Actor, at: datetime, objection: str = "") -> None:
    """Write the decision, once, by another human being than who asked. Raises Refused."""
    if not second_hand(by, None):
        raise Refused(_("导出由领导或安全管理员批准。"))
    if export.account_id == by.account:
        raise Refused(_("自己申请的导出，不能自己批准。请另一位领导或安全管理员来。"))
    if not in_reach(export, by):
        raise Refused(_("申请人不在您所管的区域，请由他那里的领导或安全管理员批准。"))
    if not may_decide(export, by):
        raise Refused(_("申请人和您是同一个人（姓名或电话相同的账号），不能自己批准。"))
    said = {"status": status, "decided_by": by.account, "decided_at": at, "objection": objection}
    if Export.objects.filter(pk=export.pk, status=ExportStatus.ASKED).update(**said) != 1:
        raise Refused(_("这次导出刚刚有人定过了，或者已经过期，请刷新后再看。"))


def fetch(export: Export, way: str, *, by: Actor) -> tuple[bytes, str]:
    """The file and its name, for who asked and still may see the same; each time is on record. Raises Refused."""
    known, at = list_named(export.sheet), clock.now()
    if export.account_id != by.account:
        raise Refused(_("这份文件只给申请人本人。"))
    if export.status != ExportStatus.READY or (export.expires_at and export.expires_at <= at):
        raise Refused(_("这份文件还没有备好，或者已经到期删除。需要的话请重新申请。"))
    if known is None or not known.see(by, None) or standing_of(by) != export.standing:
        raise Refused(_("您的岗位、所管区域或回避申报变了，这份旧文件不能再下载。请重新申请。"))
    file = file_of(export)
    if file is None:
        raise Refused(_("这份文件不在了。请重新申请，并告诉系统管理员。"))
    try:
        data = attachments.read_original(file)
    except Damaged as fault:
        raise Refused(_("这份文件与生成时不一致，没有打开。请重新申请，并告诉系统管理员。")) from fault
    looked(KIND, export.pk, by=by, what="export.fetch", reason=WAYS[way])
    return data, file.name


def expire() -> int:
    """Delete the files whose days are over, and let requests lapse that nobody decided; how many went (到期删除)."""
    at = clock.now()
    over = Export.objects.filter(status=ExportStatus.READY, expires_at__lte=at)
    lapsed = Export.objects.filter(status=ExportStatus.ASKED, asked_at__lte=at - export_terms().kept)
    return withdraw([*over.values_list("pk", flat=True), *lapsed.values_list("pk", flat=True)])


def withdraw(keys: list[int]) -> int:
    """End these exports and delete their files; how many there were."""
    gone = 0
    for key in keys:
        with transaction.atomic():
            ended = Export.objects.filter(pk=key, status__in=GONE)
            if ended.update(status=ExportStatus.EXPIRED):
                attachments.discard(attachments.attached_to(KIND, [key]))
                gone += 1
    return gone


def withdraw_all_of(row_kind: str) -> int:
    """Delete every file that may hold a row of this kind: what is erased must not lie on in a copy (INV-20)."""
    ready = Export.objects.filter(status=ExportStatus.READY).values_list("pk", "sheet")
    known = {pk: list_named(sheet) for pk, sheet in ready}
    return withdraw([pk for pk, one in known.items() if one is not None and one.row_kind == row_kind])
