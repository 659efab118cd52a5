"""Areas as people pick and read them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.places.models import Area
from lianxin.places.rules import (
    OFFICIAL_LENGTH,
    TOWNSHIPS,
    parent_prefix,
    prefix,
    series,
    within,
)

INDENT = "\u3000"


def existing(on: date) -> QuerySet[Area]:
    """Areas that exist on this day."""
    return Area.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )


def area_by_code(code: str) -> Area | None:
    """The area with this code, past ones included."""
    return Area.objects.filter(code=code).first()


def code_of(area: int) -> str:
    """The code of an area; empty when there is no such area."""
    return Area.objects.filter(pk=area).values_list("code", flat=True).first() or ""


def scopes_of(area: int) -> tuple[str, ...]:
    """The prefixes of an area and its predecessors; none when there is no such area."""
    found = Area.objects.filter(pk=area).first()
    return found.scopes if found else ()


def areas_by_code_and_name(*, on: date, scopes: tuple[str, ...] | None = None) -> dict[str, int]:
    """Key of every area by its code and, as far as a name means one area only, by its name; for imports.

    The name may have that of what it lies in before it: 青禾镇樟荫村. With `scopes` only what lies inside.
    """
    found: dict[str, int] = {}
    names: dict[str, set[int]] = {}
    rows = existing(on) if scopes is None else existing(on).filter(within(scopes))
    for key, code, name, above in rows.order_by("code").values_list("pk", "code", "name", "parent__name"):
        found[code] = key
        for called in (name, f"{above or ''}{name}"):
            names.setdefault(called, set()).add(key)
    return found | {name: min(keys) for name, keys in names.items() if len(keys) == 1}


def series_of(area_id: int | None) -> str:
    """The number series of the township an area lies in; without an area, of the county's first township."""
    areas = Area.objects.filter(kind__in=TOWNSHIPS) if area_id is None else Area.objects.filter(pk=area_id)
    code = areas.order_by("code").values_list("code", flat=True).first()
    return series(code or "")


def full_name(area: Area) -> str:
    """The name from the county down, as written on a form: 云汀县青禾镇樟荫村.

    A group goes with the village it lies in now, whatever its code says.
    """
    lowest = area.parent if area.parent_id else None
    if lowest is not None and not area.code.startswith(lowest.prefix):
        return full_name(lowest) + area.name
    line = [area.name]
    step = parent_prefix(area.code, area.kind)
    above = {parent.prefix: parent for parent in Area.objects.filter(code__in=codes_above(area))}
    if step is not None and step not in above:
        step = step[:OFFICIAL_LENGTH]  # a building that lies in no group
    while step is not None and step in above:
        parent = above[step]
        line.append(parent.name)
        step = parent_prefix(parent.code, parent.kind)
    return "".join(reversed(line))


def codes_above(area: Area) -> list[str]:
    """The codes of the areas this one lies in."""
    own = prefix(area.code, area.kind)
    steps = [own[:length] for length in range(6, len(own), 3)]
    return [step.ljust(12, "0") for step in steps]


def names_of_areas(keys: Iterable[int]) -> dict[int, str]:
    """The names of these areas, by key."""
    wanted = list(keys)
    return dict(Area.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def areas_of_prefixes(prefixes: Iterable[str]) -> dict[str, str]:
    """The name of the area each of these scopes stands for; what no area has is left out."""
    by_code = {scope.ljust(OFFICIAL_LENGTH, "0"): scope for scope in prefixes}
    names = Area.objects.filter(code__in=by_code).values_list("code", "name")
    return {by_code[code]: name for code, name in names}


def scopes_named(words: Iterable[str], *, on: date) -> dict[str, list[str]]:
    """The scopes that each of these names or codes may mean on this day; none or several are for the asker."""
    asked = set(words)
    found: dict[str, list[str]] = {word: [] for word in asked}
    for area in existing(on).filter(Q(code__in=asked) | Q(name__in=asked)).order_by("code"):
        for word in {area.code, area.name} & asked:
            found[word].append(area.prefix)
    return found
