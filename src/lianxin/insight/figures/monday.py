"""周一一页 (F-100): figures 1 to 5 and 8 of last week, beside the week before and the four before (D.6).

A figure counts all its weeks at once, the others share one statement; tables by age, channel, village and unit are
one each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count as CountOf

from lianxin.appeals.figures import Balance, Scope, balance
from lianxin.appeals.figures.balance import TERMS as BALANCE_TERMS
from lianxin.appeals.figures.declared import BY_ORIGINAL
from lianxin.appeals.figures.in_hand import DUE_SOON, LATE, InHand, banded, before
from lianxin.appeals.figures.weekly import filed, through
from lianxin.insight.figures.pauses import PauseLine, lines as pause_lines
from lianxin.insight.figures.places import Places, places
from lianxin.insight.figures.pressing import Pressing, pressing
from lianxin.insight.figures.returned import ReturnLine, returned
from lianxin.insight.figures.weeks import BEFORE, Week
from lianxin.insight.terms import TERMS, Terms
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.numbers import Count, Rate, places as ranks, share
from lianxin.kernel.figures.registry import Asked, Query, Text, Told, midnight, tell
from lianxin.matters.models import Channel
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
    pauses: Sequence[PauseLine]
    overdue: Told
    due_soon: Told
    pressing: Sequence[Pressing]
    returned: Sequence[ReturnLine]
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
    terms, new, moved = value_of(TERMS), query("new", week), query("moved", week)
    told = tell(queries(week), by=by, now=now)
    asked = new.asked(by=by, now=now)
    in_hand, scope = InHand(asked), Scope(by)
    opening, closing = in_hand.at(asked.start), in_hand.at(asked.end)
    told |= standing(week, scope, closing.total(), opening.total())
    reckoned = balance(scope, asked.start, asked.end, ends=(opening.total(), closing.total()))
    return Monday(
        week=week,
        trends={code: trend(code, told, terms.least) for code in TRENDS},
        channels=channels(asked, new),
        places=places(asked, new, query("spoken_of", week), weeks=terms.silent),
        spoken_of=told["spoken_of"],
        balance=reckoned,
        terms=[term_line(code, reckoned, moved) for code in BALANCE_TERMS],
        opening=Told(query("open_before", week), opening.total()),
        ages=[
            Line(band_words(*band), number, of_band(query("open", week), *band).address())
            for band, number in banded(closing).items()
        ],
        units=by_unit(query("on_time", week), asked, terms.least),
        pauses=pause_lines(asked, query("on_time", week)),
        overdue=Told(query("overdue", week), in_hand.pressing[LATE]),
        due_soon=Told(query("due_soon", week), in_hand.pressing[DUE_SOON]),
        pressing=pressing(asked, idle=terms.idle),
        returned=returned(week, asked),
        late_entered=told["late"],
        nowhere=told["nowhere"],
        terms_set=terms,
    )


def query(code: str, week: Week) -> Query:
    """A figure of one week."""
    return Query(code, week.monday, week.sunday)


def queries(week: Week) -> dict[str, Query]:
    """Every declared figure of the page but what is in hand, see `standing`."""
    found = {
        f"{code}:{place}": query(code, one)
        for place, one in enumerate([week, *week.before()])
        for code in TRENDS
        if code != "open"
    }
    new = query("new", week)
    return found | {
        "spoken_of": query("spoken_of", week),
        "late": new.only("late", "1"),
        "nowhere": new.only("village", "none"),
    }


def standing(week: Week, scope: Scope, closing: int, opening: int) -> dict[str, Told]:
    """What was in hand at the end of each week: of the last two counted, of the others by what moved since."""
    weeks = [week, *week.before()]
    ends = [midnight(one.later.monday) for one in weeks]
    counts = [closing, opening, *before(scope, opening, ends[1:])]
    return {
        f"open:{place}": Told(query("open", one), count)
        for place, (one, count) in enumerate(zip(weeks, counts, strict=True))
    }


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
    sides = BY_ORIGINAL.by_unit(asked)
    names = dict(Office.objects.filter(pk__in=[key for key in sides if key]).values_list("pk", "name"))
    rates = [share(kept, due) for kept, due in sides.values()]
    lines = [
        UnitLine(
            names.get(key or 0, "—"),
            Told(asked_of.only("unit", str(key or "none")), rate.n, rate.d),
            rate.told(least),
            place,
        )
        for key, rate, place in zip(sides, rates, ranks(rates, least=least), strict=True)
    ]
    return sorted(lines, key=lambda line: (line.place or len(lines) + 1, -(line.told.d or 0), line.name))
