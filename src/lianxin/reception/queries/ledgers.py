"""The register of a slot, a line a visit, as far as its reader may know (来访登记)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from lianxin.kernel.actor import Actor
from lianxin.kernel.masking import mask_name
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.reception.models import Slot, Talk, Visit
from lianxin.reception.queries.visits import label_in
from lianxin.reception.rules.visits import NUMBERED, Taken, VisitState

SHORT = 60  # so much of what was asked fits into a line
PACK = 10


@dataclass(frozen=True)
class Entry:
    """One visit in the register; names are masked, for the sheet lies on a table."""

    number: int
    taken_at: datetime
    paper: bool
    name: str
    persons: int
    speakers: Sequence[str]
    asked: str
    outcome: str | Promise
    matter: str
    opened: bool


def entries_of(slot: Slot, *, by: Actor) -> list[Entry]:
    """The visits of a slot by number; what led to a matter the reader must not know of stands without its words."""
    visits = list(visible(by, Visit).filter(slot=slot).prefetch_related("speakers").order_by("number"))
    keys = [one.matter_id for one in visits if one.matter_id]
    seen = dict(visible(by, Matter).filter(pk__in=keys).values_list("pk", "number")) if keys else {}
    talks = dict(Talk.objects.filter(visit__slot=slot).values_list("visit_id", "asked"))
    return [entry(one, seen, talks.get(one.pk, "")) for one in visits]


def entry(visit: Visit, seen: dict[int, str], asked: str) -> Entry:
    """One line."""
    known = visit.matter_id is None or visit.matter_id in seen
    words = " ".join(asked.split())
    return Entry(
        number=visit.number,
        taken_at=visit.taken_at,
        paper=visit.taken == Taken.PAPER,
        name=mask_name(visit.name),
        persons=visit.persons,
        speakers=[mask_name(one.name) for one in visit.speakers.all() if one.replaced_at is None],
        asked=(words[:SHORT] + ("…" if len(words) > SHORT else "")) if known else "",
        outcome=VisitState(visit.state).label,
        matter=seen.get(visit.matter_id or 0, ""),
        opened=visit.matter_id is not None and visit.state in NUMBERED,
    )


def numbers_on_paper(slot: Slot) -> list[tuple[int, str]]:
    """The free numbers that go on paper, each with the number of its sheet: those kept for it, else the last ten."""
    taken = set(Visit.objects.filter(slot=slot).values_list("number", flat=True))
    free = [one for one in range(slot.paper_from or 1, slot.numbers + 1) if one not in taken]
    chosen = free if slot.paper_from else free[-PACK:]
    return [(one, label_in(slot, one)) for one in chosen]
