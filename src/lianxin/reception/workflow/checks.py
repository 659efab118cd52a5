"""The table of a look at the spot (实地查看流程)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import either
from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.reception.actions import checks
from lianxin.reception.actions.kept_away import no_accusation, not_by_who_assists
from lianxin.reception.forms import checks as forms
from lianxin.reception.models import FieldCheck
from lianxin.reception.queries.checks import asked_it, asks, gate, goes
from lianxin.reception.rules.checks import CheckState

FIELD_CHECK = register(
    Workflow(
        code="reception.fieldcheck",
        edition="2026-12",
        label=_("实地查看"),
        model=FieldCheck,
        states=(
            State(CheckState.ASKED, CheckState.ASKED.label, CheckState.ASKED.label),
            State(CheckState.SEEN, CheckState.SEEN.label, CheckState.SEEN.label, end=True),
            State(CheckState.CALLED_OFF, CheckState.CALLED_OFF.label, CheckState.CALLED_OFF.label, end=True),
        ),
        moves=(
            Move(
                "ask",
                _("请人去看"),
                source=(),
                to=(CheckState.ASKED,),
                who=asks,
                form=forms.AskForm,
                guards=(no_accusation, not_by_who_assists, checks.not_by_the_accused),
                effect=checks.ask,
            ),
            Move(
                "see",
                _("记实地查看"),
                source=(CheckState.ASKED,),
                to=(CheckState.SEEN,),
                who=either(goes, asked_it),
                form=forms.SeenForm,
                effect=checks.see,
            ),
            Move(
                "call_off",
                _("不用看了"),
                source=(CheckState.ASKED,),
                to=(CheckState.CALLED_OFF,),
                who=asked_it,
                form=forms.CallOffForm,
                effect=checks.call_off,
                aside=True,
            ),
        ),
        limits=(),
        gate=gate,
    )
)
