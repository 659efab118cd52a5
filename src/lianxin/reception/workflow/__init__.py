"""The tables of reception: slots, swaps (接待流程)."""

from lianxin.reception.workflow.slots import SLOT
from lianxin.reception.workflow.swaps import SWAP

__all__ = ["SLOT", "SWAP"]
