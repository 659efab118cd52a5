"""The closed matters the class suggestion is learnt from (语料): what was said, and the class it ended with.

Never an accusation, nor a matter in which somebody is named whom a wall keeps from it; never what follows another
(并案), what was voided, or what has no class. A class of an older edition counts as what it became.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import Count, QuerySet

from lianxin.appeals.models import Appeal
from lianxin.appeals.queries import classes
from lianxin.appeals.queries.walls import kept_apart
from lianxin.matters.models import Matter
from lianxin.wording.corpora import Example

LEARNT_FROM = ("closed", "archived")
AT_ONCE = 500


def closed() -> "QuerySet[Appeal]":
    """The appeals that may be learnt from."""
    matters = Matter.objects.filter(kind="appeal", state__in=LEARNT_FROM).exclude(kept_apart())
    return Appeal.objects.exclude(category=None).filter(matter__in=matters)


def codes_by_key() -> dict[int, tuple[str, ...]]:
    """The codes in force, from the top down, of every class ever given that has become one class."""
    known = classes.tree()
    images = classes.in_edition(known.edition)
    return {key: known.by_key[next(iter(ones))].codes for key, ones in images.items() if len(ones) == 1}


def tally() -> Mapping[tuple[str, ...], int]:
    """How many there are, by the codes of their class."""
    codes, found = codes_by_key(), Counter[tuple[str, ...]]()
    rows = closed().values("category_id").annotate(times=Count("pk")).order_by()
    for row in rows:
        if row["category_id"] in codes:
            found[codes[row["category_id"]]] += row["times"]
    return found


def examples(most: int) -> Iterator[Example]:
    """The latest so many."""
    codes = codes_by_key()
    rows = closed().filter(category__in=list(codes)).order_by("-matter__filed_at", "-pk")
    wanted = rows.values_list("matter__title", "text", "category_id", "matter__filed_at")[:most]
    for title, text, category, at in wanted.iterator(chunk_size=AT_ONCE):
        yield Example(title, text, codes[category], at)


def names() -> Mapping[str, str]:
    """The names of the classes in force, from the top down, by code."""
    known = classes.tree()
    return {row.code: " / ".join(known.names(row)) for row in known.rows}
