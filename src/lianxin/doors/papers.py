"""Who may fetch the papers of a matter; read when the site starts, asked at each download (附件)."""

from lianxin.doors.queries import MATTER
from lianxin.doors.rules import FROM_RESIDENT
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import guard_attachments, note_fetches
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Matter
from lianxin.matters.panels import sees_papers
from lianxin.matters.queries import visible
from lianxin.matters.seen import FETCHED, watch


def may_fetch(by: Actor, attachment: Attachment) -> bool:
    """Staff fetch what hangs on a matter they may see; its resident what was handed in with it.

    What the office adds while handling may speak of others, so a receipt does not open it.
    """
    if by.account is None and attachment.origin not in FROM_RESIDENT:
        return False
    matter = visible(by, Matter).filter(pk=attachment.row_id).first()
    return matter is not None and sees_papers(matter, by)


def note_fetch(by: Actor, attachment: Attachment) -> None:
    """Who takes a file of a matter whose looks are watched is on record."""
    matter = Matter.objects.filter(pk=attachment.row_id).first()
    if matter is not None:
        watch(matter, by=by, what=FETCHED)


guard_attachments(MATTER, may_fetch)
note_fetches(MATTER, note_fetch)
