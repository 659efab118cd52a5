"""Moves from the review to the end: 同意办结, 退回, 回访, 评价."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import answering
from lianxin.appeals.forms.answering import CallbackForm, RatingForm, ReviewForm
from lianxin.matters.workflow import Move

MOVES = (
    Move(
        "approve",
        _("同意办结"),
        source=("closing",),
        to=("callback",),
        who=guards.another_reviewer,
        guards=(guards.not_in_their_stead,),
        effect=answering.approve,
    ),
    Move(
        "send_back",
        _("退回"),
        source=("closing",),
        to=("working",),
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
        "rate",
        _("评价"),
        source=("callback", "closed"),
        to=(),
        who=guards.own_receipt,
        form=RatingForm,
        effect=answering.rate,
    ),
)
