"""Reading figures by the map of a day (按旧区划、按新区划): which area stands for which (XC-09)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianxin.places.models import Area, AreaName, AreaSuccession
from lianxin.places.rules import BELOW, VILLAGES, ChangeKind, within


@dataclass(frozen=True)
class Standing:
    """The area under which something is counted; `unsure` when the map of that day can't say exactly.

    A village split in two, or a count made after a merger and asked for by the old map: it stays where it was
    written down.
    """

    area: int
    unsure: bool = False


class Map:
    """The villages of one day; made once, then asked for every row of a table."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.after: dict[int, list[int]] = defaultdict(list)
        self.before: dict[int, list[int]] = defaultdict(list)
        pairs = AreaSuccession.objects.exclude(new=None).order_by("pk")
        for old, new, ended in pairs.values_list("old_id", "new_id", "ended"):
            if ended:
                self.after[old].append(new)
            self.before[new].append(old)
        moved = AreaName.objects.filter(change__kind=ChangeKind.MOVE).order_by("until")
        self.moved: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
        for area, until, parent in moved.values_list("area_id", "until", "parent_id"):
            self.moved[area].append((until, parent))

    def standing(self, areas: Iterable[Area]) -> dict[int, Standing]:
        """For each of these areas, what stands for it on the day: its village, or that one's kin of that day."""
        wanted = {area.pk: area for area in areas}
        homes = self.homes(list(wanted.values()))
        steps = self.reach(homes.values())
        known = {area.pk: area for area in Area.objects.filter(pk__in=steps)}
        return {key: self.follow(homes[key], known) for key in wanted}

    def reach(self, keys: Iterable[int]) -> set[int]:
        """These areas with everything before and after them."""
        found, open_ = set[int](), list(keys)
        while open_:
            key = open_.pop()
            if key not in found:
                found.add(key)
                open_ += [*self.after.get(key, ()), *self.before.get(key, ())]
        return found

    def homes(self, areas: list[Area]) -> dict[int, int]:
        """The village each area belongs to: groups and buildings go with the one they lay in on the day."""
        inner = [area for area in areas if area.kind in BELOW]
        villages = dict(
            Area.objects.filter(code__in={area.code[:12] for area in inner}, kind__in=VILLAGES).values_list(
                "code", "pk"
            )
        )
        homes = {area.pk: area.pk for area in areas}
        for area in inner:
            then = [parent for until, parent in self.moved.get(area.pk, ()) if until >= self.on]
            by_code = villages.get(area.code[:12])
            if then:
                homes[area.pk] = then[0] or area.pk
            elif self.moved.get(area.pk):
                homes[area.pk] = area.parent_id or area.pk
            else:
                homes[area.pk] = by_code or area.parent_id or area.pk
        return homes

    def follow(self, key: int, known: dict[int, Area]) -> Standing:
        """From one area along its line to the one that existed on the day."""
        seen = {key}
        while (area := known.get(key)) is not None:
            if area.valid_to is not None and area.valid_to < self.on:
                line = self.after.get(key, [])
            elif area.valid_from is not None and area.valid_from > self.on:
                line = self.before.get(key, [])
            else:
                return Standing(key)
            if len(line) != 1 or line[0] in seen:
                return Standing(key, unsure=True)
            key = line[0]
            seen.add(key)
        return Standing(key, unsure=True)


def standing_for(key: int, *, on: date) -> list[int]:
    """The areas for which this one stands on a day: what `by_village` adds up in its line."""
    chart = Map(on)
    kin = Area.objects.filter(pk__in=chart.reach([key]))
    scopes = tuple({scope for area in kin for scope in area.scopes})
    standing = chart.standing(Area.objects.filter(within(scopes)))
    return [area for area, stands in standing.items() if stands.area == key]


@dataclass(frozen=True)
class VillageLine:
    """One line of a table by village."""

    area: int
    name: str
    code: str
    count: int
    unsure: bool


def by_village(counts: dict[int, int], *, on: date) -> list[VillageLine]:
    """Counts by area added up by the villages of a day, in the official order; their sum stays the same."""
    areas = list(Area.objects.filter(pk__in=counts))
    standing = Map(on).standing(areas)
    sums: dict[int, int] = defaultdict(int)
    unsure = set[int]()
    for key, count in counts.items():
        stands = standing[key]
        sums[stands.area] += count
        if stands.unsure:
            unsure.add(stands.area)
    stand = Area.objects.filter(pk__in=sums).order_by("code")
    return [
        VillageLine(area.pk, area.name_on(on), area.code, sums[area.pk], area.pk in unsure) for area in stand
    ]
