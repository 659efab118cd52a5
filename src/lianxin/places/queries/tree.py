"""What the pages about areas read: one node, what lies in it a page at a time, and how it came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lianxin.places.models import Address, Area, AreaChange, AreaName, AreaSuccession
from lianxin.places.queries import existing
from lianxin.places.rules import TOWNSHIPS, AreaKind, within

PAGE = 50
CHANGES = 25
KNOWN = 200


def area(pk: int) -> Area | None:
    """One area with what it lies in, past ones included."""
    return Area.objects.select_related("parent__parent__parent__parent").filter(pk=pk).first()


@dataclass(frozen=True)
class Level:
    """One page of what lies in a node; `next` is the code after which the following page begins."""

    rows: Sequence[Area]
    next: str


def level(parent: Area | None, *, after: str, on: date) -> Level:
    """What lies directly in an area, or without one the townships, in the official order."""
    rows = existing(on)
    rows = rows.filter(kind__in=TOWNSHIPS) if parent is None else rows.filter(parent=parent)
    if after.isascii() and after.isdigit():
        rows = rows.filter(code__gt=after)
    page = list(rows.order_by("code")[: PAGE + 1])
    return Level(page[:PAGE], page[PAGE - 1].code if len(page) > PAGE else "")


def above(area: Area) -> list[Area]:
    """What an area lies in, the highest first."""
    line = list[Area]()
    step = area.parent if area.parent_id else None
    while step is not None and len(line) < len(AreaKind):
        line.insert(0, step)
        step = step.parent if step.parent_id else None
    return line


@dataclass(frozen=True)
class Kin:
    """Another area this one came from or went into, and by which decision."""

    area: Area
    change: AreaChange


def successors(area: Area) -> list[Kin]:
    """What took the place of an area, or was split off from it."""
    rows = AreaSuccession.objects.filter(old=area).exclude(new=None).select_related("new", "change")
    return [Kin(row.new, row.change) for row in rows.order_by("pk") if row.new is not None]


def predecessors(area: Area) -> list[Kin]:
    """What an area came from."""
    rows = AreaSuccession.objects.filter(new=area).select_related("old", "change").order_by("pk")
    return [Kin(row.old, row.change) for row in rows]


def former_names(area: Area) -> list[AreaName]:
    """What an area was called before, the latest first."""
    return list(AreaName.objects.filter(area=area).select_related("change").order_by("-until", "-pk"))


@dataclass(frozen=True)
class Line:
    """One decision with the areas it was about."""

    change: AreaChange
    words: str


def changes(*, before: int | None = None) -> tuple[list[Line], int | None]:
    """One page of decisions, the latest first, and the key before which the next page begins."""
    rows = AreaChange.objects.order_by("-pk")
    page = list((rows.filter(pk__lt=before) if before else rows)[: CHANGES + 1])
    shown = page[:CHANGES]
    words = in_words(shown)
    lines = [Line(change, words.get(change.pk, "")) for change in shown]
    return lines, shown[-1].pk if len(page) > CHANGES else None


def in_words(shown: Sequence[AreaChange]) -> dict[int, str]:
    """`樟荫村、楮溪村 → 樟溪村` for each decision."""
    olds: dict[int, dict[str, None]] = {}
    news: dict[int, dict[str, None]] = {}
    keys = [change.pk for change in shown]
    pairs = AreaSuccession.objects.filter(change__in=keys).order_by("pk")
    for change, old, new in pairs.values_list("change_id", "old__name", "new__name"):
        olds.setdefault(change, {})[old] = None
        if new:
            news.setdefault(change, {})[new] = None
    for change, old, new in AreaName.objects.filter(change__in=keys).values_list(
        "change_id", "name", "area__name"
    ):
        olds.setdefault(change, {})[old] = None
        if new != old:
            news.setdefault(change, {})[new] = None
    return {key: f"{listed(olds[key])} → {listed(news.get(key, {}))}".removesuffix(" → ") for key in olds}


def listed(names: dict[str, None]) -> str:
    """A few names in one line."""
    few = list(names)[:5]
    return "、".join(few) + ("…" if len(names) > len(few) else "")


def change(pk: int) -> AreaChange | None:
    """One decision."""
    return AreaChange.objects.filter(pk=pk).first()


def named(lines: Sequence[str], *, beside: Area) -> tuple[list[Area], list[str]]:
    """The areas these lines name, by code anywhere or by name in the same parent; and the lines nobody answers to."""
    digits = [line for line in lines if line.isascii() and line.isdigit()]
    here = Q(name__in=lines, parent_id=beside.parent_id) | Q(code__in=digits)
    rows = list(Area.objects.filter(here, valid_to=None).exclude(pk=beside.pk).select_related("parent"))
    found = {key: row for row in rows for key in (row.name, row.code)}
    return [found[line] for line in lines if line in found], [line for line in lines if line not in found]


def known(area: Area) -> list[Address]:
    """The places of an area that are offered, by name."""
    rows = Address.objects.filter(area=area, active=True).select_related("building")
    return list(rows.order_by("name", "room")[:KNOWN])


def known_names(scopes: tuple[str, ...]) -> list[str]:
    """The names of known places inside these scopes, for the list below a box; at most 200."""
    rows = Address.objects.filter(within(scopes, "area__code"), active=True)
    return list(rows.order_by("name").values_list("name", flat=True).distinct()[:KNOWN])


def address(pk: int) -> Address | None:
    """One known place with its area."""
    return Address.objects.select_related("area").filter(pk=pk).first()


def buildings(area: Area, *, on: date) -> list[tuple[int, str]]:
    """The buildings of a village, with those of its groups, for a plain <select>."""
    rows = existing(on).filter(within(area.scopes), kind=AreaKind.BUILDING).order_by("code")
    return list(rows.values_list("pk", "name")[:KNOWN])
