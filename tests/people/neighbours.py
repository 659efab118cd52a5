"""A few invented residents, for tests of their files."""

from datetime import date
from typing import Any

from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.id_check import check_sign
from lianxin.people.actions.residents import add_resident
from lianxin.people.models import Person, Unit
from lianxin.people.rules.residents import ResidentFacts
from lianxin.places.models import Area
from tests.township import TOWN, Township, actor

PHONE = "19900001111"
OTHER_PHONE = "19900002222"


def id_number(born: date = date(1950, 3, 5), serial: int = 12) -> str:
    """An ID number of an area nobody lives in."""
    first = f"990901{born:%Y%m%d}{serial:03d}"
    return first + check_sign(first)


def resident(town: Township, name: str, *, by: Actor | None = None, **more: Any) -> Person:
    """Somebody of 樟荫村, unless `area` says otherwise."""
    facts = ResidentFacts(**{"name": name, "area": town.village.pk, **more})
    return add_resident(facts, by=by or town.triage, at=timezone.now())


def other_village(town: Township) -> Area:
    """溪口村, beside 樟荫村."""
    return Area.objects.create(code=f"{TOWN}202", name="溪口村", kind="village", parent=town.village.parent)


def village_clerk(area: Area) -> Actor:
    """A clerk who serves one village only."""
    unit = Unit.objects.create(name=f"{area.name}村委会", code=area.code[9:12], kind="village", area=area)
    return actor(unit, "村级登记", Role.CLERK)
