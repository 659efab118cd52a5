"""Talk records, and what the clerk is shown while one is typed: matters that say the same (接谈、同一诉求)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.appeals.models import Appeal
from lianxin.appeals.queries.same_issue import why
from lianxin.appeals.queries.standing import with_phone
from lianxin.appeals.rules import AppealType
from lianxin.kernel import clock, pieces
from lianxin.kernel.actor import Actor
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Matter
from lianxin.matters.queries import open_states, visible
from lianxin.people.queries import names_of_accounts
from lianxin.reception.models import Slot, SlotPerson, Talk, Visit
from lianxin.reception.queries.numbers import put_back
from lianxin.reception.queries.visits import matter_seen
from lianxin.reception.rules.slots import STANDING, Part
from lianxin.wording.queries.alike import alike

MOST = 6
SHORTEST = 6  # so many signs say something one can look for
ORDER = (Part.LEADER, Part.SUBSTITUTE, Part.DEPUTY, Part.EXTRA, Part.RECORDER)


def talk_on_sheet(number: str, *, but: int | None) -> Talk | None:
    """The talk that was written on this sheet of paper, of another visit."""
    found = Talk.objects.filter(paper_number=number).exclude(visit=but)
    return found.select_related("visit").first()


@dataclass(frozen=True)
class Known:
    """An open matter that may be what they came for, with the reason."""

    row: Matter
    why: str


def may_be_known(text: str, phone: str, *, by: Actor) -> list[Known]:
    """Open matters this actor may see that were raised by this telephone, or say the same (XC-01)."""
    beside = open_matters(by)
    found = {
        row.pk: Known(row, _("同一个电话"))
        for row in (with_phone(beside, phone).order_by("-filed_at", "-pk")[:MOST] if phone else ())
    }
    if len(text.strip()) >= SHORTEST:
        likes = alike("", text, at=clock.now() + timedelta(seconds=1), most=MOST)
        rows = beside.in_bulk([one.row_id for one in likes])
        for one in likes:
            if one.row_id in rows:
                found.setdefault(one.row_id, Known(rows[one.row_id], why(one)))
    return list(found.values())[:MOST]


def open_matters(by: Actor) -> QuerySet[Matter]:
    """Open matters, without accusations."""
    found = visible(by, Matter).select_related("area").filter(state__in=open_states())
    return found.exclude(pk__in=Appeal.objects.filter(type=AppealType.REPORT).values("pk"))


def matter_to_join(number: str, *, by: Actor) -> Matter | None:
    """One of them by its number."""
    return open_matters(by).filter(number=number).first()


def hearers(slot: Slot) -> Sequence[SlotPerson]:
    """Who of the slot may have received them, the leader first."""
    rows = slot.persons.select_related("appointment__person", "appointment__post")
    return sorted(rows, key=lambda one: (ORDER.index(Part(one.part)), one.pk))


def heard_by(one: SlotPerson) -> bool:
    """Whether a talk record says that they heard somebody."""
    return Talk.objects.filter(heard_by=one).exists()


def usual_hearer(slot: Slot) -> SlotPerson | None:
    """The first of them who signed in; the leader when nobody did, unless they said that they don't come."""
    rows = hearers(slot)
    came = [one for one in rows if one.came_at is not None and one.part != Part.RECORDER]
    here = [one for one in rows if not one.absent_for and one.part != Part.RECORDER]
    return next(iter(came or here), None)


def named(one: SlotPerson) -> str:
    """Somebody of a slot in words."""
    return _("%(part)s %(name)s（%(post)s）") % {
        "part": Part(one.part).label,
        "name": one.appointment.person.name,
        "post": one.appointment.post.name,
    }


def later_slots(slot: Slot) -> list[Slot]:
    """Slots to which somebody can be asked to come again."""
    found = Slot.objects.filter(state__in=STANDING, starts_at__gt=slot.starts_at, area=slot.area)
    return list(found.select_related("kind").order_by("starts_at", "pk")[:20])


def talk_in_clear(visit: Visit) -> Talk | None:
    """The record of a visit with the numbers in its words, to go on to an appeal; only to be read."""
    talk = Talk.objects.filter(visit=visit).first()
    if talk is not None and pieces.has_markers([talk]):
        pieces.Shown(pieces.pieces_of(row_kind(Visit), [visit.pk]), clear=True).put_back(talk)
    return talk


@dataclass(frozen=True)
class Told:
    """A talk record as it may be read: who heard, who wrote, the words with the numbers in them."""

    talk: Talk
    heard_by: str
    recorder: str


def told_at(visit: Visit, *, by: Actor) -> Told | None:
    """The record of a visit; none where it led to an appeal this actor must not know of."""
    talk = Talk.objects.filter(visit=visit).select_related("heard_by", "promised_unit", "about").first()
    if talk is None or (visit.matter_id is not None and matter_seen(visit, by=by) is None):
        return None
    put_back(visit, [talk])
    heard = hearers(visit.slot)
    return Told(
        talk,
        next((named(one) for one in heard if one.pk == talk.heard_by_id), ""),
        names_of_accounts([talk.recorder_id]).get(talk.recorder_id, "") if talk.recorder_id else "",
    )
