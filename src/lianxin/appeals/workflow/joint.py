"""Moves of joint handling: 增派协办 … 协办回复, 改由协办单位主办 (D.3, 18 and 19; D.5)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import joint
from lianxin.appeals.forms import joint as forms
from lianxin.appeals.forms.triage import ReasonForm
from lianxin.appeals.guards import joint as on, passing
from lianxin.appeals.models import Stage
from lianxin.kernel.policy import is_system
from lianxin.matters.workflow import Move

TOGETHER = ("working", "joint")

MOVES = (
    Move(
        "sign_helper",
        _("协办签收"),
        source=("joint",),
        to=("joint",),
        who=on.assisting(Stage.TO_SIGN),
        effect=joint.sign_helper,
    ),
    Move(
        "record_helper",
        _("协办记录"),
        source=("joint",),
        to=(),
        who=on.assisting(Stage.WORKING),
        form=forms.HelperRecordForm,
        guards=(on.answers_the_lead,),
        effect=joint.record_helper,
    ),
    Move(
        "answer_helper",
        _("协办回复"),
        source=("joint",),
        to=TOGETHER,
        who=on.assisting(Stage.WORKING),
        form=forms.HelperAnswerForm,
        effect=joint.answer_helper,
    ),
    Move(
        "chase_helpers",
        _("催协办单位"),
        source=("joint",),
        to=("joint",),
        who=guards.of_holder,
        guards=(on.somebody_to_chase, on.not_chased_today),
        effect=joint.chase_helpers,
    ),
    Move(
        "take_lead",
        _("接手主办"),
        source=TOGETHER,
        to=TOGETHER,
        who=on.asked_to_lead,
        effect=joint.take_lead,
        aside=True,
    ),
    Move(
        "decline_lead",
        _("不接手主办"),
        source=TOGETHER,
        to=(),
        who=on.asked_to_lead,
        form=ReasonForm,
        effect=joint.decline_lead,
    ),
    Move(
        "add_helper",
        _("增派协办"),
        source=TOGETHER,
        to=("joint",),
        who=on.lead_or_desk,
        form=forms.HelperForm,
        guards=(
            guards.not_an_accusation,
            passing.not_to_the_accused,
            on.a_unit_that_works,
            on.not_the_lead_itself,
            on.asked_once,
            on.due_before_the_main,
            on.identity_with_a_reason,
            on.passes_what_it_knows,
        ),
        effect=joint.add_helper,
        aside=True,
    ),
    Move(
        "ask_again",
        _("再请协办"),
        source=TOGETHER,
        to=("joint",),
        who=on.lead_with_an_answer,
        form=forms.AskAgainForm,
        guards=(on.names_an_answered_one, on.due_before_the_main),
        effect=joint.ask_again,
        aside=True,
    ),
    Move(
        "let_wait",
        _("协办暂缓"),
        source=("joint",),
        to=(),
        who=on.lead_or_desk,
        form=forms.LetWaitForm,
        guards=(on.names_an_open_one, on.waits_while_there_is_time),
        effect=joint.let_wait,
        aside=True,
    ),
    Move(
        "recall_helper",
        _("撤回协办"),
        source=("joint",),
        to=TOGETHER,
        who=on.lead_or_desk,
        form=forms.RecallForm,
        guards=(on.names_an_open_one,),
        effect=joint.recall_helper,
        aside=True,
    ),
    Move(
        "hand_lead",
        _("改由协办单位主办"),
        source=TOGETHER,
        to=(),
        who=on.lead_with_helpers,
        form=forms.HandLeadForm,
        guards=(on.leads_after_assisting,),
        effect=joint.hand_lead,
        aside=True,
    ),
    Move("urge_helper", _("协办逾期"), source=("joint",), to=(), who=is_system, effect=joint.urge_helper),
)
