"""An invented county: 12 townships, 181 villages, 20 units that handle, and everybody who is asked to do something."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from lianxin.appeals.actions.classes import seed_classes
from lianxin.appeals.models import AppealClass
from lianxin.appeals.standard import CLASSES, EDITION, entries
from lianxin.kernel.actor import Actor, Role, system
from lianxin.kernel.counties import serve
from lianxin.kernel.distribution import start_ids
from lianxin.people.actions.founding import Place, area
from lianxin.people.actions.staff import add_person, appoint, open_account
from lianxin.people.actions.units import UnitFacts, add_post, add_unit
from lianxin.people.models import Account, SignIn, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules import UnitKind
from lianxin.people.sessions import SEEN, SIGN_IN
from lianxin.places.models import Area
from lianxin.places.rules import AreaKind

COUNTY, NAME = 990901, "试算县"
TOWNSHIPS, VILLAGES, UNITS = 12, 181, 20
HALL = (
    ("登记岗", Role.CLERK),
    ("派单岗", Role.TRIAGE),
    ("审核岗", Role.REVIEWER),
    ("回访岗", Role.CALLBACK),
    ("县领导", Role.LEADER),
)
FIRST, SECOND = "枫桐樟荫岭垄溪坪塘湾坑桥", "头尾背下口边前里上中外角源坊洲"


@dataclass(frozen=True)
class County:
    """The rows the bench names: villages, classes with their words, who plays which part."""

    villages: list[Area]
    classes: list[tuple[int, list[str]]]
    units: list[Unit]
    hall: dict[Role, Actor]
    handlers: list[Actor]


def settle(at: datetime) -> County:
    """Make the county by the actions an office is set up with; everybody has been on their post since `at`."""
    serve(COUNTY, NAME)
    start_ids(COUNTY)
    top = area(Place(f"{COUNTY}000000", NAME, AreaKind.COUNTY), None)
    villages = lay_out(top)
    seed_classes(entries(), edition=EDITION, effective=at.date())
    hall = unit_at(top, "县接诉中心", "A01", at)
    staff = {role: employed(hall, name, role, at) for name, role in HALL}
    units = [unit_at(top, f"第{number}站", f"B{number:02}", at) for number in range(1, UNITS + 1)]
    handlers = [employed(unit, "承办岗", Role.HANDLER, at) for unit in units]
    keys = dict(AppealClass.objects.values_list("code", "pk"))
    classes = [(keys[code], [name, *words.split()]) for code, name, words in CLASSES]
    return County(villages, classes, units, staff, handlers)


def lay_out(top: Area) -> list[Area]:
    """Townships and villages, by their codes."""
    towns = [
        area(Place(f"{COUNTY}{101 + number}000", f"{name}溪镇", AreaKind.TOWN), top)
        for number, name in zip(range(TOWNSHIPS), FIRST, strict=True)
    ]
    villages = []
    for number in range(VILLAGES):
        town = towns[number % TOWNSHIPS]
        code = f"{town.code[:9]}{201 + number // TOWNSHIPS}"
        name = f"{FIRST[number % len(FIRST)]}{SECOND[number // len(FIRST) % len(SECOND)]}村"
        villages.append(area(Place(code, name, AreaKind.VILLAGE), town))
    return villages


def unit_at(place: Area, name: str, code: str, at: datetime) -> Unit:
    """One unit."""
    return add_unit(UnitFacts(name, code, UnitKind.OFFICE, place.pk, ""), by=system(COUNTY), at=at)


def employed(unit: Unit, post: str, role: Role, at: datetime) -> Actor:
    """Somebody on a new post of this unit, who could sign in."""
    by, login = system(COUNTY), f"{unit.code}{role}".lower()
    held = add_post(unit, name=post, roles=[role], by=by, at=at)
    account = open_account(login)
    Account.objects.filter(pk=account.pk).update(must_set=False)
    account.refresh_from_db()
    appoint(account, add_person(name=f"{unit.code}员"), held, by=by, at=at)
    actor = actor_of(account, at=timezone.now())
    assert actor is not None
    return actor


def signed_in(account: int) -> str:
    """The key of a session of this account, as after both factors."""
    now = timezone.now()
    stay = SignIn.objects.create(account_id=account, how="code", started_at=now)
    session = SessionStore()
    session.update({SIGN_IN: stay.pk, SEEN: now.timestamp()})
    session.save()
    return str(session.session_key)
