"""Who may fetch the files of projects: everybody what was posted, who works on it the papers of demolitions (附件)."""

from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import guard_attachments
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.fetching import guard_by_gate
from lianxin.renovation.models import Demolition, Project
from lianxin.renovation.queries.projects import DEMOLITION, PROJECT, own_projects, sees_projects


def may_fetch_paper(by: Actor, attachment: Attachment) -> bool:
    """A decision names whom it hits: only who works on projects of the area or unit reads it."""
    if by.account is None or not sees_projects(by, None):
        return False
    mine = own_projects(by).order_by().values("pk")
    return Demolition.objects.filter(pk=attachment.row_id, project__in=mine).exists()


guard_by_gate(PROJECT, Project)
guard_attachments(DEMOLITION, may_fetch_paper)
