"""What was altered in a slot: after it had been posted it goes onto the notice (变更公示)."""

from lianxin.matters.workflow import Acting
from lianxin.reception.models import Slot, SlotChange
from lianxin.reception.rules.slots import Altered


def note(
    acting: Acting, slot: Slot, what: Altered, was: str, became: str, *, before_posting: bool = False
) -> None:
    """Have the notice of a slot posted anew with what was altered (RCP-02).

    Before it was posted at all nothing is kept, or, `before_posting`, only for the desk.
    """
    if slot.published_at is None and not before_posting:
        return
    acting.add(SlotChange(slot=slot, at=acting.now, what=what, was=was, became=became))
    if slot.published_at is None:
        return
    if slot is acting.row:
        slot.posted_at = acting.now
    else:
        acting.change(slot, posted_at=acting.now)
