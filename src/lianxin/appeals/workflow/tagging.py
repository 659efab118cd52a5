"""The move that puts tags on a matter and takes them off: 加标签. It changes no state, it has tags in the log."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import tags
from lianxin.appeals.forms.tags import TagForm
from lianxin.appeals.workflow.states import EVERY
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.matters.workflow import Move

MOVES = (
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
