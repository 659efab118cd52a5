"""The tables of reception, by noun (接待)."""

from lianxin.reception.models.checks import CheckQuantity, FieldCheck
from lianxin.reception.models.kinds import Kind, Turn
from lianxin.reception.models.sameday import SameDay, Side
from lianxin.reception.models.slots import Leave, Slot, SlotChange, SlotPerson, Swap
from lianxin.reception.models.talks import Talk
from lianxin.reception.models.visits import OutcomeChange, Speaker, Visit

__all__ = [
    "CheckQuantity",
    "FieldCheck",
    "Kind",
    "Leave",
    "OutcomeChange",
    "SameDay",
    "Side",
    "Slot",
    "SlotChange",
    "SlotPerson",
    "Speaker",
    "Swap",
    "Talk",
    "Turn",
    "Visit",
]
