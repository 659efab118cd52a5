"""What erasing means for slips: their words and signatures go, number, outcome and log stay (删除登记)."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.models import Box, Opening, Slip, Stub, Transcript
from lianxin.boxes.queries.slips import SLIP
from lianxin.kernel import clock
from lianxin.kernel.attachments import unlink_after
from lianxin.kernel.erasure.registry import ACTED, WORDS, Keys, Order, Record, by, itself, part, record, stays
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters import ledger
from lianxin.matters.erasing import ERASE, MATTER
from lianxin.matters.flows import flow_of
from lianxin.matters.workflow import Acting

OPENED = "开箱记录：谁拿钥匙、谁开的箱、谁见证，要查得到"


def ended() -> "QuerySet[Any]":
    """The slips at an end, each with since when."""
    rows = Slip.objects.filter(answered_at__isnull=False).exclude(outcome="")
    return rows.annotate(ended_at=F("answered_at"))


def write(keys: Keys, order: Order) -> None:
    """One move of the system on each of these slips, held in ascending order."""
    acts = []
    for row in Slip.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        acting = Acting(row, ERASE, flow_of(row), order.by, {}, clock.now(), uuid7(), source=row.state)
        acting.facts["batch"] = order.batch
        row.version += 1
        acts.append(acting)
    ledger.write(acts, row_fields=["version"])


def of_their_slips(row_kind: str, keys: Keys) -> Q:
    """What is kept by kind and id beside the slips that became one of these matters."""
    return Q(row_kind=SLIP, row_id__in=Slip.objects.filter(matter__in=keys).values("pk"))


record(
    Record(
        "slip",
        SLIP,
        _("意见箱的意见条"),
        months=36,
        least=12,
        basis="个人信息保护法 2021 版第 19 条：保存到实现目的的最短时间，请核对原文；年数暂定，由本单位档案期限表定",
        numbered=False,
        ended=ended,
        write=write,
    )
)

signature: dict[str, Any] = {
    "name_sealed": b"",
    "phone_sealed": b"",
    "phone_index": "",
    "waiting_sealed": b"",
}
part(Transcript, by("slip"), of=SLIP, text=WORDS, **signature)
part(Slip, itself, of=SLIP, reason=WORDS, answer=WORDS)
# What an appeal loses its slip loses, too: it said the same.
part(Transcript, by("slip__matter"), of=MATTER, whole=False, **signature)
part(Transcript, by("slip__matter"), of=MATTER, text=WORDS)
part(Slip, by("matter"), of=MATTER, reason=WORDS, answer=WORDS)
part(SealedPiece, of_their_slips, of=MATTER, delete=True, whole=False)
part(Attachment, of_their_slips, of=MATTER, delete=True, first=unlink_after)

stays(Slip, "kind matter", "类型和去向是代码和编号，统计要用；不写人")
stays(Stub, "code_hash", "只是哈希，看不出写条的人")
stays(Stub, "printed_by", ACTED)
stays(Box, "first_key second_key", OPENED)
stays(Opening, "opener outsider witness", OPENED)
