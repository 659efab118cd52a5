"""Some dozens of appeals that go through the one writer, each with all its rows: the patterns of the copies."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import models

from desk.county import COUNTY, County
from desk.words import said
from lianxin.appeals.models import Appeal, Appellant, Callback, Order, Reply
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role, system
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, open_row
from lianxin.matters.ledger import history, row_kind
from lianxin.matters.models import Channel, Clock, Contact, Matter

EACH = 40  # closed ones, and open ones
DOORS = (Channel.PHONE, Channel.VISIT, Channel.BOX, Channel.CHAT, Channel.ROUND, Channel.PLATFORM)
PARTS: tuple[type[models.Model], ...] = (Contact, Appellant, Order, Reply, Callback)
REPLY = "站里已派人到场处理，当天办好。还有疑问请打站里的电话，工作日都有人接。"


@dataclass(frozen=True)
class Pattern:
    """All rows of one appeal; its events, clocks and parts in the order they were written."""

    matter: Matter
    appeal: Appeal
    parts: dict[type[models.Model], list[Any]]
    clocks: list[Clock]
    events: list[Event]


def play(county: County, draw: Random, began: datetime) -> tuple[list[Pattern], list[Pattern]]:
    """Closed and open appeals of the week that began then, four events each; every unit has some open ones."""
    finished = [closed(county, draw, morning(draw, began)) for _ in range(EACH)]
    waiting = [at_work(county, draw, morning(draw, began), number) for number in range(EACH)]
    return [pattern_of(one) for one in finished], [pattern_of(one) for one in waiting]


def morning(draw: Random, began: datetime) -> datetime:
    """Some moment of the week's first day."""
    return began + timedelta(minutes=draw.randrange(300))


def closed(county: County, draw: Random, at: datetime) -> Matter:
    """登记, 当场办结, 回访, 归档."""
    matter = registered(county, draw, at)
    answer = {"outcome": "resolved", "reply": REPLY, "confirmed": False, "simple": True}
    go(matter, "answer_now", county.hall[Role.TRIAGE], at + timedelta(hours=1), **answer)
    told = {"reached": True, "resolved": "yes", "satisfied": draw.randint(3, 5)}
    go(matter, "call_back", county.hall[Role.CALLBACK], at + timedelta(days=1), **told)
    return go(matter, "archive", system(COUNTY), at + timedelta(days=4))


def at_work(county: County, draw: Random, at: datetime, number: int) -> Matter:
    """登记, 受理, 派单, 签收; the units take turns."""
    matter, triage = registered(county, draw, at), county.hall[Role.TRIAGE]
    turn = number % len(county.units)
    key, _words = draw.choice(county.classes)
    placed = {"type": "help", "category": key, "area": matter.area_id, "urgency": matter.urgency}
    go(matter, "accept", triage, at + timedelta(minutes=30), **placed)
    order = {"unit": county.units[turn].pk, "basis": "职责清单第 3 条"}
    go(matter, "dispatch", triage, at + timedelta(hours=1), **order)
    return go(matter, "sign", county.handlers[turn], at + timedelta(hours=6))


def registered(county: County, draw: Random, at: datetime) -> Matter:
    """One appeal as the front desk takes it down."""
    village = draw.choice(county.villages)
    key, keywords = draw.choice(county.classes)
    words = said(draw, village.name, keywords)
    data = {
        "title": words.title,
        "text": words.text,
        "address": words.address,
        "type": "help",
        "category": key,
        "area": village.pk,
        "channel": draw.choice(DOORS),
        "urgency": draw.choice(("ordinary", "ordinary", "ordinary", "urgent")),
        "identity": "named",
        "name": "林小满",
        "phone": phone(draw),
        "tell_by": "none",
    }
    with clock.standing_at(at):
        by = county.hall[Role.CLERK]
        row: Matter = open_row(APPEAL, by=by, data=data, client_id=uuid7(), at=at)
    return row


def phone(draw: Random) -> str:
    """A number of a range nobody was given."""
    return f"199{draw.randrange(10**8):08}"


def go(matter: Matter, move: str, by: Actor, at: datetime, **data: object) -> Matter:
    """One move at its time, on the row as it stands."""
    held = Matter.objects.get(pk=matter.pk)
    with clock.standing_at(at):
        act(held, move, by=by, data=data, client_id=uuid7(), version=held.version, at=at)
    return Matter.objects.get(pk=matter.pk)


def pattern_of(matter: Matter) -> Pattern:
    """Everything that was written about an appeal."""
    parts = {part: list(part._default_manager.filter(matter=matter).order_by("pk")) for part in PARTS}
    clocks = Clock.objects.filter(row_kind=row_kind(matter), row_id=matter.pk).order_by("pk")
    return Pattern(matter, matter.appeal, parts, list(clocks), list(history(matter).order_by("seq")))
