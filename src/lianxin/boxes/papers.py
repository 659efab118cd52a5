"""Who may fetch the photos of openings and slips; read when the site starts, asked at each download (附件)."""

from lianxin.boxes.models import Opening, Slip
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import guard_attachments
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.queries import visible


def of_opening(by: Actor, attachment: Attachment) -> bool:
    """Whoever sees the opening."""
    return visible(by, Opening).filter(pk=attachment.row_id).exists()


def of_slip(by: Actor, attachment: Attachment) -> bool:
    """Whoever reads the slip."""
    return visible(by, Slip).filter(pk=attachment.row_id).exists()


guard_attachments("opening", of_opening)
guard_attachments("slip", of_slip)
