"""How much time is left, in the words of the office (剩几个工作日、已超几个工作日)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.limits import working_days_between
from lianxin.kernel.worktime import calendar_in_force

HOUR = timedelta(hours=1)
COUNTED = 3  # below so many hours minutes are told: an emergency has two


@dataclass(frozen=True)
class ClockFace:
    """A clock as it is shown: the light (green, yellow, red, paused), the words, the moment it is due.

    `provisional`: it ends in a year whose arrangement of working days is not published yet (暂定).
    """

    light: str
    words: str
    due: datetime
    provisional: bool = False


def clock_face(
    due: datetime,
    *,
    now: datetime,
    light: str = "",
    since: datetime | None = None,
    paused: datetime | None = None,
    area: str = "",
) -> ClockFace:
    """The face of a clock; without a light of its limit: red once late, yellow on the last working day.

    A paused one shows what was left when it was paused. `since` is when it started, `area` whose calendar counts.
    """
    calendar = calendar_in_force(area)
    unsure = calendar.provisional(timezone.localdate(since or now), timezone.localdate(due))
    if paused is not None:
        return ClockFace(
            "paused", _("已暂停，%(left)s") % {"left": words(due, paused, calendar)}, due, unsure
        )
    usual = "red" if due < now else "yellow" if is_near(due, now, calendar) else "green"
    return ClockFace(light or usual, words(due, now, calendar), due, unsure)


def is_near(due: datetime, now: datetime, calendar: Calendar) -> bool:
    """Whether no working day lies between now and the day it is due."""
    return working_days_between(now, due, calendar) <= 1


def words(due: datetime, now: datetime, calendar: Calendar) -> str:
    """剩 2 个工作日, 今天到期,剩 5 小时, 已超 3 个工作日."""
    if due < now:
        return late(due, now, calendar)
    if timezone.localdate(due) == timezone.localdate(now):
        return _("今天到期，剩 %(span)s") % {"span": span(due - now)}
    days = working_days_between(now, due, calendar)
    if days == 0:
        return _("剩 %(span)s") % {"span": span(due - now)}
    return ngettext("剩 %(days)d 个工作日", "剩 %(days)d 个工作日", days) % {"days": days}


def late(due: datetime, now: datetime, calendar: Calendar) -> str:
    """How long it is overdue: working days, and hours as long as none has passed."""
    days = working_days_between(due, now, calendar)
    if days == 0:
        return _("已超 %(span)s") % {"span": span(now - due)}
    return ngettext("已超 %(days)d 个工作日", "已超 %(days)d 个工作日", days) % {"days": days}


def span(length: timedelta) -> str:
    """Hours; with minutes as long as each counts, or minutes alone."""
    hours, minutes = int(length / HOUR), int(length.total_seconds() // 60)
    if 0 < hours < COUNTED and minutes % 60:
        return _("%(hours)d 小时 %(minutes)d 分钟") % {"hours": hours, "minutes": minutes % 60}
    if hours:
        return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}
