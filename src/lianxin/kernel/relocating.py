"""What of the kernel's own tables depends on the installation they lie in (迁移登记)."""

from lianxin.kernel import outbox, readers
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.models.erasure import ErasureBatch, Hold, RegisterLine
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.figure import ClaimedFigure, FrozenFigure
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.notice import Notice, NoticeRead, NoticeWish
from lianxin.kernel.models.piece import SealedPiece
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.models.telling import CallAttempt
from lianxin.kernel.pieces import kind_of
from lianxin.kernel.relocation.registry import Row, account_inside, accounts, index, on_arrival
from lianxin.kernel.search import refresh


def reader(to: str, row: Row) -> str:
    """By what the messages to one person are found: their telephone, else their row."""
    hashed = ":" not in str(row["reader_index"])
    return readers.index_of(outbox.mobile(to) or to) if hashed else str(row["reader_index"])


accounts(Event, "actor_id")
accounts(AccessEntry, "actor_id")
accounts(Edition, "made_by")
accounts(ErasureBatch, "proposed_by decided_by")
accounts(RegisterLine, "proposed_by decided_by")
accounts(Hold, "placed_by lift_asked_by lifted_by")
accounts(Export, "account_id decided_by")
accounts(FrozenFigure, "account_id")
accounts(ClaimedFigure, "account_id")
accounts(ImportRun, "made_by undone_by")
account_inside(Job, "payload", "by")
accounts(Message, "told_by_id")
accounts(CallAttempt, "account_id")
accounts(Notice, "account_id")
accounts(NoticeRead, "account_id")
accounts(NoticeWish, "account_id")
accounts(PrintLog, "by")
index(
    SealedPiece,
    "value_index",
    of="value_sealed",
    by=lambda plain, row: kind_of(str(row["kind"])).index(plain),
)
index(Message, "reader_index", of="to_sealed", by=reader)


@on_arrival("kernel.search")
def find_again() -> None:
    """The keys of names are hashed anew, and the words are cut anew with them."""
    SearchRow.objects.update(cut=0)
    while refresh():
        pass


@on_arrival("kernel.outbox")
def hold_messages() -> None:
    """What waited has perhaps left meanwhile: a person says what is to be sent again."""
    outbox.quarantine()
