"""Finding by words and by places for who reads only a part (检索): nobody finds by what they aren't shown (C9, J13).

The index knows every word of a matter. What it gives of a shielded one to the unit that works on it is looked at once
more in the text as that unit reads it, without the passages that may tell who speaks: what a search brings never tells
whether a word stands among those.
"""

from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, Q

from lianxin.appeals.models import Appellant, Order, SubOrder, WhistleCall
from lianxin.appeals.queries.appeal import only_helped, own_gate
from lianxin.appeals.queries.shielding import READS_WHO, SHIELDED, Shield, hide, shields
from lianxin.appeals.rules import Identity
from lianxin.kernel import search
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter

Read = Callable[[Matter, bool], Iterable[str]]


def said_to(by: Actor, words: str, hits: Q) -> Q:
    """What words find; who only assists finds a matter by what it was about, not by what was said later (J13)."""
    if by.holds(Role.HANDLER):
        whole = ~Q(kind="appeal") | Q(appeal__text__icontains=words) | Q(title__icontains=words)
        for hand in by.hands():
            whole |= own_gate(hand)
        hits &= whole
    return hits & ~Q(pk__in=unread(by, words, hits, wording))


def lying_at(by: Actor, place: str, hits: Q) -> Q:
    """What a place finds by the address that was given."""
    return hits & ~Q(pk__in=unread(by, place, hits, address))


def unread(by: Actor, typed: str, hits: Q, read: Read) -> list[int]:
    """Those of the hits in which what was typed stands nowhere in the part this actor reads."""
    if by.account is None or by.holds(*READS_WHO):
        return []
    matters = given_shielded(by, hits)
    known, helped = shields(matters, by=by), only_helped([one.pk for one in matters], by=by)

    def reads(matter: Matter, shield: Shield) -> bool:
        parts = (hide(one, shield) for one in read(matter, matter.pk in helped))
        return search.says("\n".join(parts), typed)

    return [one.pk for one in matters if known[one.pk].as_unit and not reads(one, known[one.pk])]


def wording(matter: Matter, helps: bool) -> Iterable[str]:
    """The words a matter is found by, as far as the index goes; an assistant reads none that came later."""
    later = () if helps else (one.words for one in matter.contacts.all())
    return [matter.title, matter.appeal.text, *later]


def address(matter: Matter, helps: bool) -> Iterable[str]:
    """Where it is, in the words of who speaks."""
    return [matter.appeal.address]


def given_shielded(by: Actor, hits: Q) -> list[Matter]:
    """The shielded ones among the hits that were given to a unit of this actor."""
    named = Appellant.objects.filter(matter=OuterRef("pk")).exclude(identity=Identity.NAMED)
    shielded = Q(appeal__type__in=SHIELDED) | Q(appeal__category__secret=True) | Q(Exists(named))
    # Each way by an index of its own.
    ways = [
        Q(holder__in=by.every_unit),
        *(
            Q(pk__in=way.objects.filter(unit__in=by.every_unit).values("matter_id"))
            for way in (Order, SubOrder, WhistleCall)
        ),
    ]
    first, *others = (Matter.objects.filter(hits, shielded, way).order_by().values("pk") for way in ways)
    keys = [row["pk"] for row in first.union(*others)]
    return list(Matter.objects.filter(pk__in=keys).prefetch_related("contacts")) if keys else []
