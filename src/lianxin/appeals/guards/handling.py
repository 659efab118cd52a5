"""Conditions of the unit's work: 签收, 办理记录, 申请办结."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import (
    contacted,
    current_order,
    phone_of,
)
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import needs
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def order_stands(acting: Acting) -> Sentence:
    """There is a dispatch to sign for."""
    return None if current_order(acting.row) else _("还没有派单，不能签收。请先派单。")


def resident_contacted(acting: Acting) -> Sentence:
    """Nobody closes a matter without having spoken to the one who raised it (move 24)."""
    if contacted(acting.row) or not phone_of(acting.row):
        return None
    return _("还没有联系过诉求人。请先打电话或见面，登记一条「联系诉求人」的办理记录，再申请办结。")


@needs(Role.HANDLER)
def of_holder(by: Actor, row: Matter | None) -> bool:
    """A handler of the unit that holds the appeal."""
    return row is not None and row.holder_id in by.units
