"""Who may fetch the files of rows that anybody may fetch who may know of the row (附件)."""

from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import guard_attachments
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Stateful
from lianxin.matters.queries import visible


def guard_by_gate(row_kind: str, model: type[Stateful]) -> None:
    """Let whoever may know of a row fetch its files; asked anew at each download."""

    def may_fetch(by: Actor, attachment: Attachment) -> bool:
        return visible(by, model).filter(pk=attachment.row_id).exists()

    guard_attachments(row_kind, may_fetch)
