"""The table of a same-day dispute (当日事流程): 来反映 → 到场 → 告知, or another way."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.reception.actions import sameday
from lianxin.reception.actions.kept_away import no_accusation, not_by_who_assists
from lianxin.reception.forms import sameday as forms
from lianxin.reception.models import SameDay
from lianxin.reception.queries.sameday import gate, works_on
from lianxin.reception.rules.sameday import SameDayState as In

SAME_DAY = register(
    Workflow(
        code="reception.sameday",
        edition="2026-12",
        label=_("当日事"),
        model=SameDay,
        states=(
            State(In.RECEIVED, In.RECEIVED.label, In.RECEIVED.label),
            State(In.CONVENED, In.CONVENED.label, In.CONVENED.label),
            State(In.TOLD, In.TOLD.label, In.TOLD.label, end=True),
            State(In.PASSED_ON, In.PASSED_ON.label, In.PASSED_ON.label, end=True),
        ),
        moves=(
            Move(
                "receive",
                _("今天给结果"),
                source=(),
                to=(In.RECEIVED,),
                who=works_on,
                form=forms.ReceiveForm,
                guards=(no_accusation, not_by_who_assists, sameday.one_at_a_time),
                effect=sameday.receive,
            ),
            Move(
                "screen",
                _("法律核对"),
                source=(In.RECEIVED, In.CONVENED),
                to=(),
                who=works_on,
                form=forms.ScreenForm,
                effect=sameday.screen,
            ),
            Move(
                "convene",
                _("记到场"),
                source=(In.RECEIVED,),
                to=(In.CONVENED,),
                who=works_on,
                form=forms.ConveneForm,
                guards=(sameday.was_screened, sameday.no_danger, sameday.all_came, sameday.in_order),
                effect=sameday.convene,
            ),
            Move(
                "tell",
                _("记告知"),
                source=(In.CONVENED,),
                to=(In.TOLD,),
                who=works_on,
                form=forms.TellForm,
                guards=(sameday.in_order,),
                effect=sameday.tell,
            ),
            Move(
                "ask_side",
                _("问满意"),
                source=(In.TOLD,),
                to=(),
                who=works_on,
                form=forms.AskSideForm,
                guards=(sameday.asked_once, sameday.asked_alone),
                effect=sameday.ask_side,
            ),
            Move(
                "pass_on",
                _("走别的途径"),
                source=(In.RECEIVED, In.CONVENED),
                to=(In.PASSED_ON,),
                who=works_on,
                form=forms.PassOnForm,
                effect=sameday.pass_on,
                aside=True,
            ),
        ),
        limits=(),
        gate=gate,
    )
)
