"""What the appeal adds to the matter page: its words, speakers, orders, records, replies, callbacks."""

from typing import Any

from lianxin.appeals.joined import joined
from lianxin.appeals.queries import folder
from lianxin.appeals.standing import missing_from_file, voided_because, waiting_corrections
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.panels import show_with


def fill(matter: Matter, by: Actor) -> dict[str, Any]:
    """The context of `appeals/panel.html`."""
    return {
        "folder": folder(matter, by=by),
        "joined": joined(matter, by=by),
        "corrections": len(waiting_corrections(matter)),
        "missing": missing_from_file(matter) if matter.closed_at and by.account is not None else [],
        "void_reason": voided_because(matter),
    }


show_with("appeal", "appeals/panel.html", fill)
