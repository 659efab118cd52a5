"""周一一页 (F-100): figures 1 to 5 of last week, beside the week before and the four before (D.6).

All counts of declared figures come from one statement; tables by channel, village and unit are one each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count as CountOf, QuerySet

from lianxin.appeals.figures import Balance, Scope, balance
from lianxin.appeals.figures.balance import TERMS as BALANCE_TERMS
from lianxin.appeals.figures.weekly import BANDS, filed, through
from lianxin.insight.figures.places import Places, places
from lianxin.insight.figures.pressing import Pressing, pressing
from lianxin.insight.figures.weeks import BEFORE, Week
from lianxin.insight.terms import TERMS, Terms
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.numbers import Count, Rate, Unit, places as ranks
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Asked, Query, Text, Told, tell
from lianxin.matters.models import Channel, Matter
from lianxin.people.models import Unit as Office

TRENDS = ("new", "open", "responded", "signed", "on_time", "on_time_extended")
RATES = TRENDS[2:]
FROZEN = TRENDS


@dataclass(frozen=True)
class Trend:
    """A figure of the week, of the week before, and of the four weeks before together."""

    now: Told
    before: Told
    four: Sequence[Told]
    least: int

    @property
    def words(self) -> str:
        return in_words(self.now, self.least)

    @property
    def words_before(self) -> str:
        return in_words(self.before, self.least)

    @property
    def words_four(self) -> str:
        """Of counts the mean, to a tenth; of rates all four weeks as one, so that it can be recounted."""
        total = sum(told.n for told in self.four)
        if self.now.rate is None:
            tenths = (20 * total + len(self.four)) // (2 * len(self.four))
            return f"{tenths // 10}.{tenths % 10}"
        below = sum(told.d or 0 for told in self.four)
        unit = self.now.figure.unit
        return Rate(Count(total, unit), Count(below, unit)).told(self.least)


def in_words(told: Told, least: int) -> str:
    """A number, or a rate with both its numbers."""
    return str(told.n) if told.rate is None else told.rate.told(least)


@dataclass(frozen=True)
class Line:
    """One line of a table: its words, its number, the list behind it; `rows` where the list has fewer lines."""

    label: Text
    count: int
    address: str
    sign: str = ""
    rows: int | None = None

    @property
    def fewer(self) -> bool:
        """Whether some matters are in the number more than once."""
        return self.rows is not None and self.rows != self.count


@dataclass(frozen=True)
class UnitLine:
    """How one unit kept the original limits of the week; no place below the least number (CNT-07)."""

    name: str
    told: Told
    words: str
    place: int | None


@dataclass(frozen=True)
class Monday:
    """The page."""

    week: Week
    trends: Mapping[str, Trend]
    channels: Sequence[Line]
    places: Places
    spoken_of: Told
    balance: Balance
    terms: Sequence[Line]
    opening: Told
    ages: Sequence[Line]
    units: Sequence[UnitLine]
    overdue: Told
    due_soon: Told
    pressing: Sequence[Pressing]
    late_entered: Told
    nowhere: Told
    terms_set: Terms

    @property
    def rates(self) -> list[Trend]:
        return [self.trends[code] for code in RATES]

    @property
    def corrections(self) -> int:
        return self.balance.corrected


def monday(week: Week, *, by: Actor, now: datetime) -> Monday:
    """The figures as this actor may count them."""
    terms = value_of(TERMS)
    told = tell(queries(week), by=by, now=now)
    new, open_now = query("new", week), query("open", week)
    asked = new.asked(by=by, now=now)
    reckoned = balance(Scope(by), asked.start, asked.end)
    moved = query("moved", week)
    return Monday(
        week=week,
        trends={code: trend(code, told, terms.least) for code in TRENDS},
        channels=channels(asked, new),
        places=places(asked, new, query("spoken_of", week), weeks=terms.silent),
        spoken_of=told["spoken_of"],
        balance=reckoned,
        terms=[term_line(code, reckoned, moved) for code in BALANCE_TERMS],
        opening=told["open_before"],
        ages=[
            Line(band_words(*band), told[f"age:{band_name(*band)}"].n, of_band(open_now, *band).address())
            for band in BANDS
        ],
        units=by_unit(query("on_time", week), asked, terms.least),
        overdue=told["overdue"],
        due_soon=told["due_soon"],
        pressing=pressing(asked, idle=terms.idle),
        late_entered=told["late"],
        nowhere=told["nowhere"],
        terms_set=terms,
    )


def query(code: str, week: Week) -> Query:
    """A figure of one week."""
    return Query(code, week.monday, week.sunday)


def queries(week: Week) -> dict[str, Query]:
    """Everything of the page that is a declared figure."""
    found = {f"{code}:0": query(code, week) for code in TRENDS}
    for place, earlier in enumerate(week.before(), start=1):
        found |= {f"{code}:{place}": query(code, earlier) for code in TRENDS}
    found |= {f"age:{band_name(*band)}": of_band(query("open", week), *band) for band in BANDS}
    found |= {code: query(code, week) for code in ("spoken_of", "open_before", "overdue", "due_soon")}
    new = query("new", week)
    return found | {"late": new.only("late", "1"), "nowhere": new.only("village", "none")}


def trend(code: str, told: Mapping[str, Told], least: int) -> Trend:
    """A figure with its earlier weeks."""
    earlier = [told[f"{code}:{place}"] for place in range(1, BEFORE + 1)]
    return Trend(told[f"{code}:0"], earlier[0], earlier, least)


def band_name(low: int, high: int | None) -> str:
    """6-10, 61-."""
    return f"{low}-{'' if high is None else high}"


def band_words(low: int, high: int | None) -> str:
    """6—10, or 60 以上."""
    return f"{low}—{high}" if high is not None else f">{low - 1}"


def of_band(asked: Query, low: int, high: int | None) -> Query:
    """The open matters of one age."""
    return asked.only("age", band_name(low, high))


def term_line(code: str, reckoned: Balance, moved: Query) -> Line:
    """One term of the balance with its list."""
    sign, label = BALANCE_TERMS[code]
    return Line(
        label,
        reckoned.terms.get(code, 0),
        moved.only("term", code).address(),
        "+" if sign > 0 else "−",
        reckoned.matters.get(code, 0),
    )


def channels(asked: Asked, new: Query) -> list[Line]:
    """New matters by the channel of their first contact, the busiest first."""
    rows = through(filed(asked)).order_by()
    counts = rows.values_list("door").annotate(CountOf("pk"))  # type: ignore[misc]  # `through` annotates it
    names = dict(Channel.choices)
    found = [
        Line(names.get(door, "—"), times, new.only("channel", door or "").address()) for door, times in counts
    ]
    return sorted(found, key=lambda line: (-line.count, str(line.label)))


def by_unit(asked_of: Query, asked: Asked, least: int) -> list[UnitLine]:
    """How each unit kept the limits that ended in the week; matters of several units count once, with their holder."""
    figure = asked_of.figure
    kept, due = (held(figure.rows(side, asked)) for side in (NUMERATOR, DENOMINATOR))
    names = dict(Office.objects.filter(pk__in=[key for key in due if key]).values_list("pk", "name"))
    rates = [Rate(Count(kept.get(key, 0), Unit.MATTER), Count(due[key], Unit.MATTER)) for key in due]
    lines = [
        UnitLine(
            names.get(key or 0, "—"),
            Told(asked_of.only("unit", str(key or "none")), rate.n, rate.d),
            rate.told(least),
            place,
        )
        for key, rate, place in zip(due, rates, ranks(rates, least=least), strict=True)
    ]
    return sorted(lines, key=lambda line: (line.place or len(lines) + 1, -(line.told.d or 0), line.name))


def held(rows: QuerySet[Matter]) -> dict[int | None, int]:
    """How many of these each unit holds."""
    return dict(rows.order_by().values_list("holder_id").annotate(CountOf("pk")))
