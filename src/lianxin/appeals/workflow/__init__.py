"""The appeal's table (诉求流程), edition 2026-11: from D.3 of the domain model, as far as it is built."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.limits import LIMITS
from lianxin.appeals.queries import gate
from lianxin.appeals.workflow import answering, ending, filing, handling, triage
from lianxin.appeals.workflow.states import STATES
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Workflow, register
from lianxin.places.queries import series_of

APPEAL = register(
    Workflow(
        code="appeal",
        edition="2026-11",
        label=_("诉求"),
        model=Matter,
        states=STATES,
        moves=(*filing.MOVES, *triage.MOVES, *handling.MOVES, *answering.MOVES, *ending.MOVES),
        limits=LIMITS,
        gate=gate,
        series=series_of,
    )
)
