"""Moves from above and from below that change no state: 催办, 督办, 领导批示, 申请上级协调.

There is none that keeps a resident from going higher, and there will be none (SYN-01).
"""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import supervision
from lianxin.appeals.forms import supervision as forms
from lianxin.appeals.guards import supervision as guards
from lianxin.appeals.workflow.states import OPEN
from lianxin.matters.workflow import Move

ANSWERED = ("closing", "callback")
# With a unit that has yet to do something; what waits for review or a callback is urged by nobody.
AT_WORK = ("to_sign", "working", "joint", "suspended", "rework")

MOVES = (
    Move(
        "urge",
        _("催办"),
        source=AT_WORK,
        to=(),
        who=guards.over_the_unit,
        guards=(guards.no_accusation, guards.with_a_unit, guards.not_urged_today),
        effect=supervision.urge,
        aside=True,
    ),
    Move(
        "supervise",
        _("督办"),
        source=AT_WORK,
        to=(),
        who=guards.over_the_unit,
        form=forms.SuperviseForm,
        guards=(guards.no_accusation, guards.with_a_unit, guards.answered_before),
        effect=supervision.supervise,
        aside=True,
    ),
    Move(
        "answer_supervision",
        _("答复督办"),
        source=(*AT_WORK, *ANSWERED),
        to=(),
        who=guards.answers_for_the_unit,
        form=forms.AnswerSupervisionForm,
        guards=(guards.notice_waits,),
        effect=supervision.answer_supervision,
        elsewhere=True,
    ),
    Move(
        "instruct",
        _("领导批示"),
        source=OPEN,
        to=(),
        who=guards.leads,
        form=forms.InstructForm,
        guards=(guards.no_accusation,),
        effect=supervision.instruct,
        aside=True,
    ),
    Move(
        "ask_upward",
        _("申请上级协调"),
        source=(*OPEN, "closed"),
        to=(),
        who=guards.may_go_higher,
        form=forms.UpwardForm,
        guards=(guards.no_accusation, guards.says_what, guards.asked_once),
        effect=supervision.ask_upward,
        aside=True,
    ),
    Move(
        "answer_upward",
        _("答复协调申请"),
        source=(*OPEN, "closed"),
        to=(),
        who=guards.over_the_unit,
        form=forms.AnswerUpwardForm,
        guards=(guards.request_waits,),
        effect=supervision.answer_upward,
        elsewhere=True,
    ),
)
