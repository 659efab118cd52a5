"""A matter at which a move is at hand that no plain story leads to: joint handling, calls, accusations."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from tests.appeals.reaching import handed_over, jointly, taken_up
from tests.township import Township

Placed = tuple[Matter, Actor]
OPINION = "测绘图上的界线在墙外三十厘米，建议照图立桩。"


def assisted(town: Township) -> Matter:
    """The road office assists and has signed."""
    matter = jointly(town, town.working(town.file()))
    town.go(matter, "sign_helper", by=town.roads_handler)
    return matter


def answered(town: Township) -> Placed:
    """It has answered."""
    matter = assisted(town)
    town.go(matter, "answer_helper", by=town.roads_handler, answer="已用碎石回填并压实，路面恢复通行。")
    return matter, town.water_handler


def asked_to_lead(town: Township) -> Placed:
    """It is asked to take over the lead."""
    matter = assisted(town)
    town.go(matter, "hand_lead", by=town.water_handler, unit=town.roads.pk, reason="主要是路面的事。")
    return matter, town.roads_handler


def called(town: Township, **more: Any) -> Matter:
    """The water station called the road office to the well."""
    matter = town.working(town.file())
    at = timezone.now() + timedelta(hours=1)
    said = {"kind": "public", "place": "井边", "at": at, "purpose": "一起看。", "units": [town.roads.pk]}
    town.go(matter, "whistle", by=town.water_handler, **{**said, **more})
    return matter


def minuted(town: Township) -> Matter:
    """There are minutes of it."""
    matter = called(town)
    town.go(matter, "minute_whistle", by=town.water_handler, opinions="先围挡。")
    return matter


def mediated(town: Township) -> Placed:
    """It was called to a joint mediation."""
    matter = called(town, kind="mediation", mediator="镇调委会调解员", willing=True)
    return matter, town.roads_handler


def complained(town: Township) -> Placed:
    """A complaint that isn't dispatched yet."""
    return town.file(type="complaint"), town.triage


def accused(town: Township, *, up: bool = False) -> Placed:
    """An accusation with the discipline desk, taken up or not."""
    matter = handed_over(town, town.file())
    if up:
        taken_up(town, matter)
    desk = actor_of(Account.objects.get(login=f"{town.roads.code}-{Role.DISCIPLINE}"), at=timezone.now())
    assert desk is not None
    return matter, desk


PLACED: dict[str, Callable[[Township], Placed]] = {
    "allow_enquiry": lambda town: (town.file(type="complaint"), town.triage),
    **dict.fromkeys(("record_helper", "answer_helper"), lambda town: (assisted(town), town.roads_handler)),
    **dict.fromkeys(("take_lead", "decline_lead"), asked_to_lead),
    "ask_again": answered,
    "answer_whistle": lambda town: (called(town), town.roads_handler),
    **dict.fromkeys(("arrive", "minute_whistle"), lambda town: (called(town), town.water_handler)),
    "give_opinion": mediated,
    "rate_called": lambda town: (minuted(town), town.water_handler),
    "rate_caller": lambda town: (minuted(town), town.roads_handler),
    "name_accused": complained,
    **dict.fromkeys(("take_up", "refer_up"), accused),
    **dict.fromkeys(("inquire", "conclude"), lambda town: accused(town, up=True)),
}
