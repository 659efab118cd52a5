"""What erasing means for rounds: addresses go with the household's, promises with the matter (删除登记)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.erasure.registry import ACTED, ERASED, WORDS, Record, by, part, record, stays
from lianxin.rounds.models import Card, CardBlock, Door, Need, Round, TeamDayMember, TeamMember

PERSON, MATTER = "person", "matter"
STAFF = "队员是工作人员；人员期满删除时，姓名本身改掉"


def behind_erased_doors(row_kind: str, keys: Sequence[int]) -> Q:
    """The doors of households whose address has just gone: they were emptied before this part is asked."""
    return Q(household__address=ERASED)


def old_doors(before: datetime) -> "QuerySet[Door]":
    """Doors of rounds that ended before a moment and still say where."""
    return Door.objects.filter(round__ended_at__lt=before).exclude(address=ERASED)


def forget_doors(before: datetime) -> int:
    """The addresses go, and what was promised there; results and counts stay."""
    Card.objects.filter(door__round__ended_at__lt=before).exclude(promised="").update(promised=ERASED)
    rows = old_doors(before)
    rows.exclude(mend="").update(mend=ERASED)
    return rows.update(address=ERASED)


record(
    Record(
        "round",
        "door",
        _("敲门行动名单上的地址和答应的事"),
        months=24,
        basis="个人信息保护法 2021 版第 19 条：保存期限为实现处理目的所必要的最短时间，请核对原文",
        old=old_doors,
        roll=forget_doors,
    )
)

gone: dict[str, Any] = {"address": WORDS, "mend": WORDS}
part(Door, behind_erased_doors, of=PERSON, **gone)
part(Card, by("matter"), of=MATTER, promised=WORDS)

stays(Round, "made_by", ACTED)
stays(Door, "knocked_by", ACTED)
stays(Need, "taken_by", ACTED)
stays(Card, "given_by", ACTED)
stays(CardBlock, "made_by", ACTED)
stays(TeamMember, "person", STAFF)
stays(TeamDayMember, "person", STAFF)
