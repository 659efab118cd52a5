"""The list of matters, with filters that stay in the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures import registry as figures
from lianxin.kernel.routes import Request
from lianxin.matters import filters, persons
from lianxin.matters.paging import STILL
from lianxin.matters.queries import Asked, page_of, state_choices
from lianxin.matters.saved_views import views_for
from lianxin.people.queries import units_in_use
from lianxin.people.rules.names import LONGEST_NAME
from lianxin.places.forms.picker import AreaFilter

if TYPE_CHECKING:
    pass


def show(request: Request) -> HttpResponse:
    """One page of what the filters find."""
    now = clock.now()
    asked, where = asked_of(request.GET, by=request.actor)
    if asked.who:
        persons.asked_for(request.actor, asked.who)
    rows, following = page_of(asked, by=request.actor, now=now)
    if asked.who and not (rows or asked.after or asked.ear):
        asked = replace(asked, ear=True)
        rows, following = page_of(asked, by=request.actor, now=now)
    query = request.GET.copy()
    query["after"] = following
    context = {
        "asked": asked,
        "rows": rows,
        "now": now,
        "next": f"?{query.urlencode()}" if following and not (following == STILL and asked.overdue) else "",
        "still": following == STILL and not asked.overdue,
        "states": state_choices(),
        "where": where,
        "units": [(unit.pk, unit.name) for unit in units_in_use()],
        "views": list(views_for(request.actor)),
        "here": address_of(asked),
        "finds_persons": persons.may_find(request.actor),
        "boxes": filters.boxes(request.actor, dict(asked.more)),
        "kept": kept(asked),
    }
    return render(request, "matters/list.html", context)


def asked_of(query: Mapping[str, str], *, by: Actor) -> tuple[Asked, AreaFilter]:
    """The filters of an address, and the box of the area, which may be named in words."""
    where = AreaFilter(query, scopes=by.scopes)
    return read(query, area=where.cleaned_data.get("area") if where.is_valid() else None), where


def address_of(asked: Asked) -> str:
    """The filters as one address, always in the same order; whom somebody looked for is not kept."""
    values = {
        "q": asked.words,
        "place": asked.place,
        "state": asked.state,
        "area": asked.area,
        "unit": asked.unit,
        "overdue": "1" if asked.overdue else "",
        "counted": "1" if asked.counted else "",
        "since": asked.since,
        "until": asked.until,
        "on": asked.on,
        **dict(asked.more),
        **kept(asked),
    }
    return urlencode({name: value for name, value in values.items() if value})


def read(query: Mapping[str, str], *, area: int | None) -> Asked:
    """The filters of an address; what makes no sense is left out. `area` may have been named in words."""
    figure = figures.read(dict(query.items()))
    side = query.get("side", "")
    return Asked(
        figure=figure,
        side=side if figure and side in figure.figure.sides else figures.NUMERATOR,
        words=query.get("q", "").strip(),
        place=query.get("place", "").strip(),
        who=query.get("who", "").strip()[:LONGEST_NAME],
        ear=query.get("ear") == "1",
        state=query.get("state", ""),
        area=area or whole(query.get("area", "")),
        unit=whole(query.get("unit", "")),
        overdue=query.get("overdue") == "1",
        counted=query.get("counted") == "1",
        since=None if figure else day(query.get("since", "")),
        until=None if figure else day(query.get("until", "")),
        on=day(query.get("on", "")),
        after=query.get("after", ""),
        more=tuple((one.name, query.get(one.name, "")) for one in filters.filters() if query.get(one.name)),
    )


def kept(asked: Asked) -> dict[str, str]:
    """What of an address no box of the page shows: it stays when the filters change."""
    if asked.figure:
        return asked.figure.plain() | {"side": asked.side}
    days = {"since": asked.since, "until": asked.until, "on": asked.on}
    return {name: value.isoformat() for name, value in days.items() if value}


def day(text: str) -> date | None:
    """A day from an address, or nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """A key from an address, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
