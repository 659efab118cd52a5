"""Whether an id has moved a row before (重复送达)."""

from uuid import UUID

from lianxin.matters import ledger
from lianxin.matters.models import Stateful


def made_before(row: Stateful, client_id: UUID) -> bool:
    """Whether this client id has acted on the row."""
    return ledger.event_of(row, client_id) is not None
