"""The notes about doubtful rates, as an actor may count them again (数据质量)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.insight.models import QualityNote
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import share
from lianxin.kernel.figures.registry import Query, Text, figure_named
from lianxin.places.queries import areas_of_prefixes
from lianxin.places.rules import within

MOST = 100


@dataclass(frozen=True)
class WeekOf:
    """One of the weeks: its Monday, the rate as it stood, its list."""

    since: date
    words: str
    address: str


@dataclass(frozen=True)
class Doubt:
    """One rate, where, and its three weeks."""

    name: Text
    place: str
    until: date
    weeks: Sequence[WeekOf]


def doubts(by: Actor) -> list[Doubt]:
    """The notes about places in the actor's scope, the latest first."""
    rows = QualityNote.objects.filter(within(by.scopes, "area")).order_by("-until", "code", "area")[:MOST]
    names = areas_of_prefixes(row.area for row in rows)
    return [doubt for row in rows if (doubt := doubt_of(row, names.get(row.area, row.area))) is not None]


def doubt_of(row: QualityNote, place: str) -> Doubt | None:
    """A note as the page shows it; None where the figure is no longer counted."""
    try:
        name = figure_named(row.code).name
    except LookupError:
        return None
    weeks = [
        WeekOf(
            since, str(share(week["n"], week["d"])), address_of(row, since, date.fromisoformat(week["until"]))
        )
        for week in row.weeks
        for since in [date.fromisoformat(week["since"])]
    ]
    return Doubt(name, place, row.until, weeks)


def address_of(row: QualityNote, since: date, until: date) -> str:
    """The list of the denominator."""
    return Query(row.code, since, until, area=row.area).address("denominator")
