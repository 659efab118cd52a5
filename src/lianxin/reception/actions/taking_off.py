"""Somebody is taken off a slot and nobody put in their place (撤人): never the leader, never the last substitute."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act
from lianxin.matters.workflow import Acting
from lianxin.reception import letters
from lianxin.reception.actions.noting import note
from lianxin.reception.models import Slot, SlotPerson
from lianxin.reception.queries.persons import called
from lianxin.reception.queries.slots import named_in, persons_of
from lianxin.reception.queries.talks import heard_by
from lianxin.reception.rules.slots import Altered, Part


def take_off(
    row: Slot, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """Called as `act` is; the event and the notice keep who it was, so their place in the slot goes. Raises Refused."""
    with transaction.atomic():
        event = act(row, move, by=by, data=data, client_id=client_id, version=version)
        SlotPerson.objects.filter(slot=row, pk=event.facts["person"]).delete()
    return event


def covered_without_them(acting: Acting) -> str | None:
    """A slot keeps its leader, and a substitute who stands in."""
    one = named_in(acting.row, acting.data["person"])
    if one is None:
        return _("这个人已经不在这一场里，请看现在有谁。")
    if one.part == Part.LEADER:
        return _(
            "一场接待要有一位接待领导，不能只撤。请用“换人”，在“换下谁”里选原来的领导；整场不办的，请改期或取消。"
        )
    substitutes = [other for other in persons_of(acting.row) if other.part == Part.SUBSTITUTE]
    if one.part == Part.SUBSTITUTE and len(substitutes) == 1:
        return _("领导来不了时由替补接待，要留一位。请用“换人”换上别人；或者先加一位替补，再撤。")
    return None


def has_not_come(acting: Acting) -> str | None:
    """Who was there, or heard somebody, stays on record."""
    one = named_in(acting.row, acting.data["person"])
    if one is None or (one.came_at is None and not heard_by(one)):
        return None
    return _(
        "%(name)s已经到场接待，要留在记录里，不能撤。签错了到的，请先点“来不了”；要加人来顶，请用“换人”。"
    ) % {"name": one.appointment.person.name}


def off(acting: Acting) -> None:
    """撤人, with the reason; after it was posted, the notice is posted anew. They are told."""
    one = named_in(acting.row, acting.data["person"])
    if one is None:  # the guard has said so
        return
    became = _("不再安排：%(reason)s") % {"reason": acting.data["reason"]}
    note(acting, acting.row, Altered.OFF, called(one.appointment), became, before_posting=True)
    acting.facts |= {"person": one.pk, "part": one.part, "appointment": one.appointment_id}
    acting.tell_staff(letters.TAKEN_OFF, account=one.appointment.account_id)
