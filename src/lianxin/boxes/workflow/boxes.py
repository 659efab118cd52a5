"""设箱、停用; 箱体问题: reported, put right."""

from django.utils.translation import gettext_lazy as _

from lianxin.boxes import guards
from lianxin.boxes.actions import boxes
from lianxin.boxes.forms.boxes import BoxForm, FaultForm, MendForm
from lianxin.boxes.models import Box, BoxFault
from lianxin.boxes.queries.gates import HANDS, gate
from lianxin.kernel.policy import holds
from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow

EDITION = "2026-12"
hands = holds(*HANDS)
SOUND = (guards.code_is_free, guards.two_keys, guards.weekly_at_least)

BOX_FLOW = register(
    Workflow(
        code="boxes.box",
        edition=EDITION,
        label=_("意见箱"),
        model=Box,
        states=(
            State("in_use", _("在用"), _("在用")),
            State("retired", _("已停用"), _("已停用"), end=True),
        ),
        moves=(
            Move("set_up", _("设箱"), (), ("in_use",), hands, BoxForm, SOUND, boxes.set_up),
            Move("change", _("修改"), ("in_use",), (), hands, BoxForm, SOUND, boxes.set_up),
            Move("retire", _("停用"), ("in_use",), ("retired",), hands, guards=(guards.nothing_open,)),
        ),
        limits=(),
        gate=gate,
    )
)

FAULT_FLOW = register(
    Workflow(
        code="boxes.boxfault",
        edition=EDITION,
        label=_("箱体问题"),
        model=BoxFault,
        states=(
            State("reported", _("待处理"), _("待处理")),
            State("mended", _("已处理"), _("已处理"), end=True),
        ),
        moves=(
            Move("report", _("报箱体问题"), (), ("reported",), hands, FaultForm, effect=boxes.report_fault),
            Move("mend", _("处理好了"), ("reported",), ("mended",), hands, MendForm, effect=boxes.mend),
        ),
        limits=(),
        gate=gate,
    )
)
