"""The rows behind the numbers of reception, a page at a time (清单)."""

from datetime import datetime

from lianxin.appeals.models import Callback
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import NUMERATOR, Query
from lianxin.matters.paging import newest_first
from lianxin.reception.models import Visit


def visits_page(query: Query, after: str, *, by: Actor, now: datetime) -> tuple[list[Visit], str, int]:
    """Visits, the latest first, the key of the next page, and how many there are in all."""
    found = query.rows(NUMERATOR, by=by, now=now)
    shown = found.select_related("slot__kind").order_by("-taken_at", "-pk")
    rows, following = newest_first(shown, after, by="taken_at")
    return rows, following, found.count()


def calls_page(query: Query, after: str, *, by: Actor, now: datetime) -> tuple[list[Callback], str, int]:
    """Callbacks, the latest first."""
    found = query.rows(NUMERATOR, by=by, now=now)
    rows, following = newest_first(found.select_related("matter").order_by("-at", "-pk"), after, by="at")
    return rows, following, found.count()
