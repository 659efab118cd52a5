"""Conditions of being told: 改告知方式."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Identity
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def with_receipt(by: Actor, row: Matter | None) -> bool:
    """The resident who opened it with number and code."""
    return row is not None and row.pk in by.receipts


def somebody_to_tell(acting: Acting) -> Sentence:
    """Who is anonymous left no way to be told."""
    named = acting.row.appellants.exclude(identity=Identity.ANONYMOUS)
    if named.filter(pk=acting.data.get("appellant")).exists():
        return None
    return _("匿名反映的没有留联系方式，请凭编号和查询码查进度。")
