"""The tables of the opinion box: boxes, their faults, openings, slips (意见箱流程)."""

from lianxin.boxes.workflow.boxes import BOX_FLOW, FAULT_FLOW
from lianxin.boxes.workflow.openings import OPENING_FLOW
from lianxin.boxes.workflow.slips import SLIP_FLOW

__all__ = ["BOX_FLOW", "FAULT_FLOW", "OPENING_FLOW", "SLIP_FLOW"]
