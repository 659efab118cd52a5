"""The tables of reception, by noun (接待)."""

from lianxin.reception.models.kinds import Kind, Turn
from lianxin.reception.models.slots import Leave, Slot, SlotChange, SlotPerson, Swap

__all__ = ["Kind", "Leave", "Slot", "SlotChange", "SlotPerson", "Swap", "Turn"]
