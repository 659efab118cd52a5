"""What hangs on the wall (大屏): totals without anybody in them, no number from which a few can be told (XC-13).

Below the least cell a count isn't shown, nor a rate one side of which, or what is left over, is below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.topics import topics
from lianxin.insight.figures.weeks import Week, last_week
from lianxin.insight.terms import TERMS, TOPICS, Terms
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.numbers import NOTHING
from lianxin.kernel.figures.registry import Query, Text, Told, tell

COUNTS = ("new", "settled", "open", "overdue")
RATES = ("responded", "on_time", "covered", "solved", "content")


@dataclass(frozen=True)
class Tile:
    """One number of the wall in words; `few` where it is too small to be shown."""

    label: Text
    words: str
    few: bool = False


@dataclass(frozen=True)
class Hot:
    """What many speak of, with how many people."""

    label: str
    place: str
    people: int


@dataclass(frozen=True)
class Wall:
    """The page: last week's counts and rates, what many speak of."""

    week: Week
    counts: Sequence[Tile]
    rates: Sequence[Tile]
    topics: Sequence[Hot]
    cell: int


def wall(*, by: Actor, now: datetime) -> Wall:
    """As this actor may count it, less what is too small for a wall."""
    week, terms = last_week(clock.today()), value_of(TERMS)
    queries = {code: Query(code, week.monday, week.sunday) for code in (*COUNTS, *RATES)}
    told = tell(queries, by=by, now=now)
    raised = Query("raised", week.monday, week.sunday)
    hot = topics(raised.asked(by=by, now=now), value_of(TOPICS), raised, Homes(week.sunday))
    return Wall(
        week=week,
        counts=[count_tile(told[code], terms) for code in COUNTS],
        rates=[rate_tile(told[code], terms) for code in RATES],
        topics=[
            Hot(one.label, one.place, one.people) for one in hot if min(one.people, one.count) >= terms.cell
        ],
        cell=terms.cell,
    )


def hidden(number: int, cell: int) -> bool:
    """Whether a number is so small that somebody could be told from it; nobody can from none."""
    return 0 < number < cell


def count_tile(told: Told, terms: Terms) -> Tile:
    """A count."""
    few = hidden(told.n, terms.cell)
    return Tile(told.label, "" if few else str(told.n), few)


def rate_tile(told: Told, terms: Terms) -> Tile:
    """A rate with both its numbers; a dash where there was nothing."""
    below = told.d or 0
    few = below < terms.least or hidden(told.n, terms.cell) or hidden(below - told.n, terms.cell)
    if not below:
        return Tile(told.label, NOTHING)
    return Tile(told.label, "" if few else told.words, few)
