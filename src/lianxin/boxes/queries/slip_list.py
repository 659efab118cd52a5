"""The list behind a figure of slips: where and when each came out, and what became of it (清单)."""

from typing import Any

from django.db.models import QuerySet

from lianxin.boxes.models import Slip
from lianxin.boxes.queries.openings import row_of
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible

MOST = 500


def listed(found: "QuerySet[Any]", *, by: Actor) -> dict[str, Any]:
    """The rows of the list, the latest first; of what the reader may not read only number and outcome."""
    rows = list(
        found.select_related("opening__box", "stub").order_by("-opening__opened_at", "opening_id", "number")[
            : MOST + 1
        ]
    )
    shown = rows[:MOST]
    open_to = set(visible(by, Slip).filter(pk__in=[one.pk for one in shown]).values_list("pk", flat=True))
    pairs = [(one.opening, row_of(one, readable=one.pk in open_to, carries=False)) for one in shown]
    return {"rows": pairs, "more": len(rows) > MOST, "most": MOST}
