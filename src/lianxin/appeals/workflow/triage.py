"""Moves of the triage desk: 受理, 派单, 加标签."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import tags, triage
from lianxin.appeals.forms.tags import TagForm
from lianxin.appeals.forms.triage import AcceptForm, DispatchForm
from lianxin.appeals.workflow.states import EVERY
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.matters.workflow import Move

MOVES = (
    Move(
        "accept",
        _("受理"),
        source=("registered",),
        to=("to_dispatch",),
        who=holds(Role.TRIAGE),
        form=AcceptForm,
        effect=triage.accept,
    ),
    Move(
        "dispatch",
        _("派单"),
        source=("to_dispatch",),
        to=("to_sign",),
        who=holds(Role.TRIAGE),
        form=DispatchForm,
        guards=(guards.not_an_accusation, guards.not_pushed_down),
        effect=triage.dispatch,
    ),
    Move(
        "tag",
        _("加标签"),
        source=EVERY,
        to=(),
        who=holds(Role.TRIAGE),
        form=TagForm,
        effect=tags.tag,
    ),
)
