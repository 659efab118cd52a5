"""The county has moved: nothing more happens here, and whoever comes is told where it went (已迁出)."""

from django.db import transaction

from lianxin.kernel.actor import system
from lianxin.kernel.chain import lock_head
from lianxin.kernel.context import current_county
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.models.event import AccessEntry, ChainHead, Event
from lianxin.kernel.relocation.leaving import EXPORTED

CHAIN, MOVED, STAYS = Event.CHAIN, "county.moved", "county.stays"


class WorkedSince(Exception):
    """Somebody worked here after the county was written into its file; `count` entries of the logs are not in it."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class NeverExported(Exception):
    """The county was never written into a file."""


@transaction.atomic
def close(where: str) -> None:
    """Close the current county's log, for good unless `reopen`. Raises chain.Closed, NeverExported, WorkedSince."""
    lock_head(CHAIN)
    exported = Event.objects.filter(row_kind="installation", row_id=0, move=EXPORTED).order_by("-seq").first()
    if exported is None:
        raise NeverExported
    since = Event.objects.filter(seq__gt=exported.seq).exclude(move__in=[MOVED, STAYS]).count()
    since += AccessEntry.objects.filter(at__gt=exported.recorded_at).count()
    if since:
        raise WorkedSince(since)
    append([EventDraft("installation", 0, MOVED, by=system(current_county()))])
    ChainHead.objects.filter(chain=CHAIN).update(closed=where)


@transaction.atomic
def reopen() -> bool:
    """Take it back; False when the county's log is not closed."""
    opened = ChainHead.objects.filter(chain=CHAIN).exclude(closed="").update(closed="")
    if opened:
        append([EventDraft("installation", 0, STAYS, by=system(current_county()))])
    return bool(opened)
