"""An office of any size in 青禾县: its staff, and matters in every queue."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from lianxin.appeals.actions.duty import LineFacts, begin_draft
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.ids import uuid7
from lianxin.people.models import Account, Appointment, Person, Post, Unit
from lianxin.places.models import Area
from tests.appeals.catalogue import catalogue
from tests.township import TOWN, Township, actor

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安宁若水清和明远言书知行望舒云帆星河"


@dataclass
class Office:
    """The county's own hall beside the township's, who sits there, and what the pages are about."""

    town: Township
    county_area: Area
    actors: dict[str, Actor]
    keys: dict[str, object]


def settle(town: Township, county_area: Area) -> Office:
    """A hall of the county, so that pages are seen by people who serve all of it; the township lies in it."""
    Area.objects.filter(code=f"{TOWN}000").update(parent=county_area)
    hall = Unit.objects.create(name="县信访局", code="0A", kind="office", area=county_area)
    roles = {
        "clerk": Role.CLERK,
        "triage": Role.TRIAGE,
        "reviewer": Role.REVIEWER,
        "caller": Role.CALLBACK,
        "leader": Role.LEADER,
        "administrator": Role.ADMINISTRATOR,
        "security": Role.SECURITY,
        "auditor": Role.AUDITOR,
    }
    actors = {name: actor(hall, f"县里 {name}", role) for name, role in roles.items()}
    actors |= {"handler": town.water_handler, "town clerk": town.clerk, "town triage": town.triage}
    actors |= {"town caller": town.caller}
    return Office(town, county_area, actors, {})


def staff(office: Office, *, count: int, units: int) -> None:
    """So many people on posts of so many units, half of them the county's, half the township's."""
    areas = [office.county_area, Area.objects.get(code=f"{TOWN}000")]
    rows = Unit.objects.bulk_create(
        Unit(name=f"第{number}站", code=f"Z{number:03}", kind="station", area=areas[number % 2])
        for number in range(units)
    )
    posts = Post.objects.bulk_create(Post(unit=unit, name="承办岗", roles=[Role.HANDLER]) for unit in rows)
    people = Person.objects.bulk_create(
        Person(name=SURNAMES[n % 20] + GIVEN[n % 18] + GIVEN[n * 7 % 18]) for n in range(count)
    )
    accounts = Account.objects.bulk_create(
        Account(login=f"p{number:04}", county_id=office.town.county, must_set=False)
        for number in range(count)
    )
    since = timezone.now() - timedelta(days=10)
    Appointment.objects.bulk_create(
        Appointment(person=person, post=posts[number % units], account=account, since=since)
        for number, (person, account) in enumerate(zip(people, accounts, strict=True))
    )


def matters(office: Office, each: int) -> None:
    """So many matters in every queue; the keys of the first ones and of a draft catalogue are kept."""
    town, by_hand = office.town, {"tell_by": "phone"}
    lines = [LineFacts(town.water.pk, "清单第 1 条", area=f"{TOWN}201")]
    catalogue(town, *lines, LineFacts(town.hall.pk, "兜底", backstop=True))
    draft = begin_draft(by=town.administrator, client_id=uuid7())
    waiting = [town.file(**by_hand) for _ in range(each)]
    accepted = [town.accepted(town.file()) for _ in range(each)]
    for _ in range(each):
        town.dispatched(town.file())
        town.closing(town.file())
        town.answered(town.file())
    signed = [town.working(town.file()) for _ in range(each)]
    office.keys = {
        "waiting": waiting[0].number,
        "accepted": accepted[0].number,
        "working": signed[0].number,
        "county": office.county_area.pk,
        "township": Area.objects.get(code=f"{TOWN}000").pk,
        "village": town.village.pk,
        "group": Area.objects.create(code=f"{TOWN}201001", name="一组", kind="group", parent=town.village).pk,
        "unit": town.water.pk,
        "post": town.water_handler.post,
        "account": town.water_handler.account,
        "draft": draft.number,
    }
