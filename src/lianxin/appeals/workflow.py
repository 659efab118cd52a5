"""The appeal's table (诉求流程), edition 2026-11: from D.3 of the domain model, as far as it is built."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import actions, forms, guards
from lianxin.appeals.limits import LIMITS
from lianxin.appeals.queries import gate
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Move, State, Workflow, register
from lianxin.places.queries import series_of

STATES = (
    State("registered", _("已登记"), _("已收到，正在受理"), limit="T2a"),
    State("to_dispatch", _("待派单"), _("已受理，正在确定承办单位"), limit="T2a"),
    State("to_sign", _("待签收"), _("已交承办单位"), limit="T2"),
    State("working", _("办理中"), _("正在办理")),
    State("closing", _("待审核"), _("办理完毕，正在审核答复"), limit="T11"),
    State("callback", _("待回访"), _("已答复，等待回访"), limit="T12"),
    State("rework", _("重办中"), _("按您的意见重新办理")),
    State("closed", _("已办结"), _("已办结"), end=True),
)

resident_or_desk = either(holds(Role.RESIDENT), holds(Role.CLERK, Role.TRIAGE), is_system)
desk = either(holds(Role.TRIAGE), is_system)

MOVES = (
    Move(
        "register",
        _("登记"),
        source=(),
        to=("registered",),
        who=resident_or_desk,
        guards=(guards.words_present, guards.not_from_the_future, guards.reachable_if_named),
        effect=actions.register,
    ),
    Move(
        "backfill",
        _("历史补录"),
        source=(),
        to=("closed",),
        who=desk,
        guards=(guards.words_present, guards.not_from_the_future, guards.answered),
        effect=actions.backfill,
    ),
    Move(
        "contact",
        _("又来反映"),
        source=tuple(state.code for state in STATES if not state.end),
        to=(),
        who=holds(Role.CLERK, Role.TRIAGE),
        form=forms.ContactForm,
        guards=(guards.reachable_if_named, guards.not_from_the_future),
        effect=actions.contact_again,
    ),
    Move(
        "accept",
        _("受理"),
        source=("registered",),
        to=("to_dispatch",),
        who=holds(Role.TRIAGE),
        form=forms.AcceptForm,
        effect=actions.accept,
    ),
    Move(
        "dispatch",
        _("派单"),
        source=("to_dispatch",),
        to=("to_sign",),
        who=holds(Role.TRIAGE),
        form=forms.DispatchForm,
        guards=(guards.not_an_accusation,),
        effect=actions.dispatch,
    ),
    Move(
        "sign",
        _("签收"),
        source=("to_sign",),
        to=("working",),
        who=guards.of_holder,
        guards=(guards.order_stands,),
        effect=actions.sign,
    ),
    Move(
        "record",
        _("办理记录"),
        source=("working", "rework"),
        to=(),
        who=guards.of_holder,
        form=forms.HandlingForm,
        effect=actions.record,
    ),
    Move(
        "finish",
        _("申请办结"),
        source=("working", "rework"),
        to=("closing",),
        who=guards.of_holder,
        form=forms.FinishForm,
        guards=(guards.resident_contacted,),
        effect=actions.finish,
    ),
    Move(
        "approve",
        _("同意办结"),
        source=("closing",),
        to=("callback",),
        who=guards.another_reviewer,
        effect=actions.approve,
    ),
    Move(
        "send_back",
        _("退回"),
        source=("closing",),
        to=("working",),
        who=guards.another_reviewer,
        form=forms.ReviewForm,
        effect=actions.send_back,
    ),
    Move(
        "call_back",
        _("回访"),
        source=("callback",),
        to=("closed", "rework"),
        who=guards.another_unit_calling,
        form=forms.CallbackForm,
        effect=actions.call_back,
    ),
    Move(
        "rate",
        _("评价"),
        source=("callback", "closed"),
        to=(),
        who=guards.own_receipt,
        form=forms.RatingForm,
        effect=actions.rate,
    ),
)


APPEAL = register(
    Workflow(
        code="appeal",
        edition="2026-11",
        label=_("诉求"),
        model=Matter,
        states=STATES,
        moves=MOVES,
        limits=LIMITS,
        gate=gate,
        series=series_of,
    )
)
