"""F-16 and F-17: the route sheet a team takes along, and its rota, read back from paper."""

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.people.models import Appointment
from lianxin.rounds.actions.teams import put_on_rota
from lianxin.rounds.models.teams import Part
from tests.kernel.paper.reading import printed, squeezed
from tests.rounds.drive import Drive
from tests.township import enter


@pytest.mark.req("F-16", "KNK-01")
def test_a_route_sheet_has_every_door_in_its_order_and_filled_its_result(
    drive: Drive, client: Client
) -> None:
    row = drive.begin()
    doors = drive.doors(row)
    drive.go(doors[0], "visit")
    enter(client, drive.town.clerk)
    blank = printed(client, f"/rounds/{row.pk}/paper/")
    filled = printed(client, f"/rounds/{row.pk}/paper/filled/")
    for text in (blank, filled):
        assert [one for one in ("F-16", row.name, drive.team.name) if squeezed(one) not in text] == []
    places = [blank.index(squeezed(door.address)) for door in doors if door.address]
    assert places == sorted(places)
    assert len(filled) > len(blank)


@pytest.mark.req("F-17", "KNK-02")
def test_the_rota_of_a_team_says_who_goes_where_on_which_day(drive: Drive, client: Client) -> None:
    person = Appointment.objects.get(account_id=drive.town.clerk.account).person
    line = {"client_id": uuid7(), "on": clock.today(), "part": Part.WHOLE, "area": drive.team.area_id}
    put_on_rota(drive.team, {**line, "vehicle": "面包车", "persons": [person.pk]})
    text = printed(enter(client, drive.town.clerk), f"/rounds/teams/{drive.team.pk}/paper/")
    wanted = ("F-17", drive.team.name, person.name, "面包车", drive.team.area.name)
    assert [one for one in wanted if squeezed(one) not in text] == []


@pytest.mark.req("FRM-04")
@pytest.mark.parametrize("code", ["F-16", "F-17"])
def test_each_prints_blank(drive: Drive, client: Client, code: str) -> None:
    assert code in printed(enter(client, drive.town.clerk), f"/papers/{code}/blank/")
