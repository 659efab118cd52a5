"""The pages of rounds through the browser's door: planning, choosing, a door, teams, papers, the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.models import Matter
from lianxin.people.models import Appointment
from lianxin.rounds.actions.cards import issue_block
from lianxin.rounds.models import Card, Door, Round, Team, TeamDay
from tests.rounds.drive import Drive
from tests.township import Township, enter


def client_ids(answer: Any) -> dict[str, str]:
    """The id a page drew for its form."""
    return {"client_id": str(answer.context["client_id"])}


@pytest.mark.req("KNK-01", "KNK-05")
def test_a_round_is_planned_and_its_households_chosen(drive: Drive, client: Client) -> None:
    enter(client, drive.town.clerk)
    today = clock.today()
    typed = {
        "name": "冬季用电安全敲门",
        "themes": ["01", "04"],
        "team": drive.team.pk,
        "area": drive.town.village.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today - timedelta(days=1)).isoformat(),
        "target": "90",
        "pairs": "none",
        "client_id": str(uuid7()),
    }
    wrong = client.post("/rounds/new/", typed)
    assert wrong.status_code == 422
    assert "结束日期不能早于开始日期" in wrong.content.decode()
    typed["ends_on"] = today.isoformat()
    answer = client.post("/rounds/new/", typed)
    row = Round.objects.get()
    assert answer["Location"] == f"/rounds/{row.pk}/choose/"
    choosing = client.get(answer["Location"])
    chosen = {"home": [home.pk for home in drive.homes], **client_ids(choosing)}
    for _time in range(2):
        assert client.post(answer["Location"], chosen).status_code == 302
    assert row.doors.count() == 5
    assert (
        client.post(f"/rounds/{row.pk}/do/start/", {"version": 1, "client_id": str(uuid7())}).status_code
        == 302
    )
    assert "0/5 = 0.0 %" in client.get(f"/rounds/{row.pk}/").content.decode()


def test_an_address_that_is_in_no_record_is_put_on_the_list(drive: Drive, client: Client) -> None:
    row = drive.begin()
    enter(client, drive.town.clerk)
    assert "请填地址" in client.post(f"/rounds/{row.pk}/add/", {"client_id": str(uuid7())}).content.decode()
    typed = {"address": "坝上新屋", "client_id": str(uuid7())}
    for _time in range(2):
        client.post(f"/rounds/{row.pk}/add/", typed)
    assert [door.address for door in drive.doors(row)][5:] == ["坝上新屋"]


def test_what_was_done_is_said_once(drive: Drive, client: Client) -> None:
    row = drive.begin()
    door = drive.doors(row)[0]
    enter(client, drive.town.clerk)
    sent = {"version": door.version, "client_id": str(uuid7())}
    page = client.post(f"/rounds/doors/{door.pk}/do/visit/", sent, follow=True).content.decode()
    assert "<p>已访。</p>" in page
    row.refresh_from_db()
    sent = {"version": row.version, "client_id": str(uuid7()), "ends_on": row.ends_on.isoformat()}
    page = client.post(f"/rounds/{row.pk}/do/postpone/", sent, follow=True).content.decode()
    assert "<p>已改日期。</p>" in page


@pytest.mark.req("KNK-06")
def test_a_photo_needs_the_consent_of_the_house(drive: Drive, client: Client) -> None:
    door = drive.doors(drive.begin())[0]
    enter(client, drive.town.clerk)
    address = f"/rounds/doors/{door.pk}/need/"
    claim = client.get(address).context["form"].initial["client_id"]
    said = {"text": "屋顶漏雨。", "type": "help", "identity": "anonymous", "client_id": claim}
    photo = picture()
    answer = client.post(address, {**said, "photos": photo})
    assert answer.status_code == 422
    assert "要主人同意" in answer.content.decode()
    assert Matter.objects.count() == 0
    photo.seek(0)
    assert client.post(address, {**said, "photos": photo, "consent": "on"}).status_code == 302
    assert Matter.objects.count() == 1


def picture() -> Any:
    """A small photo."""
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    held = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(held, "PNG")
    held.seek(0)
    held.name = "屋顶.png"
    return held


def test_a_need_sent_twice_is_one_and_an_accusation_is_sent_elsewhere(drive: Drive, client: Client) -> None:
    door = drive.doors(drive.begin())[0]
    enter(client, drive.town.clerk)
    address = f"/rounds/doors/{door.pk}/need/"
    claim = client.get(address).context["form"].initial["client_id"]
    said = {"text": "屋顶漏雨。", "type": "help", "identity": "anonymous", "client_id": claim}
    assert client.post(address, {**said, "type": "report"}).status_code == 422
    for _time in range(2):
        assert client.post(address, said).status_code == 302
    assert Matter.objects.count() == 1
    assert client.post(address, {**said, "text": "另一件。"}).status_code == 422


def test_a_card_is_left_from_the_page_of_the_door(drive: Drive, client: Client) -> None:
    door = drive.doors(drive.begin())[0]
    issue_block(drive.team, count=1, label="红皮本", by=drive.town.clerk, client_id=uuid7())
    card = Card.objects.get()
    enter(client, drive.town.clerk)
    address = f"/rounds/doors/{door.pk}/card/"
    key = client_ids(client.get(address))
    assert "没有这个卡号" in client.post(address, {"number": "999", **key}).content.decode()
    assert "请填卡号" in client.post(address, key).content.decode()
    for _time in range(2):
        assert client.post(address, {"number": card.number, **key}).status_code == 302
    assert client.get(f"/rounds/cards/{card.pk}/").status_code == 200
    assert client.get(f"/rounds/blocks/{card.block_id}/").status_code == 200


def test_what_came_of_a_door_is_written_down_on_its_page(drive: Drive, client: Client) -> None:
    door = drive.doors(drive.begin())[0]
    enter(client, drive.town.clerk)
    assert client.get(f"/rounds/doors/{door.pk}/do/visit/").status_code == 200
    typed = {"minutes": "10", "visitors": "1", "refused": ["02"], "version": 1, "client_id": str(uuid7())}
    assert client.post(f"/rounds/doors/{door.pk}/do/visit/", typed).status_code == 302
    door.refresh_from_db()
    assert (door.state, door.refused, door.minutes) == ("visited", ["02"], 10)
    again = {"version": 2, "client_id": str(uuid7())}
    assert client.post(f"/rounds/doors/{door.pk}/do/take_back/", again).status_code == 302
    door.refresh_from_db()
    assert (door.state, door.refused, door.tries) == ("to_visit", [], 0)


def test_the_list_asks_the_same_however_many_doors_there_are(
    drive: Drive, client: Client, town: Township
) -> None:
    row = drive.begin()
    enter(client, town.clerk)
    counted = []
    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/rounds/{row.pk}/")
        counted.append(len(asked))
        for number in range(3):
            door = Door.objects.get(pk=drive.doors(row)[number].pk)
            if door.state == "to_visit":
                drive.go(door, "visit")
    assert counted[0] == counted[1]
    with CaptureQueriesContext(connection) as asked:
        client.get("/rounds/")
    assert len(asked) == LIST_ASKS


LIST_ASKS = 9


@pytest.mark.req("F-16")
@pytest.mark.parametrize("filled", ["", "filled/"])
def test_the_route_sheet_prints(drive: Drive, client: Client, filled: str) -> None:
    row = drive.begin()
    drive.go(drive.doors(row)[0], "visit")
    enter(client, drive.town.clerk)
    answer = client.post(f"/rounds/{row.pk}/paper/{filled}", {"as": "docx"})
    assert answer.status_code == 200
    assert PrintLog.objects.get().form == "F-16"


@pytest.mark.req("F-17")
def test_a_team_is_made_goes_out_and_its_rota_prints(drive: Drive, client: Client) -> None:
    enter(client, drive.town.clerk)
    typed = {
        "name": "流动服务队",
        "unit": drive.town.hall.pk,
        "area": drive.town.village.pk,
        "vehicle": "面包车",
        "client_id": str(uuid7()),
    }
    for _time in range(2):
        assert client.post("/rounds/teams/new/", typed).status_code == 302
    team = Team.objects.get(name="流动服务队")
    same = client.post("/rounds/teams/new/", {**typed, "client_id": str(uuid7())})
    assert "已经有叫这个名字的队" in same.content.decode()
    person = Appointment.objects.get(account_id=drive.town.triage.account).person_id
    address = f"/rounds/teams/{team.pk}/"
    joins = {"form": "member", "person": person, "since": clock.today().isoformat()}
    assert client.post(address, joins).status_code == 302
    rota = {
        "form": "rota",
        "on": clock.today().isoformat(),
        "part": "whole",
        "area": drive.town.village.pk,
        "persons": [person],
        "client_id": str(uuid7()),
    }
    assert client.post(address, rota).status_code == 302
    twice = client.post(address, {**rota, "part": "morning", "client_id": str(uuid7())})
    assert twice.status_code == 422
    assert "已经排了别处" in twice.content.decode()
    assert client.post(f"{address}paper/", {"as": "docx"}).status_code == 200
    assert PrintLog.objects.get().form == "F-17"
    day = TeamDay.objects.get()
    member = team.members.get()
    assert client.post(f"{address}{day.pk}/off/").status_code == 302
    assert client.post(f"{address}{member.pk}/leave/").status_code == 302
    assert not TeamDay.objects.exists()
    member.refresh_from_db()
    assert member.until == clock.today()


def test_what_ends_soon_waits_on_the_desk(drive: Drive, client: Client) -> None:
    row = drive.begin(ends_on=clock.today() + timedelta(days=2))
    enter(client, drive.town.clerk)
    assert "还有 5 户没有结果" in client.get("/desk/").content.decode()
    for door in drive.doors(row):
        drive.go(door, "visit")
    assert "户没有结果" not in client.get("/desk/").content.decode()
