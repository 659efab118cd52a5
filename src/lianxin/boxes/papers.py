"""Who may fetch the photos of openings and slips; read when the site starts, asked at each download (附件)."""

from lianxin.boxes.models import Opening, Slip
from lianxin.matters.fetching import guard_by_gate

guard_by_gate("opening", Opening)
guard_by_gate("slip", Slip)
