"""What many speak of (热点): class × village with the people behind it, beside the four weeks before (D.6 figure 10).

People are counted, not calls: one who calls forty times is one, and all who left nothing to tell them apart are one
together. What was merged is what many spoke of: it counts here. Of places only what no door can be read from is shown.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.figures.again import raised
from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.weekly import of_village
from lianxin.appeals.models import AppealClass
from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.weeks import BEFORE
from lianxin.insight.rules.doors import digest_of, place_of
from lianxin.insight.terms import Topics
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Query, register
from lianxin.matters.models import Matter

SHOWN = 10
WEEK = timedelta(days=7)
Cell = tuple[int, int]


def of_topic(rows: QuerySet[Matter], value: str, asked: Asked) -> QuerySet[Matter]:
    """Those of one class in one village: `12-34`; `none` for what has no place."""
    category, _dash, village = value.partition("-")
    found = rows.filter(appeal__category_id=int(category) if category.isdecimal() else None)
    return of_village(found, village, asked)


def of_spot(rows: QuerySet[Matter], value: str, asked: Asked) -> QuerySet[Matter]:
    """Those of one class at one place, by the digest of what is read from their addresses: `12-34-ab12…`."""
    category, area, digest = [*value.split("-"), "", ""][:3]
    if not (category.isdecimal() and area.isdecimal()):
        return rows.none()
    here = rows.filter(appeal__category_id=int(category), area_id=int(area))
    told = here.order_by().values_list("pk", "appeal__address")
    return here.filter(pk__in=[key for key, address in told if digest_of(place_of(address)) == digest])


RAISED = register(
    Figure(
        "raised",
        gettext_lazy("反映的件（含已并案）"),
        Unit.MATTER,
        gettext_lazy("这段时间里反映的件数，已并入别的件的也在内；作废的不算。"),
        raised,
        lists="matters",
        slices={"village": of_village, "topic": of_topic, "spot": of_spot},
        why=why,
    )
)


@dataclass(frozen=True)
class Topic:
    """One topic: how many people in how many matters this week, people a week before, and since when.

    `fresh`: nobody spoke of it in the four weeks before.
    """

    label: str
    place: str
    people: int
    count: int
    before: int
    first: date
    last: date
    address: str

    @property
    def fresh(self) -> bool:
        return self.before == 0

    @property
    def ratio(self) -> str:
        """How many times the mean of the four weeks before, to a tenth, half up."""
        if self.fresh:
            return "—"
        tenths = (2 * 10 * BEFORE * self.people + self.before) // (2 * self.before)
        return f"{tenths // 10}.{tenths % 10}"


@dataclass
class Heard:
    """What was said of one topic in a span: the matters, the voices of each week of it, first and last."""

    matters: set[int] = field(default_factory=set)
    weeks: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    days: list[datetime] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Everybody once a week."""
        return sum(len(voices) for voices in self.weeks.values())


def topics(asked: Asked, terms: Topics, query: Query, homes: Homes) -> list[Topic]:
    """The ten topics most people spoke of this week, of those that are many and many more than before."""
    now = heard(asked, homes, Q(appeal__category__isnull=False))
    many = {cell: one for cell, one in now.items() if one.people >= terms.people}
    if not many:
        return []
    earlier = replace(asked, start=asked.start - BEFORE * WEEK, end=asked.start)
    before = heard(earlier, homes, Q(appeal__category__in={category for category, _place in many}))
    risen = [
        cell
        for cell, one in many.items()
        if BEFORE * one.people >= terms.times * before.get(cell, NOTHING).people
    ]
    order = sorted(risen, key=lambda cell: (-now[cell].people, -len(now[cell].matters), cell))[:SHOWN]
    labels = class_names([category for category, _village in order])
    return [topic(cell, now[cell], before.get(cell, NOTHING), labels, homes.names, query) for cell in order]


NOTHING = Heard()


def topic(
    cell: Cell, now: Heard, before: Heard, labels: Mapping[int, str], places: Mapping[int, str], query: Query
) -> Topic:
    """One line, with the list behind its matters."""
    category, village = cell
    return Topic(
        label=labels.get(category, "—"),
        place=places.get(village, _("没有地点")),
        people=now.people,
        count=len(now.matters),
        before=before.people,
        first=timezone.localdate(min([*before.days, *now.days])),
        last=timezone.localdate(max(now.days)),
        address=query.only("topic", f"{category}-{village or 'none'}").address(),
    )


def heard(asked: Asked, homes: Homes, which: Q) -> dict[Cell, Heard]:
    """What was raised in a span, by class and village, with who spoke: one walk over it."""
    rows = raised(asked).filter(which).order_by()
    told = rows.values_list(
        *("pk", "filed_at", "area_id", "appeal__category_id"),
        *("appellants__phone_index", "appellants__person_id"),
    )
    lines = list(told)
    home = homes.of({area for _key, _at, area, *_rest in lines if area})
    found: dict[Cell, Heard] = defaultdict(Heard)
    for key, at, area, category, phone, person in lines:
        one = found[category, home.get(area, area) or 0]
        one.matters.add(key)
        one.days.append(at)
        one.weeks[(at - asked.start) // WEEK].add(voice(phone, person))
    return dict(found)


def voice(phone: str | None, person: int | None) -> str:
    """Who spoke, as far as they can be told apart; all others are one."""
    return phone or (f"#{person}" if person else "")


def class_names(keys: Collection[int]) -> dict[int, str]:
    """The names of classes by key."""
    return dict(AppealClass.objects.filter(pk__in=keys).values_list("pk", "name"))
