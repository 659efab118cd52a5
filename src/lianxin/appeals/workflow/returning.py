"""Moves about whose duty it is, from 申请退单 to 裁定, and the system's own (D.3, moves 13 to 17; J8, J10)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import returning
from lianxin.appeals.forms import returning as forms
from lianxin.appeals.guards import passing, returning as may
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, is_system
from lianxin.matters.workflow import Move, Timer

MOVES = (
    Move(
        "ask_return",
        _("申请退单"),
        source=("to_sign", "working"),
        to=("return_asked", "working"),
        who=guards.of_holder,
        form=forms.ReturnForm,
        guards=(
            may.never_adjudicated,
            guards.order_stands,
            may.in_time_to_return,
            may.grounds_given,
            may.suggests_another,
        ),
        effect=returning.ask,
        aside=True,
    ),
    Move(
        "agree_return",
        _("同意退单"),
        source=("return_asked",),
        to=("to_dispatch",),
        who=holds(Role.TRIAGE),
        guards=(may.answered_by_another, may.given_up_once),
        effect=returning.agree,
    ),
    Move(
        "refuse_return",
        _("不同意退单"),
        source=("return_asked",),
        to=("working", "adjudicating"),
        who=holds(Role.TRIAGE),
        form=forms.RefuseForm,
        guards=(may.answered_by_another, may.says_why_not),
        effect=returning.refuse,
    ),
    Move(
        "submit_dispute",
        _("提交裁定"),
        source=("return_asked",),
        to=("adjudicating",),
        who=may.may_submit,
        form=forms.SubmitForm,
        effect=returning.submit,
    ),
    Move(
        "lapse_return",
        _("逾期没有答复退单，自动提交裁定"),
        source=("return_asked",),
        to=("adjudicating",),
        who=is_system,
        effect=returning.lapse,
        after=(Timer("T4"),),
    ),
    Move(
        "adjudicate",
        _("裁定"),
        source=("adjudicating",),
        to=("working",),
        who=may.may_adjudicate,
        form=forms.AdjudicateForm,
        guards=(
            may.decided_by_an_outsider,
            may.written,
            may.names_a_unit,
            passing.not_to_the_accused,
            passing.passing_has_a_reason,
        ),
        effect=returning.adjudicate,
    ),
    Move(
        "fall_back",
        _("逾期没有裁定，由兜底单位接"),
        source=("adjudicating",),
        to=("working",),
        who=is_system,
        guards=(may.backstop_known,),
        effect=returning.fall_back,
        after=(Timer("T5"),),
    ),
)
