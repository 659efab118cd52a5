"""Which rows may mean the same thing as a text, and why: found by its places first, then by its words (同一诉求).

Which of them the asker may know of is for the caller to say: this room knows neither matters nor who sees them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from lianxin.wording.choices import alike_terms
from lianxin.wording.models import Mark, Sketched
from lianxin.wording.queries.learnt import names, weights
from lianxin.wording.rules.likeness import Likeness, Where, compare
from lianxin.wording.rules.places import Place, read
from lianxin.wording.rules.reasons import spoken
from lianxin.wording.rules.sketches import (
    Sketch,
    drawn,
    keys_of,
    nearness,
    place_keys_of,
    plain,
    unpacked,
    whole_of,
    wording,
)

MOST_COMPARED, MOST = 120, 8


@dataclass(frozen=True)
class Like:
    """A row that may mean the same: the places both name, the words both say, how alike, whether it is proposed."""

    row_kind: str
    row_id: int
    places: Sequence[str]
    words: Sequence[str]
    score: float
    same: bool


def alike(
    title: str,
    text: str,
    *,
    at: datetime,
    row_kind: str = "matter",
    but: Collection[int] = (),
    within: timedelta | None = None,
    most: int = MOST,
) -> list[Like]:
    """The rows of the current county filed before that may mean the same thing, likeliest first.

    They are looked for `within` a time of the asker's own, or as far back as the office has set.
    """
    places = read(whole_of(title, text), names())
    said = wording(title, text, places)
    learnt = weights()
    asked = drawn(title, text, places, said, plain, learnt)
    return [
        Like(
            row_kind,
            row_id,
            named(likeness, places),
            spoken(text, said, other.grams),
            likeness.score,
            likeness.same,
        )
        for likeness, row_id, other in judged(asked, keys_of(asked), row_kind, at=at, within=within, but=but)[
            :most
        ]
    ]


def there_too(row_id: int, *, at: datetime, row_kind: str = "matter", most: int = MOST) -> list[int]:
    """The rows that may mean the same as one of their own kind at the same place, found by its places alone.

    Its text isn't read once more, and what names no place asks for nothing.
    """
    stored = Sketched.objects.filter(row_kind=row_kind, row_id=row_id).values_list("body", flat=True).first()
    if stored is None:
        return []
    asked = unpacked(stored)
    others = judged(asked, place_keys_of(asked), row_kind, at=at, within=None, but=[row_id])[:most]
    return [key for likeness, key, _ in others if likeness.where == Where.SAME]


def judged(
    asked: Sketch,
    keys: Sequence[int],
    row_kind: str,
    *,
    at: datetime,
    within: timedelta | None,
    but: Collection[int],
) -> list[tuple[Likeness, int, Sketch]]:
    """The rows that may mean the same as a sketch, found by these keys, likeliest first, each with how alike it is."""
    if not keys:
        return []
    terms = alike_terms()
    limits = terms.limits(learnt=bool(weights().texts))
    row_ids = found(keys, row_kind, at, within or terms.span, but)
    rows = Sketched.objects.filter(row_kind=row_kind, row_id__in=row_ids).values_list("row_id", "body")
    near = ((row_id, unpacked(body)) for row_id, body in rows if nearness(asked, body) >= limits.there)
    compared = ((compare(asked, other, limits), row_id, other) for row_id, other in near)
    alike_ones = [one for one in compared if one[0].same]
    return sorted(alike_ones, key=lambda one: (-one[0].score, -one[1]))


def found(
    keys: Sequence[int], row_kind: str, at: datetime, within: timedelta, but: Collection[int]
) -> list[int]:
    """The rows worth comparing: those with most of these keys, of as many the newest, at most so many."""
    near = Mark.objects.filter(mark__in=keys, row_kind=row_kind, at__gt=at - within, at__lte=at)
    rows = (
        near.values("row_id")
        .annotate(shared=Count("pk"), last=Max("at"))
        .order_by("-shared", "-last", "-row_id")
    )
    return [row["row_id"] for row in rows[: MOST_COMPARED + len(but)] if row["row_id"] not in but]


def named(likeness: Likeness, places: Sequence[Place]) -> list[str]:
    """The places both name, in the words of the text asked about."""
    if likeness.where != Where.SAME:
        return []
    shared = set(likeness.shared)
    return list(dict.fromkeys(one.text for one in places if one.points and plain(one.key) in shared))
