"""周一一页 (F-100): figures 1 to 10 of last week, beside the week before and the four before (D.6).

A figure counts all its weeks at once, the others share one statement; tables by age, channel, village and unit are
one each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count as CountOf

from lianxin.appeals.figures import Balance, Scope, balance
from lianxin.appeals.figures.balance import TERMS as BALANCE_TERMS
from lianxin.appeals.figures.declared import BY_ORIGINAL
from lianxin.appeals.figures.in_hand import DUE_SOON, LATE, InHand, banded, before
from lianxin.appeals.figures.weekly import filed, through
from lianxin.appeals.rules import Resolved
from lianxin.insight.figures.chosen import Chosen, chosen
from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.pauses import PauseLine, lines as pause_lines
from lianxin.insight.figures.places import Places, places
from lianxin.insight.figures.pressing import Pressing, pressing
from lianxin.insight.figures.records import Records, records
from lianxin.insight.figures.returned import ReturnLine, returned
from lianxin.insight.figures.spots import Proposal, proposals
from lianxin.insight.figures.topics import Topic, topics
from lianxin.insight.figures.weeks import BEFORE, Week
from lianxin.insight.terms import TERMS, TOPICS, Terms, Topics
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.numbers import Count, Rate, places as ranks, share
from lianxin.kernel.figures.registry import Asked, Query, Text, Told, midnight, tell
from lianxin.matters.models import Channel
from lianxin.people.models import Unit as Office

TRENDS = (
    *("new", "open", "responded", "signed", "on_time", "on_time_extended"),
    *("covered", "solved", "content", "reworked", "reopened", "repeated"),
)
BESIDE = ("by_proxy", "in_vain", "call_late", "joint", "help_late", "ruling_waits", "whistled", "arrived")
SAID = (Resolved.ACCEPTED, Resolved.PARTLY, Resolved.NO)
RATES = TRENDS[2:]
FROZEN = (
    *TRENDS,
    "settled",
    "spoken_of",
    *BESIDE,
    "given_back",
    "ruled_on",
    "extended",
    "suspended",
    "raised",
)


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
class WeekLine:
    """One week to look at: what came in, what was in hand at its end."""

    monday: date
    new: Told
    open: Told


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
    beside: Mapping[str, Told]
    said: Sequence[Line]
    topics: Sequence[Topic]
    proposals: Sequence[Proposal]
    chosen: Sequence[Chosen]
    records: Records
    terms_set: Terms
    topics_set: Topics

    @property
    def weeks(self) -> list[WeekLine]:
        """The five weeks, the earliest first."""
        weeks = [self.week, *self.week.before()]
        counts = {code: [self.trends[code].now, *self.trends[code].four] for code in ("new", "open")}
        lines = [WeekLine(week.monday, *both) for week, *both in zip(weeks, *counts.values(), strict=True)]
        return lines[::-1]

    @property
    def asides(self) -> list[Told]:
        """What is in no rate of the callbacks."""
        return [self.beside[code] for code in BESIDE[:3]]

    @property
    def together(self) -> list[Told]:
        """What several units work on."""
        return [self.beside[code] for code in BESIDE[3:]]

    @property
    def rates(self) -> list[Trend]:
        return [self.trends[code] for code in RATES]


def monday(week: Week, *, by: Actor, now: datetime) -> Monday:
    """The figures as this actor may count them."""
    terms, topic_terms = value_of(TERMS), value_of(TOPICS)
    new, moved, homes = query("new", week), query("moved", week), Homes(week.sunday)
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
        places=places(asked, new, query("spoken_of", week), homes, weeks=terms.silent),
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
        pressing=pressing(asked, homes, idle=terms.idle),
        returned=returned(week, asked),
        beside={code: told[code] for code in BESIDE},
        said=[Line(said.label, told[f"said:{said}"].n, told[f"said:{said}"].address) for said in SAID],
        topics=topics(asked, topic_terms, query("raised", week), homes),
        proposals=proposals(asked, topic_terms, homes),
        chosen=chosen(asked, homes, group=topic_terms.group),
        records=records(
            asked,
            late=told["late"],
            nowhere=told["nowhere"],
            same_minute=told["same_minute"],
            corrected=reckoned.corrected,
        ),
        terms_set=terms,
        topics_set=topic_terms,
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
    new, reached = query("new", week), query("reached", week)
    beside = {code: query(code, week) for code in (*BESIDE, "same_minute")}
    said = {f"said:{said}": reached.only("said", said) for said in SAID}
    return (
        found
        | beside
        | said
        | {
            "spoken_of": query("spoken_of", week),
            "late": new.only("late", "1"),
            "nowhere": new.only("village", "none"),
        }
    )


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
