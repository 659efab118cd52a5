"""Moves that write down what was said: 登记, 历史补录, 又来反映."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import filing
from lianxin.appeals.actions.splitting import split
from lianxin.appeals.forms.contact import ContactForm
from lianxin.appeals.guards import splitting
from lianxin.appeals.workflow.states import OPEN
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system
from lianxin.matters.workflow import Move

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
        effect=filing.register,
    ),
    Move(
        "backfill",
        _("历史补录"),
        source=(),
        to=("closed",),
        who=desk,
        guards=(guards.words_present, guards.not_from_the_future, guards.answered),
        effect=filing.backfill,
    ),
    Move(
        "split",
        _("拆分"),
        source=(),
        to=("registered",),
        who=holds(Role.TRIAGE),
        guards=(guards.words_present, splitting.splits_no_accusation, splitting.splits_what_is_open),
        effect=split,
    ),
    Move(
        "contact",
        _("又来反映"),
        source=OPEN,
        to=(),
        who=holds(Role.CLERK, Role.TRIAGE),
        form=ContactForm,
        guards=(guards.reachable_if_named, guards.not_from_the_future),
        effect=filing.contact_again,
    ),
)
