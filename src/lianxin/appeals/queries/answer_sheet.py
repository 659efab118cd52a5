"""What stands on F-98 办理结果答复书, taken down at the moment the reply is sent (答复书)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.appeals.models import Reply
from lianxin.appeals.queries import current_order
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.shielding import title_on_paper
from lianxin.appeals.rules import Outcome
from lianxin.appeals.terms import routes_text
from lianxin.matters.models import Matter

FORM = "F-98"


@dataclass(frozen=True)
class AnswerSheet:
    """One F-98 as it was sent: it says the same for ever."""

    number: str
    place: int
    edition: str
    matter: str
    title: str
    filed_at: datetime
    sent_at: datetime
    unit: str
    outcome: str
    basis: str
    text: str
    routes: list[str]


def sheet_of(matter: Matter, reply: Reply) -> dict[str, Any]:
    """The paper of a reply, as plain values to keep with it; numbered by its place among the matter's replies."""
    routes, edition = routes_text()
    order = current_order(matter)
    place = matter.replies.exclude(sent_at=None).count() + 1
    return {
        "number": f"{matter.number}-{place}",
        "place": place,
        "edition": edition,
        "title": title_on_paper(matter),
        "filed_at": matter.filed_at.isoformat(),
        "unit": order.unit.name if order else "",
        "outcome": matter.appeal.outcome,
        "routes": routes,
    }


def answer_sheets(matter: Matter, *, clear: bool = False) -> list[AnswerSheet]:
    """The papers of all replies that were sent, the first first; those from before papers were kept are left out.

    Telephone numbers in them are masked, but `clear` for the one who is answered.
    """
    sent = list(matter.replies.exclude(sent_at=None).order_by("sent_at", "pk"))
    put_back(matter, sent, clear=clear)
    return [read(matter, reply) for reply in sent if reply.sheet]


def answer_sheet(matter: Matter, place: int, *, clear: bool = False) -> AnswerSheet | None:
    """One of them by its place, counted from 1."""
    return next((sheet for sheet in answer_sheets(matter, clear=clear) if sheet.place == place), None)


def read(matter: Matter, reply: Reply) -> AnswerSheet:
    """The paper of one reply."""
    said = reply.sheet
    return AnswerSheet(
        number=said["number"],
        place=said["place"],
        edition=said["edition"],
        matter=matter.number,
        title=said["title"],
        filed_at=datetime.fromisoformat(said["filed_at"]),
        sent_at=reply.sent_at or reply.written_at,
        unit=said["unit"],
        outcome=str(Outcome(said["outcome"]).label) if said["outcome"] else "",
        basis=reply.basis,
        text=reply.text,
        routes=[line for line in said["routes"].splitlines() if line],
    )
