"""Conditions of giving a matter to somebody: a reason for what goes along, and never to those it is said against."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import barred_units
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.rules.confidentiality import LEAST_REASON, Ground


def passing_has_a_reason(acting: Acting) -> Sentence:
    """Nothing of who speaks goes along without a ground and a reason (J13, C9)."""
    data = acting.data
    if not (data.get("pass_identity") or data.get("pass_words")):
        return None
    if data.get("pass_ground") in Ground.values and len(data.get("pass_reason") or "") >= LEAST_REASON:
        return None
    return _("要把姓名电话或自述交给对方，请选事由、写理由（至少四个字）。不交就不用勾。")


def not_to_the_accused(acting: Acting) -> Sentence:
    """What is said against a unit is not dispatched to it, nor to its line (move 10, A7)."""
    if acting.data["unit"] not in barred_units(acting.row):
        return None
    return _("这件事反映的就是这个单位或它的上下级，不能派给它。请改派别的单位。")
