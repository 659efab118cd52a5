"""A paper sheet typed in the evening: thirty doors on a page, one bad line loses none of the others (KNK-01)."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.rounds.actions.cards import issue_block
from lianxin.rounds.models import Card, Need, Round
from tests.rounds.drive import Drive
from tests.township import enter

HIDDEN = re.compile(r'name="(d\d+-(?:client_id|version))" value="([^"]*)"')


def page(client: Client, row: Round) -> dict[str, str]:
    """The hidden values of the sheet."""
    answer = client.get(f"/rounds/{row.pk}/sheet/")
    assert answer.status_code == 200
    return {"on": clock.today().isoformat(), **dict(HIDDEN.findall(answer.content.decode()))}


@pytest.mark.req("KNK-01", "KNK-02")
def test_a_sheet_is_saved_line_by_line_and_sent_twice_counts_once(drive: Drive, client: Client) -> None:
    row = drive.begin()
    first, second, third, fourth, _fifth = drive.doors(row)
    issue_block(drive.team, count=2, label="红皮本", by=drive.town.clerk, client_id=uuid7())
    card = Card.objects.order_by("number").first()
    assert card is not None
    enter(client, drive.town.clerk)
    typed = page(client, row) | {
        f"d{first.pk}-result": "visited",
        f"d{first.pk}-minutes": "15",
        f"d{first.pk}-text": "井水发黄，洗不了菜。",
        f"d{first.pk}-name": "林小满",
        f"d{first.pk}-phone": "19900001111",
        f"d{first.pk}-number": card.number,
        f"d{first.pk}-promised": "请供水站来化验",
        f"d{first.pk}-by_when": (clock.today() + timedelta(days=3)).isoformat(),
        f"d{second.pk}-result": "missing",
        f"d{third.pk}-result": "visited",
        f"d{third.pk}-phone": "12",
        f"d{fourth.pk}-result": "not_met",
    }
    answer = client.post(f"/rounds/{row.pk}/sheet/?start=0", typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "已保存 2 户。" in text
    assert "地址不存在的，请写一句哪里不对" in text
    assert "电话号码不对" in text
    assert 'value="12"' in text
    assert [door.state for door in drive.doors(row)] == [
        *("visited", "to_visit", "to_visit", "not_met", "to_visit")
    ]
    again = typed | {f"d{second.pk}-mend": "房子已拆", f"d{third.pk}-phone": ""}
    assert client.post(f"/rounds/{row.pk}/sheet/?start=0", again).status_code == 302
    assert [(door.state, door.tries) for door in drive.doors(row)] == [
        *(("visited", 1), ("missing", 1), ("visited", 1), ("not_met", 1), ("to_visit", 0))
    ]
    assert Matter.objects.count() == Need.objects.count() == 1
    card.refresh_from_db()
    assert (card.state, card.matter) == ("used", Matter.objects.get())


@pytest.mark.req("FRM-04")
def test_the_day_and_the_number_on_the_paper_stay_beside_the_day_of_typing(
    drive: Drive, client: Client
) -> None:
    with clock.standing_at(clock.now() - timedelta(days=5)):
        row = drive.begin()
    door = drive.doors(row)[0]
    enter(client, drive.town.clerk)
    paper_day = clock.today() - timedelta(days=2)
    typed = page(client, row) | {
        "on": paper_day.isoformat(),
        "paper": "2026-00017",
        f"d{door.pk}-result": "visited",
    }
    assert client.post(f"/rounds/{row.pk}/sheet/?start=0", typed).status_code == 302
    shown = client.get(f"/rounds/doors/{door.pk}/").content.decode()
    assert "补录于" in shown
    door.refresh_from_db()
    assert door.knocked_at is not None
    assert door.knocked_at.date() == paper_day


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(drive: Drive, client: Client) -> None:
    row = drive.begin()
    door = drive.doors(row)[0]
    enter(client, drive.town.clerk)
    typed = page(client, row) | {
        "on": (clock.today() + timedelta(days=1)).isoformat(),
        f"d{door.pk}-result": "visited",
        f"d{door.pk}-text": "路不平。",
    }
    answer = client.post(f"/rounds/{row.pk}/sheet/?start=0", typed)
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()
    assert "路不平。" in answer.content.decode()
    assert drive.doors(row)[0].state == "to_visit"


def test_two_desks_with_one_sheet_one_wins_and_the_other_is_told(drive: Drive, client: Client) -> None:
    row = drive.begin()
    door = drive.doors(row)[0]
    enter(client, drive.town.clerk)
    mine = page(client, row) | {f"d{door.pk}-result": "visited"}
    theirs = page(client, row) | {f"d{door.pk}-result": "refused"}
    assert client.post(f"/rounds/{row.pk}/sheet/?start=0", theirs).status_code == 302
    answer = client.post(f"/rounds/{row.pk}/sheet/?start=0", mine)
    assert answer.status_code == 422
    assert "先做了「拒访」" in answer.content.decode()
    assert drive.doors(row)[0].state == "refused"
