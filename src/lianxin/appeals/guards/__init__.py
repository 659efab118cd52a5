"""Conditions of an appeal's moves: each returns the sentence that stops the move, or nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import contacted, current_order, phone_of
from lianxin.appeals.rules import AppealType, Identity
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting

Sentence = str | Promise | None


def words_present(acting: Acting) -> Sentence:
    """Something must have been said (move 1)."""
    if str(acting.data.get("text", "")).strip():
        return None
    return _("请写下要反映的事情，一两句话也可以。")


def not_from_the_future(acting: Acting) -> Sentence:
    """A clerk's clock may be wrong; a filing date after today is never right."""
    filed_at = acting.data.get("filed_at") or acting.data.get("at")
    if filed_at is None or filed_at <= max(acting.now, clock.now()):
        return None
    return _("反映时间不能晚于现在，请核对日期。")


def reachable_if_named(acting: Acting) -> Sentence:
    """Who gives a name wants an answer, so a way to reach them is needed."""
    if acting.data.get("identity") == Identity.NAMED and not acting.data.get("name"):
        return _("实名反映请填写姓名；不想留名请选「匿名」。")
    return None


def not_an_accusation(acting: Acting) -> Sentence:
    """An accusation of an official never travels the ordinary way down to those it may name."""
    if acting.row.appeal.type == AppealType.REPORT:
        return _(
            "举报不走普通派单，以免转到被举报人手里。请线下转纪检监察机构（电话 12388），并在办理记录中注明。"
        )
    return None


def order_stands(acting: Acting) -> Sentence:
    """There is a dispatch to sign for."""
    return None if current_order(acting.row) else _("还没有派单，不能签收。请先派单。")


def resident_contacted(acting: Acting) -> Sentence:
    """Nobody closes a matter without having spoken to the one who raised it (move 24)."""
    if contacted(acting.row) or not phone_of(acting.row):
        return None
    return _("还没有联系过诉求人。请先打电话或见面，登记一条「联系诉求人」的办理记录，再申请办结。")


def answered(acting: Acting) -> Sentence:
    """A matter entered late as answered brings its answer along (move 37)."""
    if str(acting.data.get("reply", "")).strip():
        return None
    return _("历史补录须有答复内容；没有答复的请按新诉求登记。")


def of_holder(by: Actor, row: Matter | None) -> bool:
    """A handler of the unit that holds the appeal."""
    return row is not None and by.holds(Role.HANDLER) and row.holder_id in by.units


def another_reviewer(by: Actor, row: Matter | None) -> bool:
    """A reviewer who did not ask for this closing (INV-07)."""
    return row is not None and by.holds(Role.REVIEWER) and row.appeal.finished_by != by.account


def another_unit_calling(by: Actor, row: Matter | None) -> bool:
    """A callback desk outside the unit that did the work (INV-07)."""
    return row is not None and by.holds(Role.CALLBACK) and row.holder_id not in by.units


def own_receipt(by: Actor, row: Matter | None) -> bool:
    """The resident who opened it with number and code, once."""
    return row is not None and row.pk in by.receipts and row.appeal.rating is None
