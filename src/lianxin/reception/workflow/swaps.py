"""The table of a wish to swap (调换流程): asked, then agreed, declined or withdrawn."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.reception.actions import swaps
from lianxin.reception.forms.swaps import SwapForm
from lianxin.reception.models import Swap
from lianxin.reception.queries.rights import asked, asks, takes_part
from lianxin.reception.queries.swaps import gate

SWAP = register(
    Workflow(
        code="reception.swap",
        edition="2026-12",
        label=_("换班"),
        model=Swap,
        states=(
            State("asked", _("等对方同意"), _("等对方同意")),
            State("agreed", _("已调换"), _("已调换"), end=True),
            State("declined", _("对方不同意"), _("对方不同意"), end=True),
            State("withdrawn", _("已收回"), _("已收回"), end=True),
        ),
        moves=(
            Move(
                "ask",
                _("请求调换"),
                source=(),
                to=("asked",),
                who=takes_part,
                form=SwapForm,
                guards=(swaps.both_lead,),
                effect=swaps.ask,
            ),
            Move(
                "agree",
                _("同意调换"),
                source=("asked",),
                to=("agreed",),
                who=asked,
                guards=(swaps.can_be_swapped,),
                effect=swaps.agree,
            ),
            Move(
                "decline",
                _("不同意调换"),
                source=("asked",),
                to=("declined",),
                who=asked,
                effect=swaps.decline,
            ),
            Move(
                "withdraw",
                _("收回请求"),
                source=("asked",),
                to=("withdrawn",),
                who=asks,
                effect=swaps.answer,
            ),
        ),
        limits=(),
        gate=gate,
    )
)
