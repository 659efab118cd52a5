"""The way of an opening: 计划 → 开箱 → 清点 → 登记 → 分办 → 反馈公示 → 归档 (BOX-01)."""

from django.utils.translation import gettext_lazy as _

from lianxin.boxes import guards
from lianxin.boxes.actions import openings
from lianxin.boxes.forms.openings import ArchiveForm, CancelForm, CountForm, OpenForm, PlanForm, RecountForm
from lianxin.boxes.models import Opening
from lianxin.boxes.queries.gates import HANDS, gate
from lianxin.kernel.policy import holds
from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow

hands = holds(*HANDS)
OPENED_BY = (
    guards.box_in_use,
    guards.not_in_the_future,
    guards.two_of_different_units,
    guards.seal_is_the_one,
    guards.broken_seal_is_told,
)

STATES = (
    State("planned", _("计划开箱"), _("还没有开箱")),
    State("opened", _("已开箱，待清点"), _("已开箱")),
    State("counted", _("已清点，待登记"), _("已开箱")),
    State("registered", _("已登记，待分办"), _("正在办")),
    State("sorted", _("已分办，待公示"), _("正在办")),
    State("published", _("已公示"), _("已公示")),
    State("archived", _("已归档"), _("已公示"), end=True),
    State("cancelled", _("已取消"), _("已取消"), end=True),
)

MOVES = (
    Move(
        "plan",
        _("排定开箱"),
        source=(),
        to=("planned",),
        who=hands,
        form=PlanForm,
        guards=(guards.box_in_use, guards.not_planned_twice),
        effect=openings.plan,
    ),
    Move(
        "open_now",
        _("现在开箱"),
        source=(),
        to=("opened",),
        who=hands,
        form=OpenForm,
        guards=OPENED_BY,
        effect=openings.open_now,
    ),
    Move(
        "open",
        _("开箱"),
        source=("planned",),
        to=("opened",),
        who=hands,
        form=OpenForm,
        guards=OPENED_BY,
        effect=openings.open_box,
    ),
    Move("cancel", _("取消"), ("planned",), ("cancelled",), hands, CancelForm, aside=True),
    Move(
        "count",
        _("清点"),
        source=("opened",),
        to=("counted",),
        who=hands,
        form=CountForm,
        guards=(guards.count_is_agreed,),
        effect=openings.count,
    ),
    Move(
        "recount",
        _("更正张数"),
        source=("counted",),
        to=(),
        who=hands,
        form=RecountForm,
        guards=(guards.count_is_agreed, guards.not_fewer_than_registered),
        effect=openings.recount,
        aside=True,
    ),
    Move(
        "finish",
        _("登记完毕"),
        source=("counted",),
        to=("registered",),
        who=hands,
        guards=(guards.every_slip_registered,),
    ),
    Move(
        "sort",
        _("分办完毕"),
        source=("registered",),
        to=("sorted",),
        who=hands,
        guards=(guards.every_slip_sorted,),
    ),
    Move("publish", _("反馈公示"), ("sorted",), ("published",), hands, effect=openings.publish),
    Move(
        "archive",
        _("归档"),
        source=("published",),
        to=("archived",),
        who=hands,
        form=ArchiveForm,
        guards=(guards.outcomes_add_up,),
        effect=openings.archive,
    ),
)

OPENING_FLOW = register(
    Workflow(
        code="boxes.opening",
        edition="2026-12",
        label=_("开箱"),
        model=Opening,
        states=STATES,
        moves=MOVES,
        limits=(),
        gate=gate,
    )
)
