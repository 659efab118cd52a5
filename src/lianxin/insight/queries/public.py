"""What was made public, to be read by anybody (公开)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.insight.models import PublicTable
from lianxin.insight.rules.quarters import Quarter
from lianxin.kernel.figures.numbers import Count, Rate, Unit
from lianxin.places.queries import areas_of_prefixes

MOST = 8


@dataclass(frozen=True)
class Open:
    """The page: one quarter of one place, and which others there are."""

    row: PublicTable
    place: str
    quarters: Sequence[Quarter]

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.row.since)

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = self.row.content
        return found

    @property
    def satisfied(self) -> str:
        """3 of 4 as a rate in words; empty where it can't be shown."""
        told = self.content.get("satisfied")
        if not told:
            return ""
        return str(Rate(Count(told["n"], Unit.MATTER, told["at_least"]), Count(told["d"], Unit.MATTER)))


def open_page(area: str, since: date | None) -> Open | None:
    """The quarter asked for, or the latest; None where nothing was made public."""
    rows = PublicTable.objects.filter(area=area).order_by("-since")
    quarters = [Quarter(day) for day in rows.values_list("since", flat=True)[:MOST]]
    row = rows.filter(since=since).first() if since else rows.first()
    if row is None:
        return None
    names = areas_of_prefixes([area]) if area else {}
    return Open(row, names.get(area, ""), quarters)
