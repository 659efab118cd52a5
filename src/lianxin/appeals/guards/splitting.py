"""Conditions of splitting (拆分的条件): an open matter, no accusation, words of its own."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.joined import may_be_split
from lianxin.appeals.rules import AppealType
from lianxin.matters.workflow import Acting, Sentence


def splits_what_is_open(acting: Acting) -> Sentence:
    """What was answered already isn't split any more: it is a new matter."""
    first = acting.data.get("split_from")
    if first is not None and may_be_split(first):
        return None
    return _("这一件已经答复或不在办，不能再拆。另一件事请按新诉求登记。")


def splits_no_accusation(acting: Acting) -> Sentence:
    """An accusation stays whole behind its wall, and nothing becomes one by being split off (INV-08)."""
    first = acting.data.get("split_from")
    accused = first is not None and first.appeal.type == AppealType.REPORT
    if accused or acting.data.get("type") == AppealType.REPORT:
        return _("举报单独存放，不能拆分，也不能拆出举报。请另行登记。")
    return None
