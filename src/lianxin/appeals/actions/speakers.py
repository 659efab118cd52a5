"""Who speaks: shown for a reason, and linked to a resident the desk knows (诉求人)."""

from datetime import datetime

from django.db import transaction

from lianxin.appeals.actions.filing import APPELLANT
from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.numbers import look_at
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.piece import SealedPiece
from lianxin.people.actions.record import record
from lianxin.people.actions.reveal import admit_look
from lianxin.people.models import Person

MATTER = "matter"


def reveal_speaker(appellant: Appellant, field: str, *, ground: str, words: str, by: Actor) -> str:
    """Name or phone in clear, with the look on record first (C3). Raises Refused beyond the day's quota."""
    admit_look(MATTER, appellant.matter_id, what=field, ground=ground, words=words, by=by)
    return str(getattr(appellant, field))


def reveal_number(piece: SealedPiece, *, ground: str, words: str, by: Actor) -> str:
    """A number of a text in clear, with the look on record first (C3). Raises Refused beyond the day's quota."""
    admit_look(MATTER, piece.row_id, what=look_at(piece), ground=ground, words=words, by=by)
    return piece.value


@transaction.atomic
def link_person(appellant: Appellant, person: Person | None, *, by: Actor, at: datetime) -> None:
    """Say which resident this is, or that it was a mistake (None); nothing else depends on it."""
    appellant.person = person
    appellant.save(update_fields=["person"])
    record(APPELLANT, appellant.pk, "appellant.linked", by=by, at=at, person=person.pk if person else None)
