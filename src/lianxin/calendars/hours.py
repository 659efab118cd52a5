"""When an office is open on a working day (办公时间)."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
SPAN = re.compile(r"^(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|至|到)\s*(\d{1,2})[:：](\d{2})$")
Span = tuple[time, time]


@dataclass(frozen=True)
class OfficeHours:
    """The spans of one working day in order, local time; replaced as a whole, by edition."""

    spans: tuple[Span, ...]
    edition: str

    @property
    def closing(self) -> time:
        """The end of the working day; limits in days end here (民法典 203, 请核对原文)."""
        return self.spans[-1][1]

    @property
    def length(self) -> timedelta:
        """Working time in one whole day."""
        return sum((span_length(*span) for span in self.spans), timedelta())

    @property
    def words(self) -> str:
        """08:30-12:00, 14:00-17:30: as `read_hours` reads it."""
        return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in self.spans)

    def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans of this day as aware moments."""
        for opens, closes in self.spans:
            yield moment(day, opens), moment(day, closes)


def moment(day: date, at: time) -> datetime:
    """This local time on this day, aware."""
    return datetime.combine(day, at, tzinfo=OFFICE_ZONE)


def span_length(opens: time, closes: time) -> timedelta:
    """How long one span lasts."""
    return moment(date.min, closes) - moment(date.min, opens)


def read_hours(text: str, *, edition: str) -> OfficeHours:
    """Office hours as written: 08:30-12:00, 14:00-17:30. Raises ValueError with a sentence."""
    spans = [span_of(part.strip()) for part in re.split(r"[，,、;；\n]", text) if part.strip()]
    if not spans:
        raise ValueError(_("至少写一段办公时间，例如 08:30-12:00, 14:00-17:30。"))
    for (_opens, closes), (opens, _closes) in itertools.pairwise(spans):
        if opens < closes:
            raise ValueError(_("几段办公时间要按先后写，不能重叠：%(words)s。") % {"words": text.strip()})
    return OfficeHours(tuple(spans), edition)


def span_of(text: str) -> Span:
    """One span. Raises ValueError with a sentence."""
    found = SPAN.match(text)
    if found is None or int(found[1]) > 23 or int(found[3]) > 23 or max(int(found[2]), int(found[4])) > 59:
        raise ValueError(_("“%(words)s”不是一段时间，请写成 08:30-12:00 这样。") % {"words": text})
    opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if closes <= opens:
        raise ValueError(_("“%(words)s”的下班时间要晚于上班时间。") % {"words": text})
    return opens, closes


DEFAULT_HOURS = OfficeHours(
    spans=((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30))),
    edition="DEF-2026",
)
