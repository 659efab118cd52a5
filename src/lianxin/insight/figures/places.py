"""New matters by village, beside who lives there and who is never heard of (各村)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count as CountOf

from lianxin.appeals.figures.weekly import contacts, filed, is_counted
from lianxin.insight.figures.homes import Homes
from lianxin.insight.queries.contacts import address_of
from lianxin.insight.terms import RESIDENTS
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.registry import Asked, Query
from lianxin.places.models import Area
from lianxin.places.queries import existing
from lianxin.places.rules import VILLAGES, within

SHOWN = 12
NAMED = 60


@dataclass(frozen=True)
class Village:
    """One village: what is new, for every thousand residents where their number is known, how often people spoke."""

    name: str
    count: int
    contacts: int
    per_thousand: str
    address: str
    contacts_address: str


@dataclass(frozen=True)
class Places:
    """The villages with something new, the busiest first; `silent` are those where nobody spoke for weeks."""

    villages: Sequence[Village]
    others: int
    others_count: int
    contacts: int
    contacts_address: str
    silent: Sequence[str]
    all_villages: int

    @property
    def silent_named(self) -> Sequence[str]:
        """As many of their names as a page can take."""
        return self.silent[:NAMED]


def places(asked: Asked, new: Query, spoken_of: Query, homes: Homes, *, weeks: int) -> Places:
    """By the map of the last day of the span."""
    fresh = by_area(filed(asked).order_by().values_list("area_id").annotate(times=CountOf("pk")))
    spoken = by_area(voices(asked, asked))
    lately = by_area(voices(asked, earlier(asked, weeks)))
    villages = list(
        existing(asked.last_day).filter(within(asked.by.scopes), kind__in=VILLAGES).order_by("code")
    )
    home = homes.of({*fresh, *spoken, *lately})
    counts, calls, heard = (summed(found, home) for found in (fresh, spoken, lately))
    names = homes.names | {area.pk: area.name for area in villages}
    people = residents(villages)
    order = sorted(filter(None, counts), key=lambda key: (-counts[key], names.get(key, "")))
    lines = [
        Village(
            names.get(key, "—"),
            counts[key],
            calls.get(key, 0),
            per_thousand(counts[key], people.get(key)),
            new.only("village", str(key)).address(),
            address_of(spoken_of.only("village", str(key))),
        )
        for key in order[:SHOWN]
    ]
    return Places(
        villages=lines,
        others=len(order[SHOWN:]),
        others_count=sum(counts[key] for key in order[SHOWN:]),
        contacts=sum(spoken.values()),
        contacts_address=address_of(spoken_of),
        silent=[area.name for area in villages if not heard.get(area.pk)],
        all_villages=len(villages),
    )


def earlier(asked: Asked, weeks: int) -> Asked:
    """The same, over so many weeks up to its end."""
    return Asked(asked.by, asked.now, asked.end - timedelta(weeks=weeks), asked.end, asked.area, asked.unit)


def voices(asked: Asked, span: Asked) -> Iterable[tuple[int | None, int]]:
    """How often people spoke in a span, by the area of what they spoke about."""
    rows = contacts(span).filter(is_counted(asked, "matter_id"))
    return rows.order_by().values_list("matter__area_id").annotate(times=CountOf("pk"))


def by_area(rows: Iterable[tuple[int | None, int]]) -> dict[int, int]:
    """Counts by the key of the area; 0 for nowhere."""
    return {key or 0: times for key, times in rows}


def summed(counts: Mapping[int, int], home: Mapping[int, int]) -> dict[int, int]:
    """Counts by area added up by village."""
    sums: dict[int, int] = defaultdict(int)
    for key, times in counts.items():
        sums[home.get(key, key)] += times
    return dict(sums)


def residents(villages: Sequence[Area]) -> dict[int, int]:
    """How many people live in each village, as far as the office has said so."""
    told = value_of(RESIDENTS)
    found = {area.pk: told.get(area.code) or told.get(area.name) for area in villages}
    return {key: number for key, number in found.items() if number}


def per_thousand(count: int, people: int | None) -> str:
    """Matters for a thousand residents, to a tenth, half up; a dash where their number isn't known."""
    if not people:
        return "—"
    tenths = (20_000 * count + people) // (2 * people)
    return f"{tenths // 10}.{tenths % 10}"
