"""A kind of reception with its list of turns, and slots of it, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment
from lianxin.reception.models import Kind, Slot, SlotPerson, Turn
from lianxin.reception.rules.slots import Part
from lianxin.reception.workflow import SLOT
from tests.township import Township, at, people

LEADERS = (  # each with duties of their own: the township's accounts are called after these
    ("书记", (Role.LEADER, Role.REVIEWER)),
    ("乡长", (Role.REVIEWER, Role.LEADER)),
    ("人大主席", (Role.LEADER, Role.CALLBACK)),
    ("副乡长", (Role.CALLBACK, Role.LEADER)),
)
MONDAY = at("2022-02-07 09:00")


@dataclass
class Reception:
    """A Wednesday reception of the hall, four leaders on posts of the hall, and who records."""

    town: Township
    kind: Kind
    leaders: list[Actor]
    recorder: Actor

    def key(self, by: Actor) -> int:
        """The appointment of somebody."""
        found: int = Appointment.objects.get(account=by.account).pk
        return found

    def plan(self, day: str, leader: int = 0, substitute: int = 1, **more: Any) -> Slot:
        """A slot in the book."""
        persons = [
            (Part.LEADER.value, self.key(self.leaders[leader])),
            (Part.SUBSTITUTE.value, self.key(self.leaders[substitute])),
        ]
        data = {"kind": self.kind, "day": date.fromisoformat(day), "persons": persons, **more}
        row: Slot = open_row(SLOT, by=self.town.triage, data=data, client_id=uuid7(), at=clock.now())
        return row

    def publish(self, *slots: Slot) -> None:
        """Posted in time."""
        for slot in slots:
            self.go(slot, "publish")

    def go(
        self, slot: Slot, move: str, *, by: Actor | None = None, when: datetime | None = None, **data: Any
    ) -> Event:
        """One move on a slot as it stands."""
        slot.refresh_from_db()
        hand = by or self.town.triage
        event = act(slot, move, by=hand, data=data, client_id=uuid7(), version=slot.version, at=when)
        slot.refresh_from_db()
        return event

    def person(self, slot: Slot, part: Part = Part.LEADER) -> SlotPerson:
        """Somebody in a slot."""
        return SlotPerson.objects.get(slot=slot, part=part)

    def form(self, slot: Slot, **data: Any) -> dict[str, Any]:
        """What a page of a move sends."""
        slot.refresh_from_db()
        return {"client_id": uuid7(), "version": slot.version, **data}


def reception(town: Township, **more: Any) -> Reception:
    """赶集日群众接待: each Wednesday, nine to twelve."""
    facts = {
        "code": "market",
        "name": "赶集日群众接待",
        "unit": town.hall,
        "area": town.hall.area,
        "place": "便民服务中心一楼",
        "phone": "0990-1234567",
        "days": "每周三",
        "starts": time(9),
        "ends": time(12),
    }
    kind = Kind.objects.create(**{**facts, **more})
    leaders = people([(town.hall, name, roles) for name, roles in LEADERS])
    (recorder,) = people([(town.hall, "记录", (Role.HANDLER,))])
    found = Reception(town, kind, leaders, recorder)
    turns(found, leaders, Part.LEADER)
    turns(found, [recorder], Part.RECORDER)
    return found


def turns(found: Reception, hands: Sequence[Actor], part: Part) -> None:
    """Put these on the list, in this order."""
    for place, hand in enumerate(hands):
        Turn.objects.create(
            kind=found.kind,
            appointment_id=found.key(hand),
            part=part,
            place=place,
            since=date(2022, 1, 1),
        )
