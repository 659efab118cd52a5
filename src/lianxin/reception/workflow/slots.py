"""The table of a slot (场次流程): 排定 → 已公示 → 进行中 → 已结束, or 取消."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.reception.actions import persons, slots, taking_off
from lianxin.reception.forms import slots as forms
from lianxin.reception.models import Slot
from lianxin.reception.queries.rights import arranges, runs
from lianxin.reception.queries.slots import gate

TO_COME = ("planned", "published")

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
                form=forms.PlanForm,
                guards=(
                    slots.arranges_this_kind,
                    slots.kind_is_held,
                    slots.not_in_the_past,
                    slots.nothing_at_that_time,
                    persons.leader_and_substitute,
                    persons.nobody_is_away,
                    persons.recorder_is_not_invited,
                ),
                effect=slots.plan,
            ),
            Move(
                "publish",
                _("公示"),
                source=("planned",),
                to=("published",),
                who=arranges,
                guards=(slots.in_time,),
                effect=slots.publish,
            ),
            Move(
                "publish_late",
                _("补公示"),
                source=("planned",),
                to=("published",),
                who=arranges,
                form=forms.ReasonForm,
                effect=slots.publish_late,
                aside=True,
            ),
            Move(
                "sign_in",
                _("签到"),
                source=("published", "open"),
                to=(),
                who=runs,
                form=forms.SignInForm,
                guards=(slots.is_today,),
                effect=persons.sign_in,
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
                "stay_away",
                _("来不了"),
                source=(*TO_COME, "open"),
                to=(),
                who=runs,
                form=forms.AbsentForm,
                effect=persons.stay_away,
                aside=True,
            ),
            Move(
                "put",
                _("换人"),
                source=(*TO_COME, "open"),
                to=(),
                who=arranges,
                form=forms.PutForm,
                guards=(
                    persons.has_heard_nobody,
                    persons.leader_and_substitute,
                    persons.nobody_is_away,
                    persons.recorder_is_not_invited,
                ),
                effect=persons.put,
                aside=True,
            ),
            Move(
                "take_off",
                _("撤人"),
                source=(*TO_COME, "open"),
                to=(),
                who=arranges,
                form=forms.TakeOffForm,
                guards=(taking_off.covered_without_them, taking_off.has_not_come),
                effect=taking_off.off,
                aside=True,
            ),
            Move(
                "alter",
                _("改时间、地点"),
                source=TO_COME,
                to=(),
                who=arranges,
                form=forms.AlterForm,
                guards=(persons.recorder_is_not_invited,),
                effect=slots.alter,
                aside=True,
            ),
            Move(
                "move",
                _("改期"),
                source=TO_COME,
                to=("cancelled",),
                who=arranges,
                form=forms.MoveDayForm,
                effect=slots.cancel,
                aside=True,
            ),
            Move(
                "cancel",
                _("取消"),
                source=TO_COME,
                to=("cancelled",),
                who=arranges,
                form=forms.ReasonForm,
                effect=slots.cancel,
                aside=True,
            ),
        ),
        limits=(),
        gate=gate,
    )
)
