"""Setting up an installation: county, township, villages, standard units, the first administrator (安装).

Each step finds what an interrupted run has left and goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.counties import serve
from lianxin.kernel.distribution import start_ids
from lianxin.people import queries, standard
from lianxin.people.actions.links import NewLink
from lianxin.people.actions.staff import add_member
from lianxin.people.models import Post, Unit
from lianxin.people.rules import Purpose, Refused, UnitKind
from lianxin.people.standard import StandardUnit
from lianxin.places.models import Area
from lianxin.places.rules import OFFICIAL_LENGTH, AreaKind


@dataclass(frozen=True)
class Place:
    """A township or a village as typed at set-up: the official twelve-digit code, the name, the kind."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class Founding:
    """What an installation begins with."""

    county: int
    county_name: str
    township: Place
    villages: tuple[Place, ...]
    administrator: str
    login: str


def has_administrator(county: int) -> bool:
    """Whether the set-up of this county was finished, be the administrator's link used or not."""
    with in_county(county):
        return queries.ever_administered()


def found(plan: Founding, *, at: datetime, also: Callable[[], None] = lambda: None) -> NewLink:
    """Make everything an installation begins with; the link lets the first administrator choose a password.

    `also` is what the practices above want to begin with, made in the same transaction as the areas.
    Raises Refused when this county has an administrator already.
    """
    if has_administrator(plan.county):
        raise Refused(_("这里已经装好，不能再装一次。"))
    serve(plan.county, plan.county_name)
    with in_county(plan.county):
        start_ids(plan.county)
        with transaction.atomic():
            lay_out(plan)
            also()
        return appoint_first(plan, at=at)


def lay_out(plan: Founding) -> None:
    """Areas, then the standard units of the township, then an office for each village."""
    county = area(
        Place(str(plan.county).ljust(OFFICIAL_LENGTH, "0"), plan.county_name, AreaKind.COUNTY), None
    )
    township = area(plan.township, county)
    for unit in standard.TOWNSHIP:
        set_up(unit, township)
    for number, village in enumerate(plan.villages, start=1):
        set_up(village_unit(village, number), area(village, township))


def area(place: Place, parent: Area | None) -> Area:
    """The area with this code, made when missing."""
    facts = {"name": place.name, "kind": place.kind, "parent": parent}
    return Area.objects.get_or_create(code=place.code, defaults=facts)[0]


def village_unit(village: Place, number: int) -> StandardUnit:
    """The office of a village with its posts."""
    code = standard.VILLAGE_CODE.format(number=number)
    name = standard.village_unit_name(village.name)
    return StandardUnit(code, name, UnitKind.VILLAGE, standard.VILLAGE_POSTS)


def set_up(plan: StandardUnit, area: Area) -> Unit:
    """A unit with its posts, made as far as they are missing."""
    facts = {"name": plan.name, "kind": plan.kind, "area": area}
    unit, _made = Unit.objects.get_or_create(code=plan.code, defaults=facts)
    for post in plan.posts:
        Post.objects.get_or_create(unit=unit, name=post.name, defaults={"roles": sorted(post.roles)})
    return unit


def appoint_first(plan: Founding, *, at: datetime) -> NewLink:
    """The first administrator, appointed by the operator at the machine's own keyboard."""
    post = Post.objects.get(unit__code=standard.ADMINISTRATOR_UNIT, name=standard.ADMINISTRATOR_POST)
    _account, link = add_member(
        name=plan.administrator,
        phone="",
        login=plan.login,
        post=post,
        by=system(plan.county),
        at=at,
        purpose=Purpose.FIRST_ADMINISTRATOR,
    )
    if link is None:
        raise LookupError("what the operator gives holds at once")
    return link
