"""What the appeal adds to the matter page: its words, speakers, orders, records, replies, callbacks."""

from typing import Any

from lianxin.appeals.queries import folder
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.panels import show_with


def fill(matter: Matter, by: Actor) -> dict[str, Any]:
    """The context of `appeals/panel.html`."""
    return {"folder": folder(matter, by=by)}


show_with("appeal", "appeals/panel.html", fill)
