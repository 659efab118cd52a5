"""How many matters of a period count under each class, in whichever edition one reads (分类统计, XC-09)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from lianxin.appeals.queries import classes
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import Asked, listed

DEEP = 2  # the page shows the upper two levels


@dataclass(frozen=True)
class Counted:
    """One class with its matters; `asked` is the value of the list's filter that shows these very matters."""

    name: str
    level: int
    count: int
    asked: str


@dataclass(frozen=True)
class Counts:
    """The table: a matter counts once in each level; `apart` is what no class of the first level takes."""

    edition: str
    rows: list[Counted]
    apart: list[Counted]
    total: int


def counts(*, by: Actor, edition: str, since: date | None, until: date | None) -> Counts:
    """Counted over exactly what this actor's list shows; first levels and `apart` add up to the total."""
    asked = Asked(since=since, until=until)
    rows = listed(asked, by=by, now=clock.now()).order_by().values("appeal__category_id")
    given: Counter[int | None] = Counter(
        {row["appeal__category_id"]: row["times"] for row in rows.annotate(times=Count("pk"))}
    )
    known, images = classes.tree(edition), classes.in_edition(edition)
    shown = [row for row in known.rows if row.level <= DEEP]
    inside = {row.pk: {one.pk for one in known.rows if row.code in one.codes} for row in shown}
    found = [Counted(row.name, row.level, added(given, images, inside[row.pk]), str(row.pk)) for row in shown]
    none, lost = given[None], sum(given[key] for key in classes.counted_nowhere(edition))
    apart = [
        Counted(_("没有分类"), 1, none, classes.UNSET),
        Counted(_("新旧对照分不清，或没有对照"), 1, lost, f"{classes.NOWHERE}{edition}"),
    ]
    return Counts(edition, found, [one for one in apart if one.count], sum(given.values()))


def added(given: Counter[int | None], images: dict[int, frozenset[int]], inside: set[int]) -> int:
    """The matters whose class is, in this edition, wholly inside these."""
    return sum(given[key] for key, ones in images.items() if ones and ones <= inside)
