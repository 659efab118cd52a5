"""What a talk comes to: written down, and made an appeal or one more contact of one, whole or not at all (接谈结果)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.actions import contact_again, register
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure.registry import ERASED
from lianxin.matters.act import act, lock
from lianxin.matters.ledger import event_of
from lianxin.matters.models import Channel, Matter
from lianxin.matters.refusals import Refused
from lianxin.people.rules.consents import Way
from lianxin.reception.intake.numbers import give
from lianxin.reception.models import Slot, Visit
from lianxin.reception.queries.talks import matter_to_join, talk_in_clear
from lianxin.reception.queries.visits import label_of, opened_with_id
from lianxin.reception.rules.visits import RECEPTION, VisitState

SAID_OF_WHO = ("identity", "name", "phone", "tell_by")


@transaction.atomic
def conclude(visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID, version: int) -> Visit:
    """End a talk with this outcome; the same form again ends it once.

    Raises Refused, ValidationError, and AlreadySent or SheetTaken where the appeal was opened before.
    """
    held: Visit = lock(visit)  # before the county's chain, which opening an appeal takes
    outcome, data = str(said["outcome"]), dict(said)
    if event_of(held, client_id) is None and held.version == version:
        data |= led_to(held, said, by=by, client_id=client_id)
    act(held, outcome, by=by, data=data, client_id=client_id, version=version)
    held.refresh_from_db()
    return held


@transaction.atomic
def correct(visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID, version: int) -> Visit:
    """Put the outcome of a visit right; where it should have become an appeal, it becomes one now, by its record.

    Raises what `conclude` raises, and Refused where nothing is left of the record.
    """
    held: Visit = lock(visit)
    talk = talk_in_clear(held)
    if said["outcome"] in (VisitState.OPENED, VisitState.JOINED) and (talk is None or talk.asked == ERASED):
        raise Refused(_("接谈记录已按规定删除，不能照它立项。请另“登记一件”。"), code="guard")
    words = {"asked": talk.asked, "told": talk.told or said.get("told") or ""} if talk else {}
    data = {**said, **words}
    if held.matter_id is None and event_of(held, client_id) is None and held.version == version:
        data |= led_to(held, data, by=by, client_id=client_id)
    act(held, "correct", by=by, data=data, client_id=client_id, version=version)
    held.refresh_from_db()
    return held


def led_to(visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> dict[str, Any]:
    """The appeal this outcome opens or joins, if it is one that does."""
    if said["outcome"] == VisitState.OPENED:
        return opened(visit, said, by=by, client_id=uuid5(client_id, "appeal"))
    if said["outcome"] == VisitState.JOINED:
        return joined(visit, said, by=by, client_id=uuid5(client_id, "contact"))
    if said["outcome"] == VisitState.SETTLED and said.get("numbered"):
        return settled_with_number(visit, said, by=by, client_id=client_id)
    return {}


def settled_with_number(
    visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID
) -> dict[str, Any]:
    """A new appeal that is answered and closed in the same sitting (即办, DSP-01). Raises what `opened` raises."""
    made = opened(visit, said, by=by, client_id=uuid5(client_id, "appeal"))
    answer = {
        "outcome": said["settled_as"],
        "reply": said["told"],
        "confirmed": said["confirmed"] == "yes",
        "simple": said["simple"],
    }
    matter: Matter = made["matter"]
    act(
        matter, "answer_now", by=by, data=answer, client_id=uuid5(client_id, "answer"), version=matter.version
    )
    return made


def opened(visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> dict[str, Any]:
    """A new appeal, whose source is this visit of this slot (立项). Raises what `register` raises."""
    appeal = {
        "channel": Channel.VISIT,
        "filed_at": visit.talked_at or visit.taken_at,
        "text": said["asked"],
        "source": RECEPTION,
        "external_number": label_of(visit),
        "notice": Way.SHOWN,
        "accused": said.get("about") if said.get("type") == AppealType.REPORT else None,
        **{name: said.get(name) for name in ("type", "area", "address", "urgency", *SAID_OF_WHO)},
    }
    matter = register(appeal, said.get("photos") or (), by=by, client_id=client_id)
    return {
        "matter": matter,
        "unknown": said.get("identity") == Identity.ANONYMOUS,
        "secret": said.get("type") == AppealType.REPORT,
    }


def joined(visit: Visit, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> dict[str, Any]:
    """One more contact of an open appeal: one matter, two contacts (XC-01). Raises Refused."""
    matter: Matter | None = matter_to_join(str(said.get("join") or ""), by=by)
    if matter is None:
        return {"matter": None}
    contact = {
        "channel": Channel.VISIT,
        "filed_at": visit.talked_at or visit.taken_at,
        "text": said["asked"],
        "photos": said.get("photos") or (),
        **{name: said.get(name) for name in SAID_OF_WHO},
    }
    contact_again(matter, contact, by=by, client_id=client_id)
    matter.refresh_from_db()
    return {"matter": matter, "unknown": said.get("identity") == Identity.ANONYMOUS}


@transaction.atomic
def enter_paper(slot: Slot, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> Visit:
    """What was written on paper while nothing worked: number, who came, the talk and its outcome, at once (补登).

    Raises what `conclude` raises; then nothing of it is kept.
    """
    known = opened_with_id(client_id)
    if known is not None:
        return known
    visit = give(slot, said, by=by, client_id=client_id, move="enter_paper")
    if said.get("gone"):
        return visit
    again = uuid5(client_id, "talk")
    return conclude(visit, said, by=by, client_id=again, version=visit.version)
