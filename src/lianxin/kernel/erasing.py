"""What erasing means for the kernel's own tables (删除登记)."""

from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.attachments import unlink_after
from lianxin.kernel.erasure.holds import standing
from lianxin.kernel.erasure.registry import ACTED, ERASED, WORDS, Keys, Record, on_row, part, record, stays
from lianxin.kernel.imports import files
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.models.erasure import ErasureBatch, Hold, RegisterLine
from lianxin.kernel.models.event import AccessEntry, AccessWords, Event
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.figure import ClaimedFigure, FrozenFigure
from lianxin.kernel.models.imports import ImportMade, ImportRun, SheetMapping
from lianxin.kernel.models.kept import KeptCode
from lianxin.kernel.models.message import Message, MessageStatus
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.models.piece import SealedPiece
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.models.telling import CallAttempt

UNSAID = (MessageStatus.WAITING, MessageStatus.CALL, MessageStatus.DEAD, MessageStatus.QUARANTINED)
HEADINGS = "只有表头和本县的名称对照，没有哪一个人"


def old_words(before: datetime) -> "QuerySet[AccessWords]":
    """The reasons of looks made before a moment, but those about rows that are held."""
    rows = AccessWords.objects.filter(at__lt=before)
    for kind, key in standing().values_list("row_kind", "row_id"):
        rows = rows.exclude(row_kind=kind, row_id=key)
    return rows


def forget_words(before: datetime) -> int:
    """Delete them; the entries themselves stay: who looked at what, when, under a hash nobody can undo."""
    return old_words(before).delete()[0]


record(
    Record(
        "access",
        "accesswords",
        _("访问记录里写的事由"),
        months=36,
        least=6,
        basis="网络安全法 2016 版第 21 条：网络日志至少留六个月，请核对原文",
        old=old_words,
        roll=forget_words,
    )
)


def brought_by(row_kind: str, keys: Keys) -> Q:
    """The imports that brought one of these rows in."""
    return Q(pk__in=ImportMade.objects.filter(on_row(row_kind, keys)).values("run_id"))


def their_files(row_kind: str, keys: Keys) -> Q:
    """The sheets they were read from; one that holds an erased row goes whole."""
    runs = ImportRun.objects.filter(brought_by(row_kind, keys)).values("pk")
    return Q(row_kind=files.ROW_KIND, row_id__in=runs)


part(Attachment, on_row, delete=True, first=unlink_after)
part(Attachment, their_files, delete=True, first=unlink_after, whole=False)
part(ImportRun, brought_by, whole=False, head={}, faults=[], unknown={})
part(SealedPiece, on_row, delete=True, whole=False)
part(KeptCode, on_row, delete=True)
part(SearchRow, on_row, whole=False, who="")
part(SearchRow, on_row, delete=True)
part(Notice, on_row, delete=True)
part(AccessWords, on_row, delete=True, whole=False)
part(Hold, on_row, reason=ERASED)
part(
    Message,
    on_row,
    whole=False,
    to_sealed=b"",
    reader_index="",
    sent_text=WORDS,
    status=Case(When(Q(status__in=UNSAID), then=Value(MessageStatus.STALE.value)), default=F("status")),
)

stays(Message, "told_by_id", ACTED)
stays(CallAttempt, "account_id", ACTED)
stays(Event, "actor_id post_id", ACTED)
stays(AccessEntry, "actor_id post_id", ACTED)
stays(Edition, "made_by", ACTED)
stays(ErasureBatch, "proposed_by decided_by", ACTED)
stays(RegisterLine, "proposed_by decided_by", ACTED)
stays(Hold, "placed_by lift_asked_by lifted_by", ACTED)
stays(ImportRun, "made_by undone_by", ACTED)
stays(ImportRun, "mapping options values", HEADINGS)
stays(SheetMapping, "mapping options values", HEADINGS)
stays(PrintLog, "by", ACTED)
stays(FrozenFigure, "account_id", ACTED)
stays(ClaimedFigure, "account_id", ACTED)
stays(Export, "account_id decided_by", ACTED)
