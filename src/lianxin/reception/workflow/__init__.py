"""The tables of reception: slots, swaps (接待流程)."""

from lianxin.reception.workflow.slots import SLOT

__all__ = ["SLOT"]
