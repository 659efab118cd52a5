"""A township whose map changes: two villages with groups, people who serve them, and matters under way."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Unit
from lianxin.places.actions.changes import Decision, NewArea, merge
from lianxin.places.models import Area, AreaChange
from tests.township import TOWN, Township, actor

MERGED = date(2026, 11, 2)


@dataclass
class Valley:
    """青禾镇 with two villages of two groups each; `north` is staffed, the new village too once it is there."""

    town: Township
    place: Area
    north: Area
    south: Area
    groups: list[Area]
    north_clerk: Actor

    def decision(
        self, on: date = MERGED, basis: str = "青政发〔2026〕3 号", by: Actor | None = None
    ) -> Decision:
        return Decision(on=on, basis=basis, by=by or self.town.administrator, at=clock.now())

    def merge(self, on: date = MERGED) -> AreaChange:
        """Both become 樟溪村."""
        return merge([self.north, self.south], NewArea("樟溪村", "village"), self.decision(on))

    def joined(self) -> Area:
        return Area.objects.get(name="樟溪村")

    def serve(self, area: Area, *roles: str, code: str = "91") -> Actor:
        """Somebody in a new unit that serves this area."""
        unit = Unit.objects.create(name=f"{area.name}委员会", code=code, kind="village", area=area)
        return actor(unit, "窗口", *(roles or (Role.CLERK,)))


@pytest.fixture
def valley(town: Township) -> Valley:
    place = Area.objects.get(code=f"{TOWN}000")
    south = Area.objects.create(code=f"{TOWN}202", name="楮溪村", kind="village", parent=place)
    groups = [
        Area.objects.create(code=f"{village.code}00{number}", name=name, kind="group", parent=village)
        for village in (town.village, south)
        for number, name in ((1, "一组"), (2, "二组"))
    ]
    unit = Unit.objects.create(name="樟荫村委员会", code="81", kind="village", area=town.village)
    return Valley(town, place, town.village, south, groups, actor(unit, "窗口", Role.CLERK))


def midday(day: date) -> datetime:
    """Noon of a day by the office's clock."""
    return datetime.fromisoformat(f"{day}T12:00:00+08:00")
