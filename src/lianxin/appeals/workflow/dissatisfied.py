"""Moves after a bad rating, none of which changes a state or the rating: 差评核实, 差评整改, 提交评议, 评议."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import dissatisfied
from lianxin.appeals.forms import dissatisfied as forms
from lianxin.appeals.guards import dissatisfied as guards
from lianxin.appeals.limits import ASK_WHY, MEND
from lianxin.appeals.workflow.states import OPEN
from lianxin.matters.workflow import Move

# It may have been taken up again meanwhile.
AFTERWARDS = (*(code for code in OPEN if code != "merged"), "closed", "archived")

MOVES = (
    Move(
        "ask_why",
        _("差评核实"),
        source=AFTERWARDS,
        to=(),
        who=guards.asks_why,
        form=forms.AskWhyForm,
        guards=(guards.not_asked_yet,),
        effect=dissatisfied.ask_why,
        ends=(ASK_WHY,),
        elsewhere=True,
    ),
    Move(
        "put_right",
        _("差评整改"),
        source=AFTERWARDS,
        to=(),
        who=guards.puts_right,
        form=forms.PutRightForm,
        guards=(guards.asked_why,),
        effect=dissatisfied.put_right,
        ends=(MEND,),
        elsewhere=True,
    ),
    Move(
        "ask_panel",
        _("提交评议"),
        source=("closed", "archived"),
        to=(),
        who=guards.asks_a_panel,
        form=forms.AskPanelForm,
        guards=(guards.badly_rated, guards.lawful_outcome, guards.no_panel_yet),
        effect=dissatisfied.ask_panel,
        elsewhere=True,
    ),
    Move(
        "vote",
        _("评议"),
        source=("closed", "archived"),
        to=(),
        who=guards.may_judge,
        form=forms.VoteForm,
        guards=(guards.panel_waits, guards.judged_by_others),
        effect=dissatisfied.vote,
        elsewhere=True,
    ),
)
