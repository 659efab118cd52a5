"""The matter somebody raised before, when they raise it again without anything new (重复诉求)."""

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.walls import accusing, said_against
from lianxin.kernel.actor import Actor
from lianxin.kernel.numbering import parse
from lianxin.matters.models import Matter, RelationKind


def answered_earlier(matter: Matter, typed: str, *, by: Actor) -> Matter | None:
    """The matter of this number, if the same telephone or person raised it earlier and it was answered.

    An accusation is none, nor what is said against whoever types the number: the answer would tell that there is one.
    """
    number = parse(typed)
    known = Matter.objects.filter(~(accusing() | said_against(by))).exclude(pk=matter.pk)
    earlier = known.filter(number=str(number)).first() if number else None
    if earlier is None or earlier.filed_at > matter.filed_at:
        return None
    if not earlier.replies.exclude(sent_at=None).exists():
        return None
    return earlier if keys_of(earlier) & keys_of(matter) else None


def keys_of(matter: Matter) -> set[tuple[str, object]]:
    """Who speaks in a matter, by telephone and by resident."""
    found = Appellant.objects.filter(matter=matter).values_list("phone_index", "person_id")
    return {
        (kind, key) for phone, person in found for kind, key in (("phone", phone), ("person", person)) if key
    }


def earlier_of(matter: Matter) -> Matter | None:
    """The matter this one repeats, as two persons found."""
    relation = (
        matter.relations.filter(kind=RelationKind.FOLLOWS, ended_at=None).select_related("other").first()
    )
    return relation.other if relation is not None else None
