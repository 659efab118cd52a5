"""The table of a slot (场次流程): 排定 → 已公示 → 进行中 → 已结束, or 取消."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.reception.actions import slots
from lianxin.reception.actions.rights import arranges, runs
from lianxin.reception.forms import slots as forms
from lianxin.reception.models import Slot
from lianxin.reception.queries.slots import gate

SLOT = register(
    Workflow(
        code="reception.slot",
        edition="2026-12",
        label=_("接待场次"),
        model=Slot,
        states=(
            State("planned", _("排定"), _("排定")),
            State("published", _("已公示"), _("已公示")),
            State("open", _("进行中"), _("进行中")),
            State("ended", _("已结束"), _("已结束"), end=True),
            State("cancelled", _("取消"), _("取消"), end=True),
        ),
        moves=(
            Move(
                "plan",
                _("排定"),
                source=(),
                to=("planned",),
                who=arranges,
                guards=(slots.leader_and_substitute,),
                effect=slots.plan,
            ),
            Move(
                "publish",
                _("公示"),
                source=("planned",),
                to=("published",),
                who=arranges,
                effect=slots.publish,
            ),
            Move(
                "open",
                _("开始接待"),
                source=("published",),
                to=("open",),
                who=runs,
                guards=(slots.is_today,),
                effect=slots.open_,
            ),
            Move(
                "end",
                _("结束接待"),
                source=("open",),
                to=("ended",),
                who=runs,
                guards=(slots.every_visit_settled,),
                effect=slots.end,
            ),
            Move(
                "cancel",
                _("取消"),
                source=("planned", "published"),
                to=("cancelled",),
                who=arranges,
                form=forms.CancelForm,
                effect=slots.cancel,
                aside=True,
            ),
        ),
        limits=(),
        gate=gate,
    )
)
