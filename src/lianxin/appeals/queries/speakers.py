"""Appeals by who speaks in them: a name, of now or of before, or a whole number (按姓名或号码查找).

Only who may see an identity finds by it (D.7): the desks by everybody's, others by the names that were given openly.
The index keeps keyed hashes of names, apart for those given openly and in confidence.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.appeal import hand_gate, own_gate
from lianxin.appeals.queries.case_papers import REVEALS
from lianxin.appeals.queries.joint import shared_with
from lianxin.appeals.queries.shielding import SHIELDED
from lianxin.appeals.rules import Identity
from lianxin.kernel import pieces, search
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.crypto import blind_index
from lianxin.people.queries.called import persons_called
from lianxin.people.queries.residents import ID_NUMBER, PHONE
from lianxin.people.rules.idnumber import LENGTH, tidy_id
from lianxin.people.rules.names import asked_keys, search_keys
from lianxin.people.rules.written_numbers import tidy_phone

MATTER = "matter"
OPEN, DESK = "open ", "desk "
DESKS = (Role.TRIAGE, Role.CALLBACK, Role.DISCIPLINE)
LEAST_DIGITS = 7


def keys_of_speakers(speakers: Iterable[Appellant]) -> list[str]:
    """By which keys the index finds these people; who wants to stay unknown has none."""
    return [
        (OPEN if one.identity == Identity.NAMED else DESK) + key
        for one in speakers
        if one.name
        for key in search_keys(one.name)
    ]


def spoken_by(by: Actor, typed: str, ear: bool) -> Q:
    """The appeals in which somebody of this name or number speaks, as far as this actor may know who does."""
    found, hands = Q(pk__in=[]), by.hands()
    for hand in hands:
        if not hand.holds(*REVEALS):
            continue
        desk = hand.holds(*DESKS)
        own = by_number(typed, desk=desk) if is_number(typed) else by_name(typed, desk=desk, ear=ear)
        if not desk:
            own &= ~Q(appeal__category__secret=True) & ~kept_from_unit(hand)
        if hand.holds(Role.HANDLER):  # who only assists isn't told who speaks, by a search neither (J13)
            own &= own_gate(hand) | shared_with(hand)
        found |= own & hand_gate(hand) if len(hands) > 1 else own
    return found


def kept_from_unit(hand: Actor) -> Q:
    """What this post reads as the unit that does the work, and isn't told who speaks in it."""
    if hand.holds(Role.CLERK):
        return Q(pk__in=[])
    return Q(appeal__type__in=SHIELDED, holder_id__in=hand.every_unit)


def is_number(typed: str) -> bool:
    """Whether a telephone or ID number was typed."""
    return len(re.sub(r"\D", "", typed)) >= LEAST_DIGITS


def by_name(typed: str, *, desk: bool, ear: bool) -> Q:
    """By the name that was given, and by every name of the resident it is linked to."""
    keys = asked_keys(typed, ear=ear)
    ranks = (OPEN, DESK) if desk else (OPEN,)
    hits = search.find_who(MATTER, [rank + key for rank in ranks for key in keys])
    linked = Appellant.objects.filter(person__in=persons_called(typed, ear=ear).values("pk"))
    return Q(pk__in=hits) | Q(pk__in=(linked if desk else openly(linked)).values("matter_id"))


def by_number(typed: str, *, desk: bool) -> Q:
    """By the whole number, given as one's own or written in the text."""
    number, digits = tidy_id(typed), tidy_phone(typed)
    phones = [blind_index(one, PHONE) for one in spellings(number, digits)]
    theirs = Q(phone_index__in=phones)
    if len(number) == LENGTH:
        theirs |= Q(person__id_number_index=blind_index(number, ID_NUMBER))
    own = Appellant.objects.filter(theirs)
    written = pieces.found_in(MATTER, {"id_number": number, "phone": digits, "landline": digits})
    said = Q(pk__in=written)
    if not desk:
        own = openly(own)
        hidden = Appellant.objects.filter(matter_id__in=written).exclude(identity=Identity.NAMED)
        said &= ~Q(pk__in=hidden.values("matter_id"))
    return Q(pk__in=own.values("matter_id")) | said


def spellings(number: str, digits: str) -> Sequence[str]:
    """A telephone number as it may have been given: as typed, digits only, a landline with its dash."""
    dashed = [f"{digits[:at]}-{digits[at:]}" for at in (3, 4)] if digits.startswith("0") else []
    return list(dict.fromkeys([number, digits, *dashed]))


def openly(speakers: "QuerySet[Appellant]") -> "QuerySet[Appellant]":
    """Those who gave their name openly."""
    return speakers.filter(identity=Identity.NAMED)
