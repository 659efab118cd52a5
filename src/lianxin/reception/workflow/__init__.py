"""The tables of reception: slots, swaps, visits (接待流程)."""

from lianxin.reception.workflow.slots import SLOT
from lianxin.reception.workflow.visits import VISIT

__all__ = ["SLOT", "VISIT"]
