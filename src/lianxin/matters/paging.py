"""Pages of a list by keys, not offsets: page 400 is as fast as the first (翻页)."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from lianxin.matters.models import Matter

Shown = TypeVar("Shown", bound=Model)
PAGE = 25
STILL = "still"  # in the key of a page: the clocks of what it lists stand still


def newest_first(
    found: QuerySet[Shown], after: str, *, by: str = "filed_at", most: int = 0
) -> tuple[list[Shown], str]:
    """One page of a list, the latest `by` this moment first, and the key of the next ("" at the end)."""
    most = most or PAGE
    moment, key = place_of(after)
    if moment is not None:
        found = found.filter(Q((f"{by}__lt", moment)) | Q((by, moment), ("pk__lt", key)))
    rows = list(found[: most + 1])
    if len(rows) <= most:
        return rows, ""
    return rows[:most], key_of(getattr(rows[most - 1], by), rows[most - 1].pk)


def due_first(found: QuerySet[Matter], after: str, *, most: int = 0) -> tuple[list[Matter], str]:
    """One page of what is due first, and the key of the next.

    What has no due time because its clocks stand still has pages of its own, after all others: so each page is one
    question, which an index answers in its order.
    """
    most = most or PAGE
    moment, key = place_of(after)
    still = after.startswith(STILL)
    if still:
        rows = list(found.filter(due_at=None, pk__gt=key)[: most + 1])
    else:
        dated = found.filter(due_at__isnull=False)
        if moment is not None:
            # The first half alone would do; with the second an index is entered at the right place.
            dated = dated.filter(Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=key), due_at__gte=moment)
        rows = list(dated[: most + 1])
    if len(rows) <= most:
        return rows, "" if still else STILL
    last = rows[most - 1]
    return rows[:most], key_of(last.due_at, last.pk)


def key_of(moment: datetime | None, row: int) -> str:
    """Where a page ended, as it stands in an address."""
    return f"{STILL if moment is None else round(moment.timestamp() * 1_000_000)}_{row}"


def place_of(after: str) -> tuple[datetime | None, int]:
    """The moment and the key where a page ended; neither for the first page, nor for an address nobody made."""
    at, _, key = after.partition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None, 0
    if not (at.isascii() and at.isdigit() and len(at) < 18):
        return None, int(key)
    return datetime.fromtimestamp(int(at) / 1_000_000, tz=timezone.get_default_timezone()), int(key)
