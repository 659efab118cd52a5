"""Moves of the triage desk: 受理, 派单."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import triage
from lianxin.appeals.forms.triage import AcceptForm, DispatchForm
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
        guards=(guards.not_an_accusation,),
        effect=triage.dispatch,
    ),
)
