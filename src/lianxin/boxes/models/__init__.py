"""The tables of the opinion box: boxes and their faults, openings, slips and what they say."""

from lianxin.boxes.models.boxes import Box, BoxFault
from lianxin.boxes.models.openings import Opening
from lianxin.boxes.models.slips import Slip, Stub, Transcript

__all__ = ["Box", "BoxFault", "Opening", "Slip", "Stub", "Transcript"]
