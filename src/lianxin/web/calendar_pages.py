"""工作日历: the years and whose notice each goes by, and the upload of a new one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.calendars.arrangement import FIRST_YEAR, LAST_YEAR, Arrangement, spelled
from lianxin.calendars.calendar import Calendar, Year
from lianxin.calendars.weeks import days_since_monday, weekend
from lianxin.kernel import editions
from lianxin.kernel.routes import Request
from lianxin.kernel.timetables import YEARS, value_from
from lianxin.kernel.worktime import calendar_in_force, missing_year, published
from lianxin.web import settings_catalogue as catalogue
from lianxin.web.calendar_forms import UploadForm, today
from lianxin.web.parts import Text, Tone
from lianxin.web.settings_pages import preview

SHOWN_BACK = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class YearLine:
    """One year of the table: how sure it is and by whose notice."""

    year: int
    label: Text
    tone: Tone
    source: Text
    off: int | None
    made_up: int | None
    href: str


def years(request: Request) -> HttpResponse:
    """The years, and the form for a new one; a good upload leads to the preview of that year's change."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid() and form.told is not None:
        return look_at(request, form.told, form.cleaned_data["source"])
    context = {"lines": lines(), "form": form, "missing_year": missing_year()}
    return render(request, "web/settings/calendar.html", context, status=422 if form.errors else 200)


def look_at(request: Request, told: Arrangement, source: str) -> HttpResponse:
    """What an upload would alter; confirming it goes to the page of its year."""
    page = catalogue.page_of(YEARS[told.year].code, request.actor)
    assert page is not None  # noqa: S101  # every year has a page, and the route asked who
    source = (source or told.source)[:200]
    after = value_from(Arrangement(told.year, told.days, source))
    kept = [("days", spelled(told.days)), ("source", source)]
    before = editions.current_value(page.setting)
    action = reverse("setting", args=[page.setting.code])
    return preview(request, page, "", before, after, kept=kept, action=action)


def lines() -> list[YearLine]:
    """The last years, the next one, and every one an office has changed, the newest first."""
    calendar, this = calendar_in_force(), today().year
    wanted = {*range(this - SHOWN_BACK, this + 2)} | {
        year for year in calendar.years if calendar.years[year] is not published().get(year)
    }
    return [line(year, calendar) for year in sorted(wanted, reverse=True) if FIRST_YEAR <= year <= LAST_YEAR]


def line(year: int, calendar: Calendar) -> YearLine:
    """One year."""
    known: Year | None = calendar.years.get(year)
    href = reverse("setting", args=[YEARS[year].code])
    if known is None:
        words = _("还没有公布。涉及这一年的时限都是暂定的。")
        return YearLine(year, _("暂定"), Tone.ALARM, words, None, None, href)
    own = known is not published().get(year)
    label, tone = (_("已录入"), Tone.DONE) if own else (_("系统自带"), Tone.DOING)
    return YearLine(year, label, tone, known.source, weekdays_off(known), len(known.made_up), href)


def weekdays_off(year: Year) -> int:
    """How many days that are no weekend are off."""
    return sum(not weekend(day) for day in year.off)


@dataclass(frozen=True)
class DayCell:
    """One day of a month's grid: its number, how it is (worked, rest, off, made) and the sign for it."""

    number: int
    kind: str
    sign: Text
    words: Text


@dataclass(frozen=True)
class Month:
    """One month of a grid: how many empty cells come before its first day."""

    number: int
    blanks: range
    days: list[DayCell]


def months(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of a year as grids, weeks from Monday to Sunday."""
    return [month(year, number, calendar) for number in range(1, 13)]


def month(year: int, number: int, calendar: Calendar) -> Month:
    """One month."""
    first, days = date(year, number, 1), []
    day = first
    while day.month == number:
        days.append(cell(day, calendar))
        day += ONE_DAY
    return Month(number, range(days_since_monday(first)), days)


def cell(day: date, calendar: Calendar) -> DayCell:
    """One day: a sign stands on what is unlike other weeks, so that no colour is needed."""
    worked = calendar.working(day)
    if worked and weekend(day):
        return DayCell(day.day, "made", _("班"), _("上班"))
    if worked:
        return DayCell(day.day, "worked", "", "")
    if weekend(day):
        return DayCell(day.day, "rest", "", _("休息"))
    return DayCell(day.day, "off", _("休"), _("休息"))
