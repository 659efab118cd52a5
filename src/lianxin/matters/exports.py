"""The list of matters as a sheet, with the filters of its address and the gate of its page (事项清单)."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer, slices
from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.matters import columns, filters
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.naming import MATTER, reader
from lianxin.matters.pages.listing import asked_of
from lianxin.matters.queries import (
    Asked as AskedMatters,
    listed,
    show_own_days,
    state_choices,
    visible,
)
from lianxin.matters.templatetags.matter_face import place_then
from lianxin.people.queries import unit
from lianxin.places.queries import names_of_areas


def read(by: Actor, asked: Asked) -> AskedMatters:
    """The filters as the page of the list reads them. Raises PermissionDenied for a list found by a person.

    The request is kept, and a name would be kept with it.
    """
    found = asked_of(asked, by=by)[0]
    if found.who:
        raise PermissionDenied(_now("按姓名或号码找出来的清单不能导出。请清空这一栏，再按其他条件导出。"))
    return found


def count(by: Actor, ask: Ask) -> int:
    """How many matters the filters find."""
    return listed(read(by, ask.asked), by=by, now=clock.now()).count()


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The matters the filters find, in the order of the list."""
    found = listed(read(by, ask.asked), by=by, now=clock.now())
    for keys in slices(list(found.values_list("pk", flat=True))):
        rows = visible(by, Matter).filter(pk__in=keys).select_related("area", "holder")
        known = {row.pk: row for row in rows}
        yield from lines_of([known[key] for key in keys if key in known], by, ask.columns)


def by_keys(by: Actor, keys: Sequence[str]) -> Iterator[ExportLine]:
    """The matters a sheet names by their numbers, as their lines of the list."""
    rows = list(visible(by, Matter).filter(number__in=keys).select_related("area", "holder"))
    open_to_all = frozenset(one.code for one in columns.columns() if one.level is not Level.RESTRICTED)
    yield from lines_of(rows, by, open_to_all)


def lines_of(rows: Sequence[Matter], by: Actor, chosen: frozenset[str]) -> Iterator[ExportLine]:
    """These matters as their lines, with what the practices add to these columns."""
    show_own_days(rows, by)
    more = [one.fill(rows, by, chosen) for one in columns.added()]
    for row in rows:
        cells = cells_of(row)
        for filled in more:
            cells |= filled.get(row.pk, {})
        yield ExportLine(row.pk, row.number, cells)


def cells_of(row: Matter) -> dict[str, Cell]:
    """One matter as its line of the list shows it."""
    return {
        "number": row.number,
        "title": row.title,
        "area_name": place_then(row) if row.area else "",
        "area": row.area.code if row.area else "",
        "holder": row.holder.name if row.holder else "",
        "state": str(flow_of(row).state(row.state).staff),
        "urgency": row.urgency,
        "filed_at": row.filed_at,
        "due_at": row.due_at,
        "due_was": row.due_was,
        "closed_at": row.closed_at,
        "late_entered": row.late_entered,
    }


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The filters in words."""
    said = read(by, asked)
    states = {"open": _("在办"), **dict(state_choices())}
    held = unit(said.unit) if said.unit else None
    places = names_of_areas([said.area]) if said.area else {}
    found: list[tuple[Text, Text]] = [
        (_("编号或内容"), said.words),
        (_("地点"), said.place),
        (_("状态"), states.get(said.state, said.state)),
        (_("村（社区）"), places.get(said.area or 0, "")),
        (_("承办单位"), held.name if held else ""),
        (_("只看超期"), _("是") if said.overdue else ""),
        (_("反映时间从"), said.since.isoformat() if said.since else ""),
        (_("反映时间到"), said.until.isoformat() if said.until else ""),
        *figure_words(said),
    ]
    more = dict(said.more)
    for box in filters.boxes(by, more):
        known = {str(key): label for _group, choices in box.groups for key, label in choices}
        found.append((box.label, str(known.get(box.value, box.value)).strip()))
    return [(label, value) for label, value in found if value]


def figure_words(said: AskedMatters) -> Sequence[tuple[Text, Text]]:
    """The figure whose rows are taken out, with the query that counts them again (CNT-04)."""
    if said.figure is None:
        return ()
    return (
        (_("数字"), str(said.figure.figure.name)),
        (_("查询条件"), f"{said.figure.spelled}&side={said.side}"),
    )


def usual() -> frozenset[str]:
    """What the screen shows, and what the practices add to it."""
    own = frozenset(column.code for column in columns.MATTER)
    return own.union(*(more.usual for more in columns.added()))


def off_paper() -> frozenset[str]:
    """What a printed ledger has no room for."""
    return frozenset({"area", "due_was", "late_entered"}).union(*(more.off_paper for more in columns.added()))


def offer_list() -> None:
    """Offer the list, once every practice has added its columns."""
    offer(
        ExportList(
            "matters",
            _("全部事项"),
            lambda by: columns.columns(),
            see=reader,
            count=count,
            lines=lines,
            usual=usual(),
            back="matters",
            row_kind=MATTER,
            words=words,
            comes_in="appeals",
            by_keys=by_keys,
            off_paper=off_paper(),
        )
    )


offer_list()
