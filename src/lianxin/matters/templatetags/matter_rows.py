"""The rows of a list of matters, one string a row: `{% load matter_rows %}`.

Templates cost a list page half of its time: twenty-five rows of twelve cells, each cell looked up, escaped and joined
by itself. What a row looks like stands here instead of in `matters/rows.html`, which keeps the head of the table.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe as safe
from django.utils.translation import gettext as _

from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.templatetags.matter_face import (
    late as is_late,
    move_href,
    place_then,
    pressing,
    state_badge,
    urgency_badge,
)
from lianxin.matters.workflow import Move, State
from lianxin.web import drawing
from lianxin.web.clocks import clock_face
from lianxin.web.dates import shortly

register = template.Library()


@register.simple_tag
def matter_rows(rows: Iterable[Matter], now: datetime, move: Move | None = None) -> SafeString:
    """`{% matter_rows rows now %}`: the body of the table; with `move` the one step that is the same for all."""
    table = Table(now, move or None)
    return safe("".join(map(table.row, rows)))  # noqa: S308  # what comes from outside is escaped in each row


class Table:
    """What is the same for all rows: the moment, the step, the words a phone shows before each cell."""

    def __init__(self, now: datetime, move: Move | None) -> None:
        self.now, self.move = now, move
        self.place, self.unit, self.standing_label, self.time = map(
            escape, (_("地点"), _("承办单位"), _("状态"), _("时限"))
        )

    def row(self, row: Matter) -> str:
        """One row."""
        state = flow_of(row).state(row.state)
        late = ' class="rows-late"' if is_late(row, self.now) and not state.end else ""
        href = escape(reverse("matter", kwargs={"number": row.number}))
        return (
            f'<tr{late}><th scope="row" class="table-title"><a href="{href}">{escape(row.title)}</a>'
            f'<span class="rows-under"><span class="number">{escape(row.number)}</span> '
            f"<span>{shortly(row.filed_at)}</span> {marks(row)}</span></th>"
            f'<td data-label="{self.place}">{escape(place_then(row))}</td>'
            f"{self.step(row, self.move) if self.move else self.standing(row, state)}</tr>\n"
        )

    def standing(self, row: Matter, state: State) -> str:
        """Unit, state, and the time it has left or when it ended."""
        unit = escape(row.holder.name) if row.holder is not None else "—"
        return (
            f'<td data-label="{self.unit}">{unit}</td><td data-label="{self.standing_label}">{state_badge(state)}</td>'
            f'<td data-label="{self.time}">{self.ended(row) if state.end else self.left(row)}</td>'
        )

    def ended(self, row: Matter) -> str:
        """When it was closed."""
        if row.closed_at is None:
            return ""
        return f'<span class="soft">{escape(_("%(at)s 办结") % {"at": shortly(row.closed_at)})}</span>'

    def left(self, row: Matter) -> str:
        """The clock of the nearest limit."""
        shown = drawing.clock(clock_face(row.due_at, now=self.now) if row.due_at else None)
        if row.due_was is None:
            return shown
        before = escape(_("延期，原定 %(at)s") % {"at": shortly(row.due_was)})
        return f'{shown}<span class="rows-under soft small">{before}</span>'

    def step(self, row: Matter, move: Move) -> str:
        """The time it has left, and the one step to take."""
        return (
            f'<td data-label="{self.time}">{self.left(row)}</td><td class="text-end">'
            f'<a class="btn btn-secondary" href="{escape(move_href(row, move))}">{escape(str(move.label))}'
            f'<span class="visually-hidden">{escape(row.number)}</span></a></td>'
        )


def marks(row: Matter) -> str:
    """What is unusual about a matter, beside its number."""
    urgent = urgency_badge(row) if pressing(row) else ""
    return f"{urgent}<span>{escape(_('补录'))}</span>" if row.late_entered else urgent
