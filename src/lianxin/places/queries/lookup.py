"""Finding an area by name, former name, initials, sound or code, at a cost that doesn't grow with the country.

Every question is about one county (some thousand areas) and gives at most what a page can show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from lianxin.places.models import Area, AreaName
from lianxin.places.pinyin import folded, heard
from lianxin.places.queries import existing
from lianxin.places.rules import letters, plain, prefix, within

MOST = 20
LEAST = 2  # a single letter or character names too much
SELECT_MOST = 60
"""The longest list of areas that is still a plain <select> [DEF], edition 2026-11."""


@dataclass(frozen=True)
class Hit:
    """One area found: its key, its name, what it lies in, and the former name it was found by."""

    key: int
    name: str
    where: str
    kind: str
    former: str = ""

    @property
    def label(self) -> str:
        """The area in one line, to be chosen."""
        return f"{self.name} · {self.where}" if self.where else self.name


def search(
    words: str, *, scopes: tuple[str, ...], kinds: Sequence[str], on: date, most: int = MOST
) -> tuple[list[Hit], bool]:
    """Areas of these kinds that the words may mean, the likeliest first, and whether there are more.

    The words are a name or a part of it, a former name, pinyin or its initials, or a code. 陈家村 also finds
    程家村 and 成家村, after what is written just so (XC-10).
    """
    typed = plain(words)
    if not typed:
        return [], False
    here = existing(on).filter(within(scopes), kind__in=kinds)
    by_former = former_names(typed, on=on)
    ranks = likeliest(typed, by_former)
    found = here.filter(any_of(ranks)).annotate(
        rank=Case(
            *[When(one, then=Value(place)) for place, one in enumerate(ranks)],
            default=Value(len(ranks)),
            output_field=IntegerField(),
        )
    )
    rows = list(found.select_related("parent").order_by("rank", "code")[: most + 1])
    return [hit(area, by_former.get(area.pk, "")) for area in rows[:most]], len(rows) > most


def likeliest(typed: str, by_former: dict[int, str]) -> list[Q]:
    """The ways these words may mean an area, the surest first."""
    small = typed.lower()
    if small.isascii() and small.isdigit():
        return [Q(code=small), within((small,)), Q(name__contains=typed)]
    if small.isascii():
        key = folded(small)
        ways = [Q(initials=small), letters(small, "initials"), letters(key, "sound")] if key else []
        return [*ways, Q(pk__in=by_former), Q(name__icontains=typed)]
    _initials, key = heard(typed)
    ways = [Q(name=typed), Q(name__startswith=typed), Q(pk__in=by_former), Q(name__contains=typed)]
    return [*ways, Q(sound=key), letters(key, "sound")] if key else ways


def scopes_called(words: str, *, on: date, most: int = MOST) -> tuple[str, ...]:
    """What the areas span that the words name: by name or a part of it, a former name, pinyin or its initials.

    By mere sound only where none is written so.
    """
    typed = plain(words)
    if len(typed) < LEAST:
        return ()
    ways = likeliest(typed, former_names(typed, on=on))
    surest = ways if typed.isascii() else ways[:4]
    found = list(existing(on).filter(any_of(surest)).order_by("code")[:most])
    if not found and len(ways) > len(surest):
        found = list(existing(on).filter(any_of(ways)).order_by("code")[:most])
    return tuple(sorted({scope for area in found for scope in area.scopes}))


def any_of(ways: Iterable[Q]) -> Q:
    """At least one of these."""
    found = Q()
    for way in ways:
        found |= way
    return found


def former_names(typed: str, *, on: date) -> dict[int, str]:
    """The former name by which each area may be meant; no more than a page shows."""
    small = typed.lower()
    if small.isascii():
        named = (
            letters(small, "initials") | letters(folded(small), "sound") if folded(small) else Q(name=typed)
        )
    else:
        named = Q(name__contains=typed) | Q(sound=heard(typed)[1])
    rows = AreaName.objects.filter(named).order_by("-until").values_list("area_id", "name")[:MOST]
    own = dict(rows)
    ended = Area.objects.filter(valid_to__lt=on).filter(named).values_list("pk", "name")[:MOST]
    return own | successors_named(dict(ended))


def successors_named(ended: dict[int, str]) -> dict[int, str]:
    """What took the place of areas that ended, each under the old name."""
    if not ended:
        return {}
    rows = Area.objects.filter(precessions__old__in=list(ended)).values_list("pk", "precessions__old_id")
    return {key: ended[old] for key, old in rows if old in ended}


def hit(area: Area, former: str) -> Hit:
    """An area as a list shows it; its parent came along."""
    where = area.parent.name if area.parent_id and area.parent else ""
    return Hit(area.pk, area.name, where, area.kind, former)


def below(parent: Area, *, kinds: Sequence[str], on: date, most: int = MOST) -> list[Hit]:
    """What lies directly inside an area, in the official order."""
    rows = existing(on).filter(parent=parent, kind__in=kinds).select_related("parent").order_by("code")
    return [hit(area, "") for area in rows[:most]]


def of_kinds(scopes: tuple[str, ...], kinds: Sequence[str], *, on: date) -> QuerySet[Area]:
    """The areas of these kinds inside these scopes, in the official order."""
    return existing(on).filter(within(scopes), kind__in=kinds).order_by("code")


def named_of_kinds(
    scopes: tuple[str, ...], kinds: Sequence[str], *, on: date, most: int
) -> list[tuple[int, str, str]]:
    """Key, name and the prefix of what lies inside, of at most so many; plain values, for a box of many choices."""
    rows = of_kinds(scopes, kinds, on=on).values_list("pk", "name", "code", "kind")[:most]
    return [(pk, name, prefix(code, kind)) for pk, name, code, kind in rows]


def found_by_key(key: int, *, scopes: tuple[str, ...], kinds: Sequence[str] | None, on: date) -> Area | None:
    """One area that exists and lies in these scopes, with its parent."""
    here = existing(on).filter(within(scopes), pk=key)
    found = here if kinds is None else here.filter(kind__in=kinds)
    return found.select_related("parent").first()


def hit_of(key: int) -> Hit | None:
    """The area with this key, past ones included, as a list shows it."""
    area = Area.objects.select_related("parent").filter(pk=key).first()
    return hit(area, "") if area else None
