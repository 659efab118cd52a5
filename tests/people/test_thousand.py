"""A county's thousand staff: every list costs the same few queries as with ten (A4, quality D4)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Role
from lianxin.people.models import Account, Appointment, Person, Post, Unit
from lianxin.people.queries.staff_list import initials
from tests.people.conftest import Member, Office

STAFF, UNITS = 1000, 120
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安宁若水清和明远书言知行望舒云帆星河"


@pytest.fixture
def thousand(office: Office) -> Office:
    """A thousand more people in a hundred and twenty units, made at once."""
    units = Unit.objects.bulk_create(
        Unit(name=f"第{number}站", code=f"Z{number:03}", kind="station", area=office.area)
        for number in range(UNITS)
    )
    posts = Post.objects.bulk_create(Post(unit=unit, name="承办岗", roles=[Role.HANDLER]) for unit in units)
    people = Person.objects.bulk_create(
        Person(name=SURNAMES[n % 20] + GIVEN[n % 18] + GIVEN[n * 7 % 18]) for n in range(STAFF)
    )
    accounts = Account.objects.bulk_create(
        Account(login=f"p{number:04}", county=office.county, must_set=False) for number in range(STAFF)
    )
    since = timezone.now() - timedelta(days=10)
    Appointment.objects.bulk_create(
        Appointment(person=person, post=posts[number % UNITS], account=account, since=since)
        for number, (person, account) in enumerate(zip(people, accounts, strict=True))
    )
    return office


@pytest.fixture
def keeper(client: Client, administrator: Member) -> Client:
    """The administrator at work."""
    administrator.enter(client)
    return client


def test_a_thousand_staff_are_listed_found_and_picked_by_few_queries(
    thousand: Office, keeper: Client, django_assert_num_queries, settings
) -> None:
    settings.COUNTY = thousand.county.code
    costs = [
        ("/people/", 16),
        ("/people/?page=21", 16),
        ("/people/?q=zaa", 16),
        ("/people/slips/?state=", 11),
        ("/people/new/", 6),
        ("/units/", 7),
        ("/units/?page=3", 7),
        ("/grants/", 8),
        ("/handovers/", 7),
    ]
    for address, queries in costs:
        with django_assert_num_queries(queries):
            assert keeper.get(address).status_code == 200, address
    first = keeper.get("/people/").context["page"]
    assert (len(first.members), first.total) == (50, STAFF + 1)
    last = keeper.get("/people/?page=21").context["page"]
    assert (len(last.members), last.page, last.more) == (1, 21, False)
    assert keeper.get("/people/?page=99").context["page"].page == 21
    found = keeper.get("/people/?q=zaa").context["page"]
    assert found.total > 0
    assert {initials(member.person.name)[:3] for member in found.members} == {"zaa"}
    unit = Unit.objects.get(code="Z007")
    there = keeper.get("/people/", {"unit": unit.pk}).context["page"]
    assert there.total == len([n for n in range(STAFF) if n % UNITS == 7])
    assert [row.unit.code for row in keeper.get("/units/?q=Z007").context["units"]] == ["Z007"]
    assert [one.account.login for one in keeper.get("/people/?q=P0042").context["page"].members] == ["p0042"]


def test_the_list_says_where_nobody_is_and_what_to_do(keeper: Client, office: Office, clerk: Member) -> None:
    office.member("lin", office.handling)
    keeper.post(f"/people/{clerk.account.pk}/posts/{office.appointment(clerk).pk}/end/")
    page = keeper.get("/people/")
    assert [gap.post for gap in page.context["vacancies"]] == [office.desk]
    assert "岗位空着，手里的事由单位负责人先看着" in page.content.decode()
    assert [one.account.login for one in keeper.get("/people/?state=left").context["page"].members] == [
        "chuangkou"
    ]
    assert "没有符合条件的人" in keeper.get("/people/?q=谁也不是").content.decode()


def test_initials_of_names_with_dots_and_rare_characters() -> None:
    assert [initials(name) for name in ("林小满", "阿依古丽·买买提", "𠮷田", "")] == [
        "lxm",
        "aygl·mmt".replace("·", ""),
        initials("𠮷") + "t",
        "",
    ]
