"""When an office is open on a working day (办公时间)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class OfficeHours:
    """The spans of one working day in order, local time; replaced as a whole, by edition."""

    spans: tuple[tuple[time, time], ...]
    edition: str

    @property
    def closing(self) -> time:
        """The end of the working day; limits in days end here (民法典 203, 请核对原文)."""
        return self.spans[-1][1]

    @property
    def length(self) -> timedelta:
        """Working time in one whole day."""
        return sum((span_length(*span) for span in self.spans), timedelta())

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


DEFAULT_HOURS = OfficeHours(
    spans=((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30))),
    edition="DEF-2026",
)
