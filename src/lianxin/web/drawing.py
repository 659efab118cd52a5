"""The two small drawings that stand in every row of every list: the badge of a state, the clock of a limit.

Drawn as one string each rather than by templates: a list page has fifty of them. `html.escape` of the standard library
does here what Django's own does at ten times the price, which looks for lazy and for safe strings first.
"""

from functools import lru_cache
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe as safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lianxin.web.clocks import ClockFace
from lianxin.web.dates import shortly
from lianxin.web.icons import icon
from lianxin.web.parts import Tone

SHAPES: dict[str, str] = {
    Tone.WAIT: "M6 1a5 5 0 100 10A5 5 0 006 1zm0 1.8a3.2 3.2 0 110 6.4 3.2 3.2 0 010-6.4z",
    Tone.DOING: "M6 1a5 5 0 100 10A5 5 0 006 1zm0 1.6v6.8a3.4 3.4 0 010-6.8z",
    Tone.CHECK: "M6 .5L11.5 6 6 11.5 .5 6z",
    Tone.PAUSED: "M2.5 1.5h2.6v9H2.5zM7 1.5h2.6v9H7z",
    Tone.DONE: "M4.7 10.2L.8 6.3l1.6-1.6 2.3 2.3 5-5 1.6 1.6z",
    Tone.ALARM: "M6 .8l5.6 10.2H.4z",
    Tone.ENDED: "M1.5 1.5h9v9h-9z",
}
LIGHTS = {"red": "exclamation-triangle", "yellow": "hourglass-split", "paused": "pause-circle"}


def badge(label: str | Promise, tone: str) -> SafeString:
    """`{% badge "办理中" "doing" %}`: colour, shape and word together; a tone that isn't of `parts.Tone` is over."""
    return drawn(str(label), str(tone))


@lru_cache(maxsize=512)
def drawn(label: str, tone: str) -> SafeString:
    """A badge; there are few, and each stands on a page again and again."""
    shape = SHAPES.get(tone, SHAPES[Tone.ENDED])
    return safe(  # noqa: S308  # what comes from outside is escaped
        f'<span class="badge tone-{tone}"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        f'<path d="{shape}" /></svg>{escape(label)}</span>'
    )


def clock(face: ClockFace | None, label: str | Promise = "") -> SafeString:
    """Time left or lost: a drawing, a light, words, the moment; nothing without a due time."""
    if face is None:
        return safe("")
    moment = localtime(face.due).isoformat()
    words = escape(_("%(at)s 到期") % {"at": shortly(face.due)})
    due = f'<time class="clock-due" datetime="{moment}">{words}</time>' if face.light != "paused" else ""
    unsure = _("暂定：那一年的放假安排还没公布") if face.provisional else ""
    more = f'<span class="clock-due">{escape(unsure)}</span>' if unsure else ""
    return safe(  # noqa: S308  # what comes from outside is escaped
        f'<span class="clock clock-{face.light}">{icon(LIGHTS.get(face.light, "clock"))} {escape(str(label))} '
        f"<b>{escape(face.words)}</b> {due}{more}</span>"
    )
