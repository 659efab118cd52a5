"""A reception of today in 青禾镇: two windows, a leader and a substitute, numbers to be taken."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment
from lianxin.reception.intake.numbers import give
from lianxin.reception.intake.talks import conclude
from lianxin.reception.models import Kind, Slot, Visit
from lianxin.reception.rules.slots import Part
from lianxin.reception.workflow import SLOT
from tests.township import Township

ASKED = "樟荫村水井边的水管漏了三天，路上全是水，老人不敢走。"


def held_by(by: Actor) -> int:
    """The appointment somebody acts on."""
    return int(Appointment.objects.get(account_id=by.account).pk)


def market_day(town: Township, **more: Any) -> Kind:
    """每周三赶集日, as it is set up."""
    said = {
        "code": f"M{Kind.objects.count()}",
        "name": "赶集日接待",
        "unit": town.hall,
        "area": town.hall.area,
        "place": "便民服务中心一楼",
        "starts": time(0, 5),
        "ends": time(23, 55),
        "numbers": 30,
        "windows": 2,
    }
    return Kind.objects.create(**{**said, **more})


def a_slot(town: Township, *, opened: bool = True, kind: Kind | None = None, **more: Any) -> Slot:
    """One slot of today, published; and open, unless said otherwise."""
    held = kind or market_day(town, **more)
    data = {
        "kind": held,
        "day": clock.today(),
        "persons": [(Part.LEADER, held_by(town.leader)), (Part.SUBSTITUTE, held_by(town.reviewer))],
    }
    slot: Slot = open_row(SLOT, by=town.triage, data=data, client_id=uuid7())
    turn(slot, "publish_late", by=town.triage, reason="当天加的一场。")
    if opened:
        turn(slot, "open", by=town.triage)
    return slot


def turn(slot: Slot, move: str, *, by: Actor, **data: Any) -> None:
    """One move of a slot as it stands."""
    slot.refresh_from_db()
    act(slot, move, by=by, data=data, client_id=uuid7(), version=slot.version)
    slot.refresh_from_db()


def come(town: Township, slot: Slot, *, by: Actor | None = None, **said: Any) -> Visit:
    """Somebody takes a number at the desk."""
    return give(slot, {"persons": 1, **said}, by=by or town.clerk, client_id=uuid7())


def go(visit: Visit, move: str, *, by: Actor, when: datetime | None = None, **data: Any) -> Visit:
    """One move of a visit as it stands."""
    visit.refresh_from_db()
    act(visit, move, by=by, data=data, client_id=uuid7(), version=visit.version, at=when)
    visit.refresh_from_db()
    return visit


def heard(town: Township, visit: Visit, *, window: int = 1, by: Actor | None = None) -> Visit:
    """Called and sat down."""
    go(visit, "call", by=by or town.clerk, window=window)
    return go(visit, "talk", by=by or town.clerk, window=window)


def record(outcome: str, **more: Any) -> dict[str, Any]:
    """A talk record as the form cleans it."""
    said = {
        "outcome": outcome,
        "asked": ASKED,
        "told": "当天派人去看，修好以前先围起来。",
        "read_back": True,
        "signing": "signed",
        "type": "help",
        "urgency": "ordinary",
        "identity": "named",
        "name": "林小满",
        "phone": "19900001111",
    }
    return {**said, **more}


def ended(town: Township, visit: Visit, outcome: str, *, by: Actor | None = None, **more: Any) -> Visit:
    """The talk ends with this outcome."""
    visit.refresh_from_db()
    said = record(outcome, **more)
    return conclude(visit, said, by=by or town.clerk, client_id=uuid7(), version=visit.version)


def typed(outcome: str, **more: Any) -> dict[str, Any]:
    """The same as a browser sends it."""
    said = {name: value for name, value in record(outcome, **more).items() if value not in (None, False)}
    return {**said, "read_back": "on"} if said.get("read_back") else said


def today_at(hour: int, minute: int = 0) -> datetime:
    """A moment of today by the office's clock."""
    return timezone.make_aware(datetime.combine(clock.today(), time(hour, minute)))
