"""The move about being told: 改告知方式."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import telling
from lianxin.appeals.forms.telling import WayForm
from lianxin.appeals.workflow.states import OPEN
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds
from lianxin.matters.workflow import Move

MOVES = (
    Move(
        "choose_way",
        _("改告知方式"),
        source=OPEN,
        to=(),
        who=either(guards.with_receipt, holds(Role.CLERK, Role.TRIAGE, Role.CALLBACK)),
        form=WayForm,
        guards=(guards.somebody_to_tell,),
        effect=telling.choose_way,
    ),
)
