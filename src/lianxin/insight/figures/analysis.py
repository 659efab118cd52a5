"""月度分析 (F-101): every class with its last six months and the same month of last year, to see which way it goes."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.spots import Proposal, proposals
from lianxin.insight.models import MonthTopic
from lianxin.insight.queries import topics as asked_topics
from lianxin.insight.queries.months import Column, Report, by_month, columns
from lianxin.insight.queries.topics import Effect, effects
from lianxin.insight.rules.months import Month
from lianxin.insight.terms import TOPICS
from lianxin.kernel.actor import Actor
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.registry import Query

MONTHS = 6
YEAR = 12
LINES = 5


@dataclass(frozen=True)
class Analysis:
    """The page: the classes by month, topics of the month, places that could be one, what became of the last ones."""

    month: Month
    last_year: Column
    shown: list[Column]
    report: Report
    busiest: Report
    topics: list[MonthTopic]
    proposals: list[Proposal]
    effects: list[Effect]


def analysis(month: Month, *, by: Actor, now: datetime) -> Analysis:
    """As this actor may count it."""
    first = month
    for _step in range(YEAR):
        first = first.earlier
    year = columns(by, first, month)
    shown = [year[0], *year[-MONTHS:]]
    report = by_month(shown)
    order = sorted(report.lines, key=lambda line: -sum(count for count, _list in line.cells[1:]))
    busiest = Report(report.head[1:], order[:LINES], report.sums[1:], report.total)
    asked = Query("raised", month.since, month.until).asked(by=by, now=now)
    return Analysis(
        month=month,
        last_year=year[0],
        shown=shown,
        report=report,
        busiest=busiest,
        topics=asked_topics.of_month(month, by=by),
        proposals=proposals(asked, value_of(TOPICS), Homes(month.until)),
        effects=effects(asked_topics.before(month, by=by), by=by, now=now),
    )
