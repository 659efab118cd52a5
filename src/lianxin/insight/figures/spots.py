"""Where the same is said again and again (高发地点), proposed as 每月一题 with what may be shown of the place (D.6).

A place is an area as low as it is known, and in it what an address begins with before its door. What comes from one
house only, or can't be told from a house, is shown as its village.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from lianxin.appeals.figures.again import raised
from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.topics import SHOWN, class_names, voice
from lianxin.insight.rules.doors import digest_of, door_of, place_of
from lianxin.insight.terms import Topics
from lianxin.kernel.exports import slices
from lianxin.kernel.figures.registry import Asked, Query
from lianxin.matters.models import Matter
from lianxin.places.models import Area
from lianxin.places.rules import AreaKind

TWO = 2
OF_APPEAL = ("appeal__category_id", "appeal__address")
WHO = ("appellants__phone_index", "appellants__person_id")
HOUSES = (AreaKind.BUILDING,)
Where = tuple[int, int, str]


@dataclass
class Spot:
    """What was said of one class at one place: matters, voices, doors, days."""

    matters: set[int] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    doors: set[str] = field(default_factory=set)
    days: list[datetime] = field(default_factory=list)


@dataclass(frozen=True)
class Proposal:
    """A place that is proposed for 每月一题; `category` and `village` are what the form is filled in with."""

    category: int
    village: int
    label: str
    place: str
    people: int
    count: int
    first: date
    last: date
    address: str


def proposals(asked: Asked, terms: Topics, homes: Homes) -> list[Proposal]:
    """The places where most people spoke of one class in the last so many days."""
    span = replace(asked, start=asked.end - timedelta(days=terms.days))
    found = {
        where: spot for where, spot in spots(span, terms.place).items() if len(spot.voices) >= terms.place
    }
    order = sorted(found, key=lambda where: (-len(found[where].voices), -len(found[where].matters), where))[
        :SHOWN
    ]
    if not order:
        return []
    home = homes.of({area for _class, area, _place in order})
    labels = class_names([one for one, *_ in order])
    query = Query("raised", timezone.localdate(span.start), asked.last_day)
    return [
        Proposal(
            category=where[0],
            village=home[where[1]],
            label=labels.get(where[0], "—"),
            place=shown(where, found[where], homes.areas[where[1]], homes.names.get(home[where[1]], "")),
            people=len(found[where].voices),
            count=len(found[where].matters),
            first=timezone.localdate(min(found[where].days)),
            last=timezone.localdate(max(found[where].days)),
            address=query.only("spot", f"{where[0]}-{where[1]}-{digest_of(where[2])}").address(),
        )
        for where in order
    ]


def spots(span: Asked, least: int) -> dict[Where, Spot]:
    """What was said where; who said it, and whether the reader may know of it, is asked where enough was said."""
    rows = Matter.objects.filter(span.spans("filed_at"), appeal__category__isnull=False, area__isnull=False)
    at: dict[Where, list[int]] = defaultdict(list)
    for key, area, category, address in rows.order_by().values_list("pk", "area_id", *OF_APPEAL):
        at[category, area, place_of(address)].append(key)
    enough = {key: where for where, keys in at.items() if len(keys) >= least for key in keys}
    found: dict[Where, Spot] = defaultdict(Spot)
    for part in slices(sorted(enough)):
        known = raised(span).filter(pk__in=part).order_by()
        told = known.values_list("pk", "filed_at", "appeal__address", *WHO)
        for key, filed, address, phone, person in told:
            hear(found[enough[key]], key, filed, address, voice(phone, person))
    return found


def hear(spot: Spot, key: int, at: datetime, address: str, who: str) -> None:
    """One more voice in one more matter."""
    spot.matters.add(key)
    spot.voices.add(who)
    spot.doors.add(door_of(address))
    spot.days.append(at)


def shown(where: Where, spot: Spot, area: Area, village: str) -> str:
    """What of a place may stand on a page: never a door, never one house."""
    one_house = len(spot.doors) < TWO
    parts: Collection[str] = (
        village or area.name,
        "" if area.name == village or (one_house and area.kind in HOUSES) else area.name,
        "" if one_house else where[2].removeprefix(village).removeprefix(area.name),
    )
    return "".join(dict.fromkeys(filter(None, parts)))
