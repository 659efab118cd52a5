"""Moves about who speaks for whom, none of which changes a state: 登记代为反映, 撤回委托, 登记代表和附议."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import speaking
from lianxin.appeals.forms import speaking as forms
from lianxin.appeals.guards import speaking as guards
from lianxin.appeals.workflow.states import OPEN
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.matters.workflow import Move

desk = holds(Role.CLERK, Role.TRIAGE)
SPOKEN = tuple(code for code in OPEN if code != "merged")

MOVES = (
    Move(
        "name_proxy",
        _("登记代为反映"),
        source=SPOKEN,
        to=(),
        who=desk,
        form=forms.ProxyForm,
        stops=(guards.one_proxy,),
        guards=(guards.somebody_speaks,),
        effect=speaking.name_proxy,
        aside=True,
    ),
    Move(
        "take_back",
        _("登记撤回委托"),
        source=(*SPOKEN, "closed"),
        to=(),
        who=holds(Role.CLERK, Role.TRIAGE, Role.CALLBACK),
        form=forms.TakeBackForm,
        guards=(guards.a_proxy_stands,),
        effect=speaking.take_back,
        aside=True,
    ),
    Move(
        "come_together",
        _("登记代表和附议"),
        source=SPOKEN,
        to=(),
        who=desk,
        form=forms.TogetherForm,
        guards=(guards.somebody_speaks, guards.at_most_five),
        effect=speaking.come_together,
        aside=True,
    ),
)
