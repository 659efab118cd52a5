"""How many matters each village had, by the map as it is or as it was on another day (XC-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from urllib.parse import urlencode

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import Asked, listed
from lianxin.places.queries.maps import VillageLine, by_village


class Days(TypedDict):
    """Which matters, and by the map of which day."""

    since: date | None
    until: date | None
    on: date


class ByVillageForm(forms.Form):
    """From when to when, and by which map; kept in the address."""

    since = forms.DateField(label=_("反映时间从"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput({"type": "date"}))
    on = forms.DateField(
        label=_("按哪一天的区划"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("空着就是现在的。填合并前的一天，就按旧区划看。"),
    )

    def days(self) -> Days:
        """The days asked for; what makes no sense is left out."""
        self.is_valid()
        said = self.cleaned_data
        return Days(since=said.get("since"), until=said.get("until"), on=said.get("on") or clock.today())


@dataclass(frozen=True)
class Row:
    """One village with its count and the list behind it; without a list where the old map can't say exactly."""

    line: VillageLine
    address: str


@dataclass(frozen=True)
class Table:
    """Every village with a count; `nowhere` have no place, and all add up to `total`."""

    rows: Sequence[Row]
    nowhere: int
    total: int
    most: int


def by_village_table(*, by: Actor, now: datetime, since: date | None, until: date | None, on: date) -> Table:
    """Count what this actor may see, and add up by the villages of that day."""
    found = listed(Asked(since=since, until=until), by=by, now=now).order_by()
    counts = dict(found.values_list("area_id").annotate(Count("pk")))
    nowhere = counts.pop(None, 0)
    lines = by_village(counts, on=on)
    rows = [Row(line, "" if line.unsure else address_of(line, since, until, on)) for line in lines]
    most = max([line.count for line in lines], default=0)
    return Table(rows, nowhere, nowhere + sum(line.count for line in lines), most)


def address_of(line: VillageLine, since: date | None, until: date | None, on: date) -> str:
    """The list that shows these very matters: the village as it was on that day."""
    days = {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    given = {name: day for name, day in days.items() if day}
    return f"{reverse('matters')}?{urlencode({'area': line.area, **given, 'on': on.isoformat()})}"
