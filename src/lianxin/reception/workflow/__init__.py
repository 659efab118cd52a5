"""The tables of reception: slots, swaps, visits (接待流程)."""

from lianxin.reception.workflow.checks import FIELD_CHECK
from lianxin.reception.workflow.sameday import SAME_DAY
from lianxin.reception.workflow.slots import SLOT
from lianxin.reception.workflow.swaps import SWAP
from lianxin.reception.workflow.visits import VISIT

__all__ = ["FIELD_CHECK", "SAME_DAY", "SLOT", "SWAP", "VISIT"]
