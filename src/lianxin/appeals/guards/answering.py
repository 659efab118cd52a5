"""Conditions from the review to the rating: who didn't do the work themselves (INV-07)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.joint import standing as assisting
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import needs
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.queries.duties import stood_in


@needs(Role.REVIEWER)
def another_reviewer(by: Actor, row: Matter | None) -> bool:
    """A reviewer who did not ask for this closing (INV-07)."""
    return row is not None and row.appeal.finished_by != by.account


def not_in_their_stead(acting: Acting) -> Sentence:
    """Nor in the stead of the one who asked, nor what was asked for in the reviewer's own stead (INV-07)."""
    appeal, by, unit = acting.row.appeal, acting.by, acting.row.holder_id
    if appeal.finished_by is None or by.account is None:
        return None
    if acting.hand is not None and acting.hand.stands_for == appeal.finished_by:
        return _("这件事是您代班的人申请办结的，您代他的班也不能审。请交另一位审核人。")
    if unit and stood_in(appeal.finished_by, by.account, unit=unit, at=appeal.finished_at):
        return _("这件事是替您代班的人申请办结的，不能由您审核。请交另一位审核人。")
    return None


@needs(Role.CALLBACK)
def another_unit_calling(by: Actor, row: Matter | None) -> bool:
    """A callback desk outside the units that did the work, and not who answered on the spot (INV-07)."""
    if row is None or row.holder_id in by.every_unit:
        return False
    if any(one.unit_id in by.every_unit for one in assisting(row)):
        return False
    return row.holder_id is not None or row.appeal.finished_by != by.account


def own_receipt(by: Actor, row: Matter | None) -> bool:
    """The resident who opened it with number and code, once."""
    return row is not None and row.pk in by.receipts and row.appeal.rating is None
