"""The visits of a slot that have no outcome yet (还没有结果的来访)."""

from lianxin.reception.models import Slot, Visit
from lianxin.reception.rules.visits import UNSETTLED


def unsettled(slot: Slot) -> int:
    """How many visits of the slot have no outcome; it can't end before it is none (RCP-06)."""
    return Visit.objects.filter(slot=slot, state__in=UNSETTLED).count()
