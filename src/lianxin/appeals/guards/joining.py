"""Conditions of merging (并案的条件): the same matter, a main that lives, no circle, nothing sealed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.models import RelationKind
from lianxin.matters.relations import circular, followers_of
from lianxin.matters.workflow import Acting, Sentence


def main_of(acting: Acting) -> Any:
    """The matter the row is to follow, locked by the writer."""
    key = acting.data.get("main")
    return acting.others.get(key) if isinstance(key, int) else None


def main_lives(acting: Acting) -> Sentence:
    """The main is there, of the same kind, another one, and still open."""
    main, row = main_of(acting), acting.row
    if main is None or main.kind != row.kind:
        return _("没有这个主件。请核对编号，再并案。")
    if main.pk == row.pk:
        return _("不能并入自己。请填另一件的编号。")
    if not acting.flow.state(main.state).open:
        return _("主件已经办完或已并入别的事，不能再并进去。请换一件正在办的作主件。")
    return None


def no_circle(acting: Acting) -> Sentence:
    """A matter never follows itself by way of others."""
    main = main_of(acting)
    if main is None or not circular(RelationKind.DUPLICATE_OF, acting.row, main):
        return None
    return _("主件本来就并在这一件里，不能再倒过来并。请先撤销原来的并案。")


def nothing_sealed(acting: Acting) -> Sentence:
    """An accusation is never laid beside another matter, for others would read it there (decision 0011)."""
    main = main_of(acting)
    reports = [one for one in (acting.row, main) if one and one.appeal.type == AppealType.REPORT]
    return _("举报单独存放，不能和别的事并在一起。") if reports else None


def nobody_follows(acting: Acting) -> Sentence:
    """What others were merged into doesn't leave them behind."""
    if not followers_of(acting.row):
        return None
    return _("还有别的诉求并在这一件里。请先撤销它们的并案，再办这一步。")
