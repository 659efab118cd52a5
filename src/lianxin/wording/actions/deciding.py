"""What the desk chose, kept beside what was proposed: how often it is taken, and what is learnt next (采用情况)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianxin.wording.choices import terms
from lianxin.wording.models import ClassSuggestion
from lianxin.wording.queries.classes import suggestion_of, sure_enough


def decided(
    row_kind: str, row_id: int, codes: Sequence[str], *, at: datetime
) -> tuple[ClassSuggestion, dict[str, Any]] | None:
    """The proposal for a row with what to write into it now that the desk gave a class; None without a proposal.

    A class chosen at a lower level than proposed is a proposal taken; chosen again later, the last choice counts.
    """
    row = suggestion_of(row_kind, row_id)
    if row is None:
        return None
    return row, {
        "chosen": "/".join(codes),
        "chosen_at": at,
        "shown": sure_enough(row, terms()),
        "taken": row.label in codes,
    }
