"""Giving villages that an office entered by name the codes of the official table (对码).

Set-up numbers villages by itself when it is told names only. The first table then has other codes for them, and
one village's made-up code may be another's real one: taken by code alone, the two would swap names.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lianxin.places.intake.table import Row
from lianxin.places.models import Area, AreaSuccession
from lianxin.places.rules import VILLAGES, plain, within

VILLAGE_LEVEL = 5
TOWN = 9


@dataclass(frozen=True)
class Recoding:
    """Which area gets which code, and the rows whose code is held by a village the table doesn't know."""

    codes: dict[int, tuple[str, str]]
    taken: dict[str, str]


def align(rows: Collection[Row]) -> Recoding:
    """Recode villages known by name under another code in the same township; inside `in_county`."""
    towns = {row.parent for row in rows if row.level == VILLAGE_LEVEL}
    here = list(
        Area.objects.filter(within(tuple(sorted(towns))), kind__in=VILLAGES, valid_to=None).values_list(
            "pk", "code", "name"
        )
    )
    plan = planned(rows, here)
    kept = set(AreaSuccession.objects.filter(new__in=list(plan.codes)).values_list("new_id", flat=True))
    codes = {pk: pair for pk, pair in plan.codes.items() if pk not in kept}
    recode(codes)
    return Recoding(codes, plan.taken)


def planned(rows: Collection[Row], here: Iterable[tuple[int, str, str]]) -> Recoding:
    """Who would get which code."""
    official = {row.code: plain(row.name) for row in rows if row.level == VILLAGE_LEVEL}
    by_code = {code: (pk, name) for pk, code, name in here}
    astray: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for code, (pk, name) in by_code.items():
        if official.get(code) != name:
            astray.setdefault((code[:TOWN], name), []).append((pk, code))
    codes: dict[int, tuple[str, str]] = {}
    for code, name in official.items():
        found = astray.get((code[:TOWN], name), [])
        if len(found) == 1 and by_code.get(code, (0, ""))[1] != name:
            codes[found[0][0]] = (found[0][1], code)
    taken = {}
    for pk, (_old, code) in list(codes.items()):
        holder = by_code.get(code)
        if holder is not None and holder[0] not in codes:
            taken[code] = holder[1]
            del codes[pk]
    return Recoding(codes, taken)


def recode(codes: dict[int, tuple[str, str]]) -> None:
    """Write the new codes, those of what lies below too; by way of codes nobody has, since some swap."""
    moved: dict[int, str] = {}
    for old, new in codes.values():
        for pk, code in Area.objects.filter(within((old,))).values_list("pk", "code"):
            moved[pk] = new + code[len(old) :]
    areas = list(Area.objects.filter(pk__in=moved))
    for area in areas:
        area.code = f"~{area.pk}"[:18]
    Area.objects.bulk_update(areas, ["code"], batch_size=200)
    for area in areas:
        area.code = moved[area.pk]
    Area.objects.bulk_update(areas, ["code"], batch_size=200)
