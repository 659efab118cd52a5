"""Moves about those a matter is said against, and the way of an accusation: 登记举报 … 核查办结, 转上级纪检."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import discipline, triage
from lianxin.appeals.forms.discipline import AccusedForm, ConcludeForm, HandOverForm, InquiryForm, TakeUpForm
from lianxin.appeals.forms.triage import ReferForm
from lianxin.appeals.guards import discipline as wall, passing
from lianxin.appeals.rules import INQUIRED, SEALED_SERIES
from lianxin.appeals.workflow.states import BEFORE_CLOSING, BEFORE_DISPATCH
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system
from lianxin.matters.workflow import Move

desk = holds(Role.DISCIPLINE)

MOVES = (
    Move(
        "accuse",
        _("登记举报"),
        source=(),
        to=("sealed",),
        who=either(holds(Role.RESIDENT, Role.CLERK, Role.TRIAGE, Role.DISCIPLINE), is_system),
        guards=(
            guards.words_present,
            guards.not_from_the_future,
            guards.reachable_if_named,
            wall.desk_takes_it,
            wall.somebody_is_left,
        ),
        effect=discipline.accuse,
        series=SEALED_SERIES,
    ),
    Move(
        "hand_over",
        _("移交纪检"),
        source=BEFORE_CLOSING,
        to=("sealed",),
        who=holds(Role.TRIAGE),
        form=HandOverForm,
        guards=(wall.desk_takes_it, wall.somebody_is_left),
        effect=discipline.hand_over,
        aside=True,
    ),
    Move(
        "name_accused",
        _("写明被反映对象"),
        source=(*BEFORE_DISPATCH, *INQUIRED),
        to=(),
        who=wall.names_accused,
        form=AccusedForm,
        guards=(wall.somebody_named, wall.somebody_is_left),
        effect=discipline.name_accused,
        aside=True,
    ),
    Move(
        "take_up",
        _("纪检受理"),
        source=("sealed",),
        to=("inquiring",),
        who=desk,
        form=TakeUpForm,
        guards=(wall.somebody_is_left,),
        effect=discipline.take_up,
    ),
    Move(
        "inquire",
        _("核查记录"),
        source=("inquiring",),
        to=(),
        who=desk,
        form=InquiryForm,
        effect=discipline.inquire,
    ),
    Move(
        "conclude",
        _("核查办结"),
        source=("inquiring",),
        to=("closed",),
        who=desk,
        form=ConcludeForm,
        effect=discipline.conclude,
    ),
    Move(
        "refer_up",
        _("转上级纪检"),
        source=INQUIRED,
        to=("referred",),
        who=desk,
        form=ReferForm,
        guards=(guards.asked_in_time, passing.passing_has_a_reason),
        effect=triage.refer,
        aside=True,
    ),
)
