"""Planning a round, its list, its end; several campaigns in one list."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from lianxin.places.models import Area
from lianxin.rounds.actions.rounds import list_doors, merge
from lianxin.rounds.figures import by_area
from lianxin.rounds.models import TeamMember
from lianxin.rounds.queries.doors import candidates
from lianxin.rounds.queries.rounds import lines_of
from tests.rounds.drive import Drive, home
from tests.township import Township, actor, enter


@pytest.mark.req("KNK-01")
def test_a_list_is_in_the_order_of_the_road(drive: Drive) -> None:
    home(drive.town, "井边10号", "丙")
    row = drive.plan()
    chosen = {one.household.pk for one in candidates(row)}
    list_doors(row, chosen, by=drive.town.clerk, client_id=uuid7())
    assert [door.address for door in drive.doors(row)][-2:] == ["井边5号", "井边10号"]
    assert [door.order for door in drive.doors(row)] == [1, 2, 3, 4, 5, 6]


def test_the_same_choice_sent_twice_lists_once(drive: Drive) -> None:
    row, key = drive.plan(), uuid7()
    chosen = {one.pk for one in drive.homes}
    assert len(list_doors(row, chosen, by=drive.town.clerk, client_id=key).done) == 5
    assert list_doors(row, chosen, by=drive.town.clerk, client_id=key).done == []
    assert row.doors.count() == 5


def test_a_round_without_doors_or_people_does_not_start(drive: Drive) -> None:
    row = drive.plan()
    with pytest.raises(Refused, match="名单上还没有户"):
        drive.go(row, "start")
    list_doors(row, {drive.homes[0].pk}, by=drive.town.clerk, client_id=uuid7())
    TeamMember.objects.update(until="2020-01-02")
    with pytest.raises(Refused, match="还没有队员"):
        drive.go(row, "start")


@pytest.mark.req("KNK-01")
def test_a_round_ends_when_every_door_has_ended(drive: Drive) -> None:
    row = drive.begin()
    first, second, third, fourth, fifth = drive.doors(row)
    drive.go(first, "visit", minutes=12)
    drive.go(second, "miss")
    drive.go(third, "refuse")
    with pytest.raises(Refused, match="第 4、5 户"):
        drive.go(row, "end")
    drive.go(fourth, "vacate")
    drive.go(fifth, "lose", mend="房子已拆，人搬到二组")
    drive.go(row, "end")
    row.refresh_from_db()
    assert row.state == "ended"
    line = lines_of([row])[0]
    assert str(line.coverage.rate) == "1/3 = 33.3 %"
    assert line.coverage.sums


@pytest.mark.req("KNK-05")
def test_another_campaign_is_said_in_the_same_visit(drive: Drive) -> None:
    row = drive.begin(themes=["01"])
    first, *_rest = drive.doors(row)
    drive.go(first, "visit")
    drive.go(row, "add_themes", themes=["03"])
    row.refresh_from_db()
    assert row.themes == ["01", "03"]
    assert [door.themes for door in drive.doors(row)][:2] == [["01"], ["01", "03"]]


@pytest.mark.req("KNK-05")
def test_a_planned_round_is_merged_into_another(drive: Drive) -> None:
    main = drive.plan(themes=["01"])
    list_doors(main, {drive.homes[0].pk}, by=drive.town.clerk, client_id=uuid7())
    other = drive.plan(themes=["03"], name="医保敲门")
    list_doors(other, {one.pk for one in drive.homes[:3]}, by=drive.town.clerk, client_id=uuid7())
    key = uuid7()
    for _time in range(2):
        merge(other, "merge", by=drive.town.clerk, data={"main": main.pk}, client_id=key, version=1)
    other.refresh_from_db()
    main.refresh_from_db()
    assert (other.state, main.themes) == ("merged", ["01", "03"])
    assert {door.household_id for door in drive.doors(main)} == {one.pk for one in drive.homes[:3]}
    assert all(door.themes == ["01", "03"] for door in drive.doors(main))


@pytest.mark.req("KNK-05")
def test_who_was_visited_by_others_this_week_is_shown_and_not_proposed(drive: Drive) -> None:
    before = drive.begin(name="反诈敲门", themes=["02"])
    drive.go(drive.doors(before)[0], "visit", when=clock.now() - timedelta(days=6))
    drive.go(drive.doors(before)[1], "visit", when=clock.now() - timedelta(days=8))
    shown = {one.household.pk: one for one in candidates(drive.plan(themes=["01"]))}
    first, second = shown[drive.homes[0].pk], shown[drive.homes[1].pk]
    assert (first.lately, first.chosen) == (["反诈敲门"], False)
    assert (list(second.lately), second.chosen) == ([], True)


@pytest.mark.req("KNK-04")
def test_who_refused_is_not_listed_for_the_same_theme(drive: Drive) -> None:
    before = drive.begin(themes=["02"])
    drive.go(drive.doors(before)[0], "refuse", when=clock.now() - timedelta(days=30))
    again = drive.plan(themes=["02"])
    outcome = list_doors(again, {one.pk for one in drive.homes}, by=drive.town.clerk, client_id=uuid7())
    assert len(outcome.done) == 4
    assert [str(one) for one in outcome.refused.values()] == [
        "这一户不久前拒绝过这些主题，规定的天数内不再上门（安全主题除外）。"
    ]
    safe = drive.plan(themes=["02", "04"])
    list_doors(safe, {drive.homes[0].pk}, by=drive.town.clerk, client_id=uuid7())
    assert drive.doors(safe)[0].themes == ["04"]


@pytest.mark.req("KNK-06")
def test_where_it_is_set_nobody_goes_in_alone(drive: Drive) -> None:
    drive.homes.append(home(drive.town, "井边6号", "独居的"))
    row = drive.begin(pairs="lone")
    doors = drive.doors(row)
    assert [door.pair for door in doors] == [False] * 5 + [True]
    with pytest.raises(Refused, match="两人上门"):
        drive.go(doors[5], "visit", visitors=1)
    drive.go(doors[5], "visit", visitors=2)
    drive.go(doors[0], "visit", visitors=1)


@pytest.mark.req("KNK-01")
def test_a_house_that_is_not_there_is_mended_and_visited(drive: Drive) -> None:
    row = drive.begin()
    door = drive.doors(row)[0]
    with pytest.raises(Refused, match="哪里不对"):
        drive.go(door, "lose", mend=" ")
    drive.go(door, "lose", mend="门牌换过，打 19900001111 问")
    door.refresh_from_db()
    assert "19900001111" not in door.mend
    drive.go(door, "mend", address="井边8号")
    door.refresh_from_db()
    assert (door.address, door.mend, door.state) == ("井边8号", "", "to_visit")


def test_figures_per_group_add_up(drive: Drive) -> None:
    row = drive.begin()
    doors = drive.doors(row)
    drive.go(doors[0], "visit")
    for _time in range(2):
        drive.go(doors[1], "miss")
    lines = by_area(drive.town.clerk)
    assert [(one.name, str(one.coverage.rate), one.unmet_twice) for one in lines] == [
        ("樟荫村", "1/5 = 20.0 %", 1)
    ]


def test_a_clerk_of_another_village_knows_nothing_of_the_round(
    drive: Drive, client: Client, town: Township
) -> None:
    other = Area.objects.create(
        code="990901101202", name="石坎村", kind="village", parent=town.village.parent
    )
    unit = Unit.objects.create(name="石坎村委会", code="09", kind="village", area=other)
    row = drive.begin()
    door = drive.doors(row)[0]
    enter(client, actor(unit, "文书", Role.CLERK))
    for address in (f"/rounds/{row.pk}/", f"/rounds/doors/{door.pk}/", f"/rounds/teams/{drive.team.pk}/"):
        assert client.get(address).status_code == 404
    assert "冬季用电安全敲门" not in client.get("/rounds/").content.decode()
    assert client.get("/field/list/").json()["rounds"] == []
