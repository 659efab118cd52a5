"""The matter somebody raised before, when they raise it again without anything new (重复诉求)."""

from lianxin.appeals.models import Appellant
from lianxin.kernel.numbering import parse
from lianxin.matters.models import Matter, RelationKind


def answered_earlier(matter: Matter, typed: str) -> Matter | None:
    """The matter of this number, if the same telephone or person raised it earlier and it was answered."""
    number = parse(typed)
    earlier = Matter.objects.filter(number=str(number)).exclude(pk=matter.pk).first() if number else None
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
