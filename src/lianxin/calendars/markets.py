"""Market days (赶场、赶集、赶街): when the village is in town, and the office has most callers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from lianxin.calendars.days import DayRule, next_days
from lianxin.calendars.local import days_on_line, lines_of


@dataclass(frozen=True)
class Market:
    """One market: its days and where it is held."""

    days: DayRule
    place: str = ""


@dataclass(frozen=True)
class Markets:
    """The markets of one area."""

    all: tuple[Market, ...] = ()

    def on(self, day: date) -> list[Market]:
        """The markets held on a day."""
        return [market for market in self.all if market.days.falls(day)]

    def upcoming(self, after: date, most: int = 10) -> Sequence[date]:
        """The next days with a market, this one included."""
        return next_days((market.days for market in self.all), after, most)


@lru_cache(maxsize=256)
def read_markets(text: str) -> Markets:
    """Markets as written, one a line: 农历逢三、六、九 | 街上. Raises ValueError naming the line."""
    found = []
    for at, line in lines_of(text):
        when, *rest = [part.strip() for part in line.replace("｜", "|").split("|")]
        if len(rest) > 1:
            sentence = _("第 %(line)d 行要写成“哪些日子 | 地点”，例如：农历逢三、六、九 | 街上。")
            raise ValueError(sentence % {"line": at})
        found.append(Market(days_on_line(at, when), rest[0] if rest else ""))
    return Markets(tuple(found))
