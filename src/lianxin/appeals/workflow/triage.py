"""Moves of the triage desk: 受理, 派单, 要求补充, 当场办结, 不予受理, 转出, 紧急升级, and the system's own."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import triage
from lianxin.appeals.forms import triage as forms
from lianxin.appeals.guards import passing
from lianxin.appeals.workflow.states import BEFORE_CLOSING
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system
from lianxin.matters.workflow import Acting, Move, Timer

desk = holds(Role.CLERK, Role.TRIAGE)


def day_to_ask(acting: Acting) -> datetime | None:
    """On the day named when it was referred."""
    day: datetime | None = acting.data.get("remind_at")
    return day


MOVES = (
    Move(
        "accept",
        _("受理"),
        source=("registered",),
        to=("to_dispatch",),
        who=holds(Role.TRIAGE),
        form=forms.AcceptForm,
        guards=(guards.not_played_down, guards.accusation_stays),
        effect=triage.accept,
    ),
    Move(
        "dispatch",
        _("派单"),
        source=("to_dispatch",),
        to=("to_sign",),
        who=holds(Role.TRIAGE),
        form=forms.DispatchForm,
        guards=(
            guards.not_an_accusation,
            guards.not_pushed_down,
            passing.not_to_the_accused,
            passing.passing_has_a_reason,
        ),
        effect=triage.dispatch,
    ),
    Move(
        "need_info",
        _("要求补充"),
        source=("registered",),
        to=("need_info",),
        who=guards.may_ask_for_more,
        form=forms.NeedInfoForm,
        guards=(guards.something_missing, guards.asked_by_another),
        effect=triage.ask_for_more,
        aside=True,
    ),
    Move(
        "supply",
        _("补充"),
        source=("need_info", "closed"),
        to=("registered",),
        who=guards.may_supply,
        form=forms.SupplyForm,
        guards=(guards.something_said,),
        effect=triage.supply,
        aside=True,
    ),
    Move(
        "remind_info",
        _("提醒补充"),
        source=("need_info",),
        to=(),
        who=is_system,
        guards=(guards.a_day_since_the_reminder,),
        effect=triage.remind,
        after=(Timer("T2n", times=1 / 3), Timer("T2n", times=2 / 3)),
    ),
    Move(
        "lapse",
        _("逾期未补"),
        source=("need_info",),
        to=("closed",),
        who=is_system,
        guards=(guards.reminded_twice, guards.a_day_since_the_reminder),
        effect=triage.lapse,
        after=(Timer("T2n"),),
    ),
    Move(
        "answer_now",
        _("当场办结"),
        source=("registered",),
        to=("closed", "callback"),
        who=guards.took_it_down,
        form=forms.AnswerNowForm,
        guards=(guards.answerable_at_once,),
        effect=triage.answer_now,
        aside=True,
    ),
    Move(
        "allow_enquiry",
        _("同意按咨询办"),
        source=("registered",),
        to=(),
        who=guards.agrees_to_enquiry,
        form=forms.ReasonForm,
        effect=triage.agree_to_enquiry,
    ),
    Move(
        "propose_reject",
        _("提出不予受理"),
        source=("registered",),
        to=("reject_asked",),
        who=holds(Role.TRIAGE),
        form=forms.RejectForm,
        guards=(guards.known_reason, guards.answered_before_to_the_same),
        effect=triage.propose_rejection,
        aside=True,
    ),
    Move(
        "reject",
        _("同意不予受理"),
        source=("reject_asked",),
        to=("rejected",),
        who=guards.second_person,
        effect=triage.reject,
    ),
    Move(
        "keep",
        _("不同意，照常受理"),
        source=("reject_asked",),
        to=("registered",),
        who=guards.second_person,
        form=forms.ReasonForm,
        effect=triage.keep,
    ),
    Move(
        "refer",
        _("转出"),
        source=("to_dispatch",),
        to=("referred",),
        who=holds(Role.TRIAGE),
        form=forms.ReferForm,
        guards=(guards.asked_in_time, passing.passing_has_a_reason),
        effect=triage.refer,
    ),
    Move(
        "chase",
        _("该问转办结果了"),
        source=("referred",),
        to=(),
        who=is_system,
        effect=triage.chase,
        after=(Timer(at=day_to_ask),),
    ),
    Move(
        "record_result",
        _("登记转办结果"),
        source=("referred",),
        to=(),
        who=either(desk, holds(Role.DISCIPLINE)),
        form=forms.ResultForm,
        effect=triage.record_result,
    ),
)

# Beside the work of the day: they stand last among the buttons.
ANYTIME = (
    Move(
        "reach",
        _("已联系诉求人"),
        source=("registered", "reject_asked", "to_dispatch", "to_sign", "return_asked", "adjudicating"),
        to=(),
        who=desk,
        form=forms.ReachForm,
        effect=triage.reach,
    ),
    Move(
        "escalate",
        _("紧急升级"),
        source=BEFORE_CLOSING,
        to=(),
        who=guards.whoever_knows_of_it,
        form=forms.EscalateForm,
        effect=triage.escalate,
    ),
)
