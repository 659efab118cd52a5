"""Moves of the unit: 签收, 办理记录, 登记工程情况, 申请办结."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import handling, works
from lianxin.appeals.forms.handling import FinishForm, HandlingForm
from lianxin.appeals.forms.works import WorksForm
from lianxin.appeals.guards import joint
from lianxin.appeals.guards.ending import checklist_done
from lianxin.appeals.guards.works import works_recorded
from lianxin.appeals.limits import HANDLING
from lianxin.kernel.policy import is_system
from lianxin.matters.workflow import Move, Timer

MOVES = (
    Move(
        "sign",
        _("签收"),
        source=("to_sign",),
        to=("working",),
        who=guards.of_holder,
        guards=(guards.order_stands,),
        effect=handling.sign,
    ),
    Move(
        "urge_sign",
        _("逾期未签收"),
        source=("to_sign",),
        to=(),
        who=is_system,
        effect=handling.urge,
        after=(Timer("T2"),),
    ),
    Move(
        "count_signed",
        _("视同签收"),
        source=("to_sign",),
        to=("working",),
        who=is_system,
        guards=(guards.order_stands,),
        effect=handling.count_as_signed,
        after=(Timer("T2", times=2),),
    ),
    Move(
        "record",
        _("办理记录"),
        source=("working", "joint", "rework"),
        to=(),
        who=guards.of_holder,
        form=HandlingForm,
        effect=handling.record,
    ),
    Move(
        "record_works",
        _("登记工程情况"),
        source=("working", "joint", "rework"),
        to=(),
        who=guards.of_holder,
        form=WorksForm,
        effect=works.record_works,
        aside=True,
    ),
    Move(
        "finish",
        _("申请办结"),
        source=("working", "joint", "rework"),
        to=("closing",),
        who=guards.of_holder,
        form=FinishForm,
        stops=(joint.nobody_to_wait_for,),
        guards=(
            guards.resident_contacted,
            works_recorded,
            checklist_done,
            joint.names_each_part,
        ),
        effect=handling.finish,
        ends=(*HANDLING, "T13"),
    ),
)
