"""How a year's days look: `{% load calendar_face %}`."""

from typing import Any

from django import template

from lianxin.kernel.editions import Setting, current_value
from lianxin.kernel.timetables import YEAR_OF
from lianxin.kernel.worktime import calendar_in_force
from lianxin.web.calendar_pages import months
from lianxin.web.parts import Text
from lianxin.web.settings_catalogue import SettingPage

register = template.Library()


@register.simple_tag
def next_dates(page: SettingPage, scope: str) -> list[Text]:
    """`{% next_dates page scope as said %}`: what the rules in force mean for the coming days."""
    value = current_value(page.setting, scope=scope)
    return page.alters(value, value) if value.get("lines") else []


@register.inclusion_tag("web/parts/year_grid.html")
def year_grid(setting: Setting[Any]) -> dict[str, Any]:
    """`{% year_grid page.setting %}`: the twelve months of a year, as the calendar in force has them."""
    year, calendar = YEAR_OF[setting.code], calendar_in_force()
    return {"year": year, "months": months(year, calendar), "provisional": year not in calendar.years}
