"""Whoever is shown a visitor's name or telephone in clear is on record, once for each visit (访问留痕)."""

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.kernel.models.event import AccessEntry
from lianxin.matters.ledger import row_kind
from lianxin.reception.models import Visit

IDENTITY = "identity"


def note_look(visit: Visit, *, by: Actor) -> None:
    """The form of the talk, or of who came, is about to be shown with what they said of themselves."""
    if not (visit.name or visit.phone or visit.speakers.exists()):
        return
    seen = AccessEntry.objects.filter(row_kind=row_kind(visit), row_id=visit.pk, what=IDENTITY)
    if not seen.filter(actor_id=by.account).exists():
        looked(row_kind(visit), visit.pk, by=by, what=IDENTITY, reason=_("接谈"))
