"""What a figure is: declared once, and from that the number, the list behind it, the export and the frozen copy.

    register(Figure("new", _("新收诉求"), Unit.MATTER, formula=_("…"), numerator=filed, lists="matters"))
    tally({"now": (query, "numerator")}, by=actor, now=moment)

A side of a figure is a query set of rows, made for one actor, a span of days and a scope. The page counts it, the
list shows it, an export writes it, a frozen copy keeps its ids: nobody derives it a second time.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import Count as CountOf, QuerySet, Sum as SumOf, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode

from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Count, Rate, Unit

Text = str | Promise
NUMERATOR, DENOMINATOR = "numerator", "denominator"
SIDES = (NUMERATOR, DENOMINATOR)
NO_SLICE = ("", "")


@dataclass(frozen=True)
class Asked:
    """For whom rows are counted: the actor, the moments [start, end), the scope, and what time it is.

    `area` (a prefix of codes) was chosen; `scopes` are those of whoever froze a figure, to count by them again.
    """

    by: Actor
    now: datetime
    start: datetime
    end: datetime
    area: str = ""
    unit: int | None = None
    scopes: tuple[str, ...] | None = None

    def spans(self, moment: str) -> models.Q:
        """Whether this moment of a row lies in the span."""
        return models.Q((f"{moment}__gte", self.start), (f"{moment}__lt", self.end))

    @property
    def last_day(self) -> date:
        """The last day of the span."""
        return timezone.localdate(self.end - timedelta(microseconds=1))


Rows = Callable[[Asked], "QuerySet[Any]"]
Numbers = tuple[int, int | None]
Across = Callable[[Sequence[Asked]], Sequence[Numbers]]
Slice = Callable[["QuerySet[Any]", str, Asked], "QuerySet[Any]"]
Why = Callable[[Sequence[int], datetime], Mapping[int, str]]


def unexplained(rows: Sequence[int], since: datetime) -> Mapping[int, str]:
    """Nobody knows why these rows came or went."""
    return {}


@dataclass(frozen=True)
class Figure:
    """One figure of the office; without `denominator` a count, with it a rate.

    `formula` says in words what is counted, `below` what it is divided by. `slices` narrow it to a part, such as one
    channel. `lists` names the route that shows rows by the query in its address; `why` says of rows what happened to
    them since a moment; `edition` changes whenever what is counted does. A figure that is a `standing` one counts
    what stands at the end of the span. `across` gives both numbers of several spans, none of which meets another, by
    one question: what counting the rows of each by itself would give.
    """

    code: str
    name: Text
    unit: Unit
    formula: Text
    numerator: Rows
    lists: str
    denominator: Rows | None = None
    below: Text = ""
    slices: Mapping[str, Slice] = field(default_factory=dict)
    why: Why = unexplained
    edition: str = "2026-12"
    standing: bool = False
    across: Across | None = None
    weighs: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        return SIDES if self.denominator else (NUMERATOR,)

    def rows(self, side: str, asked: Asked) -> "QuerySet[Any]":
        """The rows of one side. Raises LookupError for a side it doesn't have."""
        made = self.denominator if side == DENOMINATOR else self.numerator
        if made is None or side not in SIDES:
            raise LookupError(f"figure {self.code!r} has no {side}")
        return made(asked)


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    """Make a figure known; each app does it once, where it declares it."""
    _figures[figure.code] = figure
    return figure


def figure_named(code: str) -> Figure:
    """The figure of this code. Raises LookupError."""
    if code not in _figures:
        raise LookupError(f"no figure {code!r}; there are {sorted(_figures)}")
    return _figures[code]


def figures() -> list[Figure]:
    """Every figure, by code."""
    return [_figures[code] for code in sorted(_figures)]


@dataclass(frozen=True)
class Query:
    """What was asked of a figure, in plain values: the same in an address, in a frozen copy and in an export."""

    code: str
    since: date
    until: date
    area: str = ""
    unit: int | None = None
    part: tuple[str, str] = NO_SLICE

    def __post_init__(self) -> None:
        """Raises LookupError for a figure or a slice there is none of, ValueError for days the wrong way round."""
        figure = figure_named(self.code)
        if self.part != NO_SLICE and self.part[0] not in figure.slices:
            raise LookupError(f"figure {self.code!r} has no part {self.part[0]!r}")
        if self.until < self.since:
            raise ValueError(f"{self.until} is before {self.since}")

    @property
    def figure(self) -> Figure:
        return figure_named(self.code)

    def plain(self) -> dict[str, str]:
        """The canonical parameters; what isn't set is left out."""
        all_of = {
            "figure": self.code,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "scope": self.area,
            "of_unit": "" if self.unit is None else str(self.unit),
            "part": "" if self.part == NO_SLICE else ":".join(self.part),
        }
        return {name: value for name, value in all_of.items() if value}

    @property
    def spelled(self) -> str:
        """As one word of a form; `read` understands it again."""
        return urlencode(self.plain())

    def address(self, side: str = NUMERATOR) -> str:
        """The list that shows exactly these rows."""
        asked = self.plain() | ({} if side == NUMERATOR else {"side": side})
        return f"{reverse(self.figure.lists)}?{urlencode(asked)}"

    def only(self, name: str, value: str) -> "Query":
        """The same of one part."""
        return replace(self, part=(name, value))

    def asked(self, *, by: Actor, now: datetime, scopes: tuple[str, ...] | None = None) -> Asked:
        """For this actor, at this moment."""
        start, end = midnight(self.since), midnight(self.until + timedelta(days=1))
        return Asked(by, now, start, end, self.area, self.unit, scopes)

    def rows(
        self, side: str, *, by: Actor, now: datetime, scopes: tuple[str, ...] | None = None
    ) -> "QuerySet[Any]":
        """The rows behind one side. Raises LookupError."""
        asked = self.asked(by=by, now=now, scopes=scopes)
        found = self.figure.rows(side, asked)
        name, value = self.part
        return self.figure.slices[name](found, value, asked) if name else found


