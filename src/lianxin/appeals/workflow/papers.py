"""The move by which a sheet that came back is filed: 归入纸件. It changes no state; the log says which form."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import papers
from lianxin.appeals.workflow.states import EVERY
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds
from lianxin.matters.workflow import Move

MOVES = (
    Move(
        "paper",
        _("归入纸件"),
        source=EVERY,
        to=(),
        who=either(
            guards.of_holder, holds(Role.CLERK, Role.TRIAGE, Role.REVIEWER, Role.CALLBACK, Role.DISCIPLINE)
        ),
        effect=papers.file_paper,
        elsewhere=True,
    ),
)
