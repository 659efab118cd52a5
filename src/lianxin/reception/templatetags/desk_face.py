"""The buttons of the reception desk: one press, one move, sent twice made once. `{% load desk_face %}`."""

from typing import Any
from uuid import UUID

from django import template
from django.utils.functional import Promise

from lianxin.kernel.ids import uuid7
from lianxin.reception.models import Visit

register = template.Library()


@register.simple_tag
def fresh_id() -> UUID:
    """An id for one press of one button."""
    return uuid7()


@register.inclusion_tag("reception/parts/act.html", takes_context=True)
def act_button(
    context: dict[str, Any],
    visit: Visit,
    move: str,
    label: str | Promise,
    *,
    window: int = 0,
    key: str = "",
    strong: bool = False,
) -> dict[str, Any]:
    """`{% act_button visit "skip" "过号" window=2 key="s" %}`: the move, and back to the desk of that window."""
    return {
        "visit": visit,
        "move": move,
        "label": label,
        "window": window,
        "key": key,
        "strong": strong,
        "csrf_token": context.get("csrf_token"),
    }
