"""Who may know of which boxes, openings and slips (D.7): by area, and of an accusation nobody but its desk."""

from django.db.models import Q

from lianxin.appeals.models import Accusation
from lianxin.appeals.queries.walls import said_against
from lianxin.boxes.models import Slip, Transcript
from lianxin.boxes.rules import Kind, Outcome
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.places.rules import within

HANDS = (Role.CLERK, Role.TRIAGE)
"""Who opens boxes and deals with slips."""
READERS = (*HANDS, Role.REVIEWER, Role.LEADER, Role.AUDITOR, Role.DISCIPLINE)
"""Who sees that boxes are opened, and what became of how many slips."""
WORD_READERS = (*HANDS, Role.LEADER)
"""Who reads what slips say."""
WAITING = ("sealed", "to_higher")
"""The states of an accusation that nobody here has taken yet."""

NOBODY = Q(pk__in=[])


def gate(by: Actor) -> Q:
    """Boxes, openings and faults in the areas of a reading post."""
    return seen_by(by, READERS)


def seen_by(by: Actor, roles: tuple[Role, ...]) -> Q:
    """Rows in the areas of this actor's posts that hold one of these roles; the system sees all."""
    if Role.SYSTEM in by.roles:
        return Q()
    found = NOBODY
    for hand in by.hands() if by.account is not None else ():
        if hand.holds(*roles):
            found |= within(hand.scopes, "area__code")
    return found


def slip_gate(by: Actor) -> Q:
    """Slips that say what anybody may read who deals with them, and for the discipline desk those that wait for it.

    An accusation doesn't exist here for anybody else, whoever typed it (BOX-02). Nor does any other slip that was
    passed on: by what may be opened and what may not nobody can tell which it was. Nor what one wrote oneself.
    """
    if Role.SYSTEM in by.roles:
        return Q()
    shut = Q(kind=Kind.ACCUSATION) | Q(outcome=Outcome.REFERRED) | of_matters_out_of_sight(by)
    read = seen_by(by, WORD_READERS) & ~shut
    if by.shuns.phones:
        own = Transcript.objects.filter(phone_index__in=by.shuns.phones)
        read &= ~Q(pk__in=own.values("slip_id"))
    return read | (seen_by(by, (Role.DISCIPLINE,)) & Q(kind=Kind.ACCUSATION, state="sealed"))


def of_matters_out_of_sight(by: Actor) -> Q:
    """Slips whose appeal turned out to accuse, or is said against this actor or their line: as it is itself."""
    accusing = Accusation.objects.values("matter_id")
    against = Matter.objects.filter(said_against(by)).values("pk")
    return Q(matter__in=accusing) | Q(matter__in=against)


def slip_of(key: int, *, by: Actor) -> Slip | None:
    """One slip this actor may read."""
    return visible(by, Slip).select_related("opening__box", "stub", "matter").filter(pk=key).first()


def slip_to_deliver(key: int, *, by: Actor) -> Slip | None:
    """An accusation on paper that somebody has to carry to the discipline body: its number, nothing of what it says."""
    if not by.holds(*HANDS):
        return None
    here = Slip.objects.filter(seen_by(by, HANDS), kind=Kind.ACCUSATION, state__in=WAITING)
    return here.select_related("opening__box").filter(pk=key).first()
