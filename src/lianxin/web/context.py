"""What every template may use: the office, the switches, the links, who is signed in."""

from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lianxin.kernel.actor import Actor
from lianxin.kernel.context import NoCounty
from lianxin.kernel.notices import bell
from lianxin.web import nav
from lianxin.web.office import EMERGENCY_LINES, office

NOBODY = Actor(account=None, county=0)


def face(request: HttpRequest) -> dict[str, Any]:
    """The context of each page; what asks the database is asked late, and a page about a fault does without."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "office": SimpleLazyObject(office),
        "emergency_lines": EMERGENCY_LINES,
        "elder": getattr(request, "elder", False),
        "actor": actor,
        "bell": SimpleLazyObject(lambda: rung(actor)),
        "nav": SimpleLazyObject(lambda: nav.groups(actor, request.path)),
        "foot": SimpleLazyObject(lambda: nav.links(nav.Place.FOOT, actor, request.path)),
    }


def rung(actor: Actor) -> int:
    """How many notices wait for this actor; a page about a fault does without."""
    try:
        return bell(actor)
    except (NoCounty, DatabaseError, InterfaceError):
        return 0