def read(params: Mapping[str, Any]) -> Query | None:
    """The query of an address; None where it asks for no figure, or for what there is none of."""
    name, colon, value = params.get("part", "").partition(":")
    unit = params.get("of_unit", "")
    try:
        return Query(
            params.get("figure", ""),
            date.fromisoformat(params.get("since", "")),
            date.fromisoformat(params.get("until", "")),
            params.get("scope", ""),
            int(unit) if unit else None,
            (name, value) if colon else NO_SLICE,
        )
    except (LookupError, ValueError):
        return None


def midnight(day: date) -> datetime:
    """When a day begins, by the office's clock."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # made aware here


@dataclass(frozen=True)
class Told:
    """A figure as counted: its numbers, in words, with the addresses of its lists."""

    query: Query
    n: int
    d: int | None = None

    @property
    def figure(self) -> Figure:
        return self.query.figure

    @property
    def label(self) -> Text:
        return self.figure.name

    @property
    def formula(self) -> Text:
        return self.figure.formula

    @property
    def count(self) -> int:
        return self.n

    @property
    def number(self) -> Count:
        return Count(self.n, self.figure.unit)

    @property
    def rate(self) -> Rate | None:
        """None for what is no rate."""
        return None if self.d is None else Rate(self.number, Count(self.d, self.figure.unit))

    @property
    def words(self) -> str:
        """12件, or 4770/6192 = 77.0 %."""
        return str(self.number if self.rate is None else self.rate)

    @property
    def address(self) -> str:
        return self.query.address()

    @property
    def below(self) -> str:
        """The list of the denominator."""
        return self.query.address(DENOMINATOR)


def tell(queries: Mapping[str, Query], *, by: Actor, now: datetime) -> dict[str, Told]:
    """Count many figures by few questions: all spans of one figure at once where it can, all others together."""
    told: dict[str, Told] = {}
    for names in series(queries).values():
        spans = [queries[name].asked(by=by, now=now) for name in names]
        across = queries[names[0]].figure.across
        assert across is not None  # noqa: S101  # `series` has no others
        told |= {name: Told(queries[name], *found) for name, found in zip(names, across(spans), strict=True)}
    left = {name: query for name, query in queries.items() if name not in told}
    counted = tally(
        {
            f"{name}|{side}": query.rows(side, by=by, now=now)
            for name, query in left.items()
            for side in query.figure.sides
        },
        {f"{name}|{side}": query.figure.weighs for name, query in left.items() for side in SIDES},
    )
    found = {
        name: Told(query, counted[f"{name}|{NUMERATOR}"], counted.get(f"{name}|{DENOMINATOR}"))
        for name, query in left.items()
    }
    return told | found


def series(queries: Mapping[str, Query]) -> dict[Query, list[str]]:
    """The names of those that ask the same of several spans, where the figure counts them at once; earliest first."""
    found: dict[Query, list[str]] = defaultdict(list)
    for name, query in sorted(queries.items(), key=lambda pair: pair[1].since):
        if query.figure.across and query.part == NO_SLICE:
            found[replace(query, since=date.min, until=date.min)].append(name)
    return {
        query: names
        for query, names in found.items()
        if len(names) > 1 and all(queries[one].until < queries[two].since for one, two in pairwise(names))
    }


def tally(sides: Mapping[str, "QuerySet[Any]"], weights: Mapping[str, str]) -> dict[str, int]:
    """How much the rows of each of these query sets come to, in one statement: a page of thirty numbers asks once."""
    counts = [
        numbered(which, rows, weights.get(name, "")) for which, (name, rows) in enumerate(sides.items())
    ]
    if not counts:
        return {}
    found = dict(counts[0].union(*counts[1:], all=True)) if counts[1:] else dict(counts[0])
    return {name: found.get(which, 0) for which, name in enumerate(sides)}


def numbered(which: int, rows: "QuerySet[Any]", weighs: str) -> Any:
    """One line of the union: a place and how many rows, or what they weigh."""
    plain = rows.order_by().annotate(
        figure_place=Value(which, output_field=models.IntegerField()), figure_wall=models.F("county_id")
    )
    times = SumOf(weighs) if weighs else CountOf("pk")
    grouped = plain.values("figure_wall", "figure_place").annotate(figure_times=times)
    return grouped.values_list("figure_place", "figure_times")
