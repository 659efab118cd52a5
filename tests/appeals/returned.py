"""How an order is given back and disputed in the tests: the usual words, one call for each stage."""

from datetime import datetime
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from tests.township import Township

SAID = {"ground": "duty", "basis": "职责清单第 5 条", "reason": "漏的是路边排水沟，不是供水管。"}
RULED = {"basis": "职责清单第 5 条", "decision": "排水沟是道路的附属设施，由村镇建设办主办。"}


def asked(
    town: Township, matter: Matter, *, by: Actor | None = None, when: datetime | None = None, **more: Any
) -> Matter:
    """Move 申请退单: the water station says it is the road office's."""
    said = {**SAID, "unit": town.roads.pk, **more}
    town.go(matter, "ask_return", by=by or town.water_handler, when=when, **said)
    matter.refresh_from_db()
    return matter


def disputed(
    town: Township, matter: Matter, *, by: Actor | None = None, when: datetime | None = None
) -> Matter:
    """… and 提交裁定, by the desk."""
    asked(town, matter, when=when)
    town.go(matter, "submit_dispute", by=by or town.triage, when=when)
    matter.refresh_from_db()
    return matter


def ruled(
    town: Township, matter: Matter, *, by: Actor | None = None, when: datetime | None = None, **more: Any
) -> Event:
    """Move 裁定, for the road office by default."""
    said = {**RULED, "unit": town.roads.pk, **more}
    return town.go(matter, "adjudicate", by=by or town.leader, when=when, **said)
