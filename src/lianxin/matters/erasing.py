"""What erasing means for a matter: its own words go, number, state, times and log stay (删除登记)."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.attachments import unlink_after
from lianxin.kernel.erasure.registry import (
    ACTED,
    ERASED,
    WORDS,
    Keys,
    Order,
    Record,
    by,
    holdable,
    itself,
    part,
    record,
    stays,
    tied,
)
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.policy import is_system
from lianxin.matters import ledger
from lianxin.matters.flows import flow_of, stand
from lianxin.matters.models import Circle, Contact, Matter, Relation, SavedView
from lianxin.matters.relations import all_following
from lianxin.matters.scans import TRAY
from lianxin.matters.workflow import Acting, Move

MATTER = "matter"

ERASE = stand(Move("erase", _("按规定删除个人信息"), source=(), to=(), who=is_system))
STRIP = stand(Move("strip", _("按规定删除联系方式"), source=(), to=(), who=is_system))


def with_joined(keys: Keys) -> Keys:
    """These matters and those joined into them (并案), at any depth, which end with them."""
    return sorted({*keys, *(follower for _main, follower in all_following(keys))})


def of_mains(keys: Keys) -> list[tuple[int, str, int]]:
    """The matters that are erased with a main: what holds one of them holds the main."""
    return [(main, MATTER, follower) for main, follower in all_following(keys)]


def empty(keys: Keys, order: Order) -> None:
    """Everything personal is gone: each matter's event says so, in its own chain and version."""
    write(ERASE, keys, order)


def strip(keys: Keys, order: Order) -> None:
    """Only who spoke is gone: the matter itself stays as it is."""
    write(STRIP, keys, order)


def write(move: Move, keys: Keys, order: Order) -> None:
    """One move of the system on each of these matters, held in ascending order."""
    acts = []
    for row in Matter.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        acting = Acting(row, move, flow_of(row), order.by, {}, clock.now(), uuid7(), source=row.state)
        acting.facts["batch"] = order.batch
        row.version += 1
        acts.append(acting)
    ledger.write(acts, row_fields=["version"])


def old_scans(before: datetime) -> "QuerySet[Attachment]":
    """The pictures that were brought before a moment and never filed: they share no matter's time."""
    return Attachment.objects.filter(row_kind=TRAY, at__lt=before)


def forget_scans(before: datetime) -> int:
    """Delete them; a file that is filed with a matter too stays for its sake."""
    rows = old_scans(before)
    unlink_after(rows)
    return rows.delete()[0]


record(
    Record(
        "tray",
        TRAY,
        _("拍照归档里没有归到事项的照片"),
        months=6,
        basis="个人信息保护法 2021 版第 19 条：保存到实现目的的最短时间，请核对原文；期限暂定",
        numbered=False,
        old=old_scans,
        roll=forget_scans,
    )
)


def own_views(row_kind: str, keys: Keys) -> Q:
    """The filters these accounts kept for themselves; what a post or unit shares stays theirs."""
    return Q(account_id__in=keys, circle=Circle.OWN)


part(SavedView, own_views, of="account", delete=True)
part(Contact, by("matter"), of=MATTER, words=WORDS)
part(Matter, itself, of=MATTER, title=ERASED, query_hash="")
stays(Relation, "account_id", ACTED)
tied(MATTER, of_mains)
holdable(MATTER, _("一件事（填它的编号）"))
