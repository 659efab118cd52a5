"""What was done in a quarter, for everybody (公开): counts by class, place and month, without anybody's cell."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.figures import Scope, callbacks
from lianxin.appeals.models import AppealClass, Appellant
from lianxin.insight.rules.public import Cell, Row, Shown, guarded, part_of
from lianxin.insight.rules.quarters import Quarter
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import midnight
from lianxin.matters.queries import following_states
from lianxin.places.models import Area
from lianxin.places.queries.maps import Map
from lianxin.places.rules import TOWNSHIPS

RECEIVED, DONE = 0, 1
COLUMNS = 2
Label = Callable[["Seen"], str]


@dataclass(frozen=True)
class Seen:
    """One matter in one column: where, of which class, in which month, of whom."""

    column: int
    area: int | None
    category: int | None
    at: datetime
    people: frozenset[object]


def public_content(quarter: Quarter, area: str, *, by: Actor, k: int) -> dict[str, Any]:
    """Everything the page of one quarter and place shows, as plain JSON: numbers, names of classes and places.

    A township's page has its villages only: by class or month it could be taken from the county's page, and what is
    left would be its neighbour's small cell.
    """
    start, end = midnight(quarter.since), midnight(quarter.until + timedelta(days=1))
    scope = Scope(by, area)
    seen = matters_seen(scope, start, end)
    places, townships = place_labels(seen, quarter, area)
    tables = {"place": table(seen, lambda one: places.get(one.area, _("没有地点")), k)}
    if not area:
        tables |= whole_county(seen, quarter, k)
    total = [cell(one for one in seen if one.column == column) for column in range(COLUMNS)]
    return {
        "k": k,
        "received": shown(total[RECEIVED], k),
        "done": shown(total[DONE], k),
        "satisfied": None if area else satisfied(scope, start, end, k),
        "by_township": bool(townships),
        "tables": {name: plain(found) for name, found in tables.items()},
        "areas": {code: name for name, code in townships.items() if is_shown(tables["place"], name)},
    }


def whole_county(seen: Sequence["Seen"], quarter: Quarter, k: int) -> dict[str, Shown | None]:
    """The tables only the whole county has: by class, by month."""
    months = {day.month: f"{day.month}{_('月')}" for day in quarter.months}
    classes = class_labels()
    return {
        "class": table(seen, lambda one: classes.get(one.category or 0, _("没有分类")), k),
        "month": table(
            seen, lambda one: months[timezone.localdate(one.at).month], k, order=list(months.values())
        ),
    }


def matters_seen(scope: Scope, start: datetime, end: datetime) -> list[Seen]:
    """What came in and what was closed in the span, each in its column."""
    counted = scope.matters().exclude(state__in=[*following_states(), "voided"])
    received = counted.filter(filed_at__gte=start, filed_at__lt=end)
    done = counted.filter(closed_at__gte=start, closed_at__lt=end, state__in=("closed", "archived"))
    found = []
    for column, rows, at in ((RECEIVED, received, "filed_at"), (DONE, done, "closed_at")):
        people = people_of(rows)
        values = rows.order_by().values_list("pk", "area_id", "appeal__category_id", at)
        found += [
            Seen(column, area, category, moment, people.get(key, frozenset({key})))
            for key, area, category, moment in values
        ]
    return found


def people_of(rows: Any) -> Mapping[int, frozenset[object]]:
    """Who speaks in each matter; somebody unknown is one person."""
    found: dict[int, set[object]] = defaultdict(set)
    speakers = Appellant.objects.filter(matter_id__in=rows.order_by().values("pk"))
    for key, matter, person, phone in speakers.values_list("pk", "matter_id", "person_id", "phone_index"):
        found[matter].add(("person", person) if person else ("phone", phone) if phone else ("row", key))
    return {matter: frozenset(people) for matter, people in found.items()}


def cell(rows: Any) -> Cell:
    """How many, of whom."""
    seen = list(rows)
    return Cell(len(seen), frozenset().union(*(one.people for one in seen)) if seen else frozenset())


def table(seen: Sequence[Seen], label: Label, k: int, *, order: Sequence[str] = ()) -> Shown | None:
    """One table, guarded."""
    groups: dict[str, list[Seen]] = {name: [] for name in order}
    for one in seen:
        groups.setdefault(label(one), []).append(one)
    names = list(order) or sorted(groups, key=lambda name: (-len(groups[name]), name))
    rows = [
        Row(
            name,
            tuple(cell(one for one in groups[name] if one.column == column) for column in range(COLUMNS)),
        )
        for name in names
    ]
    return guarded(rows, k=k)


def class_labels() -> dict[int, str]:
    """The name of the first level above each class, in its own edition."""
    rows = list(AppealClass.objects.values_list("pk", "edition", "code", "path", "name"))
    tops = {(edition, code): name for _pk, edition, code, _path, name in rows}
    return {
        pk: tops.get((edition, (path or code).split("/")[0]), name) for pk, edition, code, path, name in rows
    }


def place_labels(
    seen: Sequence[Seen], quarter: Quarter, area: str
) -> tuple[dict[int | None, str], dict[str, str]]:
    """The name under which each area counts: its township where the county has several, else its village.

    And the townships by name, with the prefix under which each has a page of its own.
    """
    areas = {row.pk: row for row in Area.objects.filter(pk__in={one.area for one in seen if one.area})}
    towns = {} if area else {code: key for key, code in townships_of(areas.values()).items()}
    if len(towns) > 1:
        labels: dict[int | None, str] = {
            key: towns.get(row.code[:9], row.name_on(quarter.until)) for key, row in areas.items()
        }
        return labels, {name: code for code, name in towns.items()}
    standing = Map(quarter.until).standing(areas.values())
    villages = {row.pk: row for row in Area.objects.filter(pk__in={one.area for one in standing.values()})}
    return {key: villages[one.area].name_on(quarter.until) for key, one in standing.items()}, {}


def townships_of(areas: Any) -> dict[str, str]:
    """The townships these areas lie in: prefix by name."""
    codes = {f"{row.code[:9]}000" for row in areas}
    rows = Area.objects.filter(code__in=codes, kind__in=TOWNSHIPS).values_list("name", "code")
    return {name: code[:9] for name, code in rows}


def shown(total: Cell, k: int) -> int | None:
    """A total, or nothing where it is about few."""
    return None if total.small(k) else total.count


def satisfied(scope: Scope, start: datetime, end: datetime, k: int) -> dict[str, Any] | None:
    """Of those who said how content they are with what was closed, how many are."""
    told = callbacks(scope, start, end)
    whole = Cell(told.rated, frozenset(range(told.rated)))
    part = part_of(whole, Cell(told.content, frozenset(range(told.content))), k=k)
    if part is None or not told.rated:
        return None
    return {"n": part.count, "at_least": part.at_least, "d": told.rated}


def plain(found: Shown | None) -> dict[str, Any] | None:
    """A table as JSON."""
    if found is None:
        return None
    return {
        "rows": [[row.label, *(one.count for one in row.cells)] for row in found.rows],
        "merged": found.merged,
        "rest": [one.count for one in found.rest],
    }


def is_shown(found: Shown | None, label: str) -> bool:
    """Whether a table has a line of its own for this."""
    return found is not None and any(row.label == label for row in found.rows)
