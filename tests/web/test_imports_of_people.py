"""Residents, households, staff and places by the wizard: each once, whole where it must be, and back again."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.audit import verify
from lianxin.kernel.models.imports import ImportMade, ImportRun
from lianxin.people.models import Account, Household, Membership, Person
from lianxin.places.actions.below import correct
from lianxin.places.models import Area
from tests.township import Township, enter
from tests.web.bringing import at_the_desk, counts, done, latest, previewed


@pytest.fixture
def desk(client: Client, town: Township) -> Client:
    """Somebody at the triage desk."""
    return at_the_desk(client, town)


RESIDENTS = ("姓名", "身份证号", "电话", "出生日期", "村")


def test_residents_come_in_once_by_their_number_or_by_name_and_telephone(
    desk: Client, town: Township
) -> None:
    rows = [
        RESIDENTS,
        ("林小满", "", "+86 199-0000-1111", "1990年3月7日", "樟荫村"),
        ("白鹭洲", "", "", "", "石桥村"),
        ("晏清溪", "1.10101E+17", "", "", "樟荫村"),
        ("林小满", "", "19900001111", "", "樟荫村"),
    ]
    previewed(desk, "residents", rows)
    assert counts(latest()) == (1, 1, 2)
    assert [words[:30] for _line, words in latest().faults] == [
        "「所在村（社区）、组」的「石桥村」不在您管的范围内，这一行没",
        "「身份证号」的 1.10101E+17 是被表格软件当成数字",
    ]
    done(desk)
    person = Person.objects.get(resident=True)
    assert (person.name, person.phone, person.born.isoformat()) == ("林小满", "19900001111", "1990-03-07")
    previewed(desk, "residents", rows[:2])
    assert counts(latest()) == (0, 1, 0)


def test_residents_are_taken_back_but_those_whose_record_was_used(desk: Client, town: Township) -> None:
    previewed(
        desk, "residents", [RESIDENTS, ("林小满", "", "", "", "樟荫村"), ("白鹭洲", "", "", "", "樟荫村")]
    )
    done(desk)
    used = Person.objects.get(name="白鹭洲")
    desk.post("/households/new/", {"who": str(used.pk), "area": town.village.pk, "since": "2026-01-01"})
    assert Household.objects.count() == 1
    assert "撤销了 1 行；1 行" in done(desk, "undo").content.decode()
    assert list(Person.objects.filter(resident=True)) == [used]
    assert desk.get("/residents/?q=林小满").content.decode().count("林小") <= 2
    assert verify("events").ok


HOMES = ("户编号", "姓名", "与户主关系", "村", "住址")
FAMILY = [
    ("1", "林小满", "户主", "樟荫村", "水井边"),
    ("1", "林小禾", "子女", "樟荫村", ""),
    ("2", "白鹭洲", "配偶", "樟荫村", ""),
]


def test_households_come_in_with_their_members_whole_or_not_at_all(desk: Client) -> None:
    since = {"o-since": "2026-01-01"}
    previewed(desk, "households", [HOMES, *FAMILY], **since)
    assert counts(latest()) == (2, 0, 1)
    assert latest().faults == [[4, "这一户要有一个户主，而且只能有一个。请在“与户主关系”里写明。"]]
    done(desk)
    home = Household.objects.get()
    assert sorted(Membership.objects.filter(household=home).values_list("person__name", "kin")) == [
        ("林小满", "head"),
        ("林小禾", "child"),
    ]
    grown = [*FAMILY[:2], ("1", "林小苗", "子女", "樟荫村", "")]
    previewed(desk, "households", [HOMES, *grown], **since)
    assert counts(latest()) == (1, 2, 0)
    done(desk)
    assert Membership.objects.filter(household=home).count() == 3
    done(desk, "undo")
    assert Membership.objects.filter(household=home).count() == 2


def test_households_are_taken_back_whole(desk: Client) -> None:
    previewed(desk, "households", [HOMES, *FAMILY[:2]], **{"o-since": "2026-01-01"})
    done(desk)
    done(desk, "undo")
    assert (Household.objects.count(), Membership.objects.count()) == (0, 0)
    assert (Person.objects.filter(resident=True).count(), ImportMade.objects.count()) == (0, 0)


STAFF = ("姓名", "登录名", "单位", "岗位", "电话")


def test_staff_come_in_whole_or_not_at_all_and_go_while_no_link_was_given(
    client: Client, town: Township
) -> None:
    keeper = enter(client, town.administrator)
    good, bad = ("白鹭洲", "Bailu", "供水站", "维修", "19900001112"), ("晏清溪", "x", "供水站", "维修", "")
    page = previewed(keeper, "staff", [STAFF, good, bad])
    assert "有一行不对，整张表都不导入" in page.content.decode()
    assert "一个也没有导入" in done(keeper).content.decode()
    assert not Account.objects.filter(login="bailu").exists()
    previewed(keeper, "staff", [STAFF, good])
    done(keeper)
    assert Account.objects.filter(login="bailu").exists()
    previewed(keeper, "staff", [STAFF, good])
    assert counts(latest()) == (0, 1, 0)
    run = ImportRun.objects.get(status="done")
    page = keeper.post(f"/imports/{run.pk}/do/undo/", follow=True)
    assert "撤销了 1 行；0 行" in page.content.decode()
    assert not Account.objects.filter(login="bailu").exists()


def test_groups_and_buildings_come_in_below_their_village(client: Client, town: Township) -> None:
    keeper = enter(client, town.administrator)
    head = ("在哪里", "类别", "名称")
    rows = [
        head,
        ("樟荫村", "组", "一组"),
        ("樟荫村一组", "楼栋", "1 号楼"),
        ("樟荫村", "村", "新村"),
        ("无名村", "组", "二组"),
    ]
    previewed(keeper, "areas", rows)
    assert counts(latest()) == (2, 0, 2)
    done(keeper)
    building = Area.objects.get(kind="building")
    assert (building.parent.name, building.parent.parent.name) == ("一组", "樟荫村")
    previewed(keeper, "areas", rows[:3])
    assert counts(latest()) == (0, 2, 0)
    run = ImportRun.objects.get(status="done")
    keeper.post(f"/imports/{run.pk}/do/undo/")
    assert not Area.objects.filter(kind__in=("group", "building")).exists()


@pytest.mark.req("INV-13")
def test_a_group_somebody_put_right_since_stays(client: Client, town: Township) -> None:
    keeper = enter(client, town.administrator)
    previewed(
        keeper, "areas", [("在哪里", "类别", "名称"), ("樟荫村", "组", "一组"), ("樟荫村", "组", "二组")]
    )
    done(keeper)
    put_right = Area.objects.get(name="一组")
    correct(put_right, reading="yi zu", by=town.system, at=timezone.now())
    assert "撤销了 1 行；1 行" in done(keeper, "undo").content.decode()
    assert list(Area.objects.filter(kind="group")) == [put_right]
