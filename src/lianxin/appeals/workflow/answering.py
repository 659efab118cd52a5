"""Moves from the review to the end: 同意办结, 退回, 回访, 评价."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import answering
from lianxin.appeals.actions.attribution import attribute
from lianxin.appeals.forms.answering import CallbackForm, RatingForm, ReviewForm
from lianxin.appeals.forms.attribution import AttributeForm
from lianxin.appeals.guards.attribution import outside_caller, rated, worked_on_it
from lianxin.appeals.guards.ending import another_reviewer_after_reworks
from lianxin.matters.workflow import Move

MOVES = (
    Move(
        "approve",
        _("同意办结"),
        source=("closing",),
        to=("callback",),
        who=guards.another_reviewer,
        guards=(guards.not_in_their_stead, another_reviewer_after_reworks),
        effect=answering.approve,
    ),
    Move(
        "send_back",
        _("退回"),
        source=("closing",),
        to=("working", "rework"),
        who=guards.another_reviewer,
        form=ReviewForm,
        guards=(guards.not_in_their_stead,),
        effect=answering.send_back,
    ),
    Move(
        "call_back",
        _("回访"),
        source=("callback",),
        to=("closed", "rework", "registered"),
        who=guards.another_unit_calling,
        form=CallbackForm,
        effect=answering.call_back,
    ),
    Move(
        "attribute",
        _("评价归到单位"),
        source=("closed",),
        to=(),
        who=outside_caller,
        form=AttributeForm,
        guards=(rated, worked_on_it),
        effect=attribute,
        aside=True,
    ),
    Move(
        "rate",
        _("评价"),
        source=("callback", "closed"),
        to=(),
        who=guards.own_receipt,
        form=RatingForm,
        effect=answering.rate,
    ),
)
