"""How states and clocks of matters look: `{% load matter_face %}`; the drawing itself is in `web`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.kernel.clock import now as office_now
from lianxin.matters.flows import flow_of
from lianxin.matters.limits import amount_words, light
from lianxin.matters.models import Clock, Matter, Urgency
from lianxin.matters.workflow import Move, State, Text, area_of
from lianxin.web import drawing
from lianxin.web.clocks import clock_face
from lianxin.web.dates import shortly
from lianxin.web.parts import Tone

register = template.Library()

# A state a practice adds without a tone here is drawn as being worked on, or as over when it is an end.
TONES = {
    "registered": Tone.WAIT,
    "to_dispatch": Tone.WAIT,
    "to_sign": Tone.WAIT,
    "return_asked": Tone.CHECK,
    "adjudicating": Tone.CHECK,
    "need_info": Tone.PAUSED,
    "suspended": Tone.PAUSED,
    "closing": Tone.CHECK,
    "callback": Tone.CHECK,
    "rework": Tone.ALARM,
    "reject_asked": Tone.CHECK,
    "closed": Tone.DONE,
    "archived": Tone.DONE,
    "merged": Tone.PAUSED,
}


@register.simple_tag
def state_badge(state: State) -> SafeString:
    """`{% state_badge state %}`: the state of a matter for staff."""
    usual = Tone.ENDED if state.end else Tone.DOING
    return drawing.badge(state.staff, TONES.get(state.code, usual))


@register.simple_tag
def state_of(matter: Matter) -> State:
    """`{% state_of matter as state %}`: the state in the edition the matter began with."""
    return flow_of(matter).state(matter.state)


@register.simple_tag
def limit_clock(running: Clock, matter: Matter, now: datetime) -> SafeString:
    """`{% limit_clock clock matter now %}`: one running limit with its name and its light."""
    limit = flow_of(matter).limit_for(running.limit, matter, running.started)
    held = running.paused is not None
    shown = light(running.due, limit, now=now, started=running.started, paused=held)
    face = clock_face(
        running.due, now=now, light=shown, since=running.started, paused=running.paused, area=area_of(matter)
    )
    return drawing.clock(face, limit.label)


@register.simple_tag
def limit_label(stopped: Clock, matter: Matter) -> Text:
    """`{% limit_label clock matter %}`: the name of a limit."""
    return flow_of(matter).limit_for(stopped.limit, matter, stopped.started).label


@register.filter
def replaced(clock: Clock, clocks: Sequence[Clock]) -> bool:
    """`{{ clock|replaced:clocks }}`: it was not kept, a nearer one of the same name took its place (改为特急)."""
    others = [other for other in clocks if other.pk != clock.pk]
    return any(other.limit == clock.limit and other.started == clock.stopped for other in others)


@register.filter
def limit_notes(clock: Clock) -> list[str]:
    """`{% for note in clock|limit_notes %}`: what moved a limit: when it was due at first, how long it stood."""
    notes = []
    if clock.due != clock.original_due:
        notes.append(_("原定 %(at)s 到期") % {"at": shortly(clock.original_due)})
    if clock.extended:
        notes.append(_("延期 %(span)s") % {"span": amount_words(clock.kind, clock.extended)})
    if clock.held:
        notes.append(_("共暂停 %(span)s") % {"span": amount_words(clock.kind, clock.held)})
    if clock.paused and not clock.stopped:
        notes.append(_("%(at)s 起暂停") % {"at": shortly(clock.paused)})
    return notes


@register.simple_tag
def urgency_badge(matter: Matter) -> SafeString:
    """`{% urgency_badge matter %}`: 紧急 and 特急 stand out; 一般 is not worth a badge."""
    tone = Tone.ALARM if matter.urgency == Urgency.EMERGENCY else Tone.WAIT
    return drawing.badge(Urgency(matter.urgency).label, tone)


@register.inclusion_tag("matters/moves.html")
def matter_moves(
    matter: Matter, moves: Sequence[Move], also: Sequence[Move], held_up: Sequence[tuple[Move, Text]] = ()
) -> dict[str, Any]:
    """`{% matter_moves matter moves also held_up %}`: the moves one may make, the first leads if it goes on.

    One that is held up is named with what is in the way.
    """
    offered, besides = ([(one, move_href(matter, one)) for one in some] for some in (moves, also))
    return {"moves": offered, "also": besides, "held_up": held_up, "led": bool(moves and moves[0].to)}


@register.inclusion_tag("matters/moves.html")
def row_moves(route: str, moves: Sequence[Move], also: Sequence[Move] = (), **keys: Any) -> dict[str, Any]:
    """`{% row_moves "check_move" moves fieldcheck=row.pk %}`: the moves one may make on a row, made at this route."""
    offered, besides = (
        [(one, reverse(route, kwargs={**keys, "move": one.code})) for one in some] for some in (moves, also)
    )
    return {"moves": offered, "also": besides, "led": True}


def move_href(matter: Matter, move: Move) -> str:
    """The page made for this move of a matter, or the plain one."""
    page = move.form.page if move.form else ""
    if page:
        return reverse(page, kwargs={"number": matter.number})
    return reverse("move", kwargs={"number": matter.number, "move": move.code})


@register.filter
def pressing(matter: Matter) -> bool:
    """Whether the matter is more urgent than usual."""
    return matter.urgency != Urgency.ORDINARY


@register.filter
def late(matter: Matter, now: datetime) -> bool:
    """Whether the nearest limit has passed."""
    return matter.due_at is not None and matter.due_at < now


@register.filter
def place_then(matter: Matter) -> str:
    """Where it is: by today's name while it is open, by the name of the day it ended once it has (XC-09)."""
    if matter.area is None:
        return "—"
    return matter.area.name_on(timezone.localdate(matter.closed_at or office_now()))
