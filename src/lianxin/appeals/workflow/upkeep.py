"""Moves that keep what runs in step with what an office has set: 时限调整."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import relimit
from lianxin.appeals.workflow.states import OPEN
from lianxin.kernel.policy import is_system
from lianxin.matters.workflow import Move

MOVES = (Move("relimit", _("时限调整"), source=OPEN, to=(), who=is_system, effect=relimit.follow_table),)
