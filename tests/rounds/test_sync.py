"""A telephone without signal: each entry once, conflicts said, nothing lost by a bad answer (XC-05, INV-12)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.models import Appeal
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.rounds.actions.cards import issue_block
from lianxin.rounds.intake.sync import take_all
from lianxin.rounds.models import Card, Door, Need
from tests.rounds.drive import Drive
from tests.township import enter


def visited(door: Door, **more: Any) -> dict[str, Any]:
    """What a telephone keeps of a visit."""
    return {
        "client_id": str(uuid7()),
        "kind": "door",
        "door": door.pk,
        "result": "visited",
        "version": door.version,
        "minutes": "12",
        "device_at": clock.now().isoformat(),
        **more,
    }


def asked(door: Door, **more: Any) -> dict[str, Any]:
    """What a telephone keeps of a need."""
    return {
        "client_id": str(uuid7()),
        "kind": "need",
        "door": door.pk,
        "text": "门口路灯坏了半个月。",
        "type": "help",
        "name": "林小满",
        "phone": "19900001111",
        "device_at": clock.now().isoformat(),
        **more,
    }


def send(drive: Drive, *entries: Any) -> list[tuple[str, str]]:
    """What the office answers to each."""
    return [(one.answer, one.words) for one in take_all(entries, by=drive.town.clerk)]


@pytest.mark.req("KNK-02", "INV-12", "XC-05")
def test_the_same_entries_sent_five_times_are_one_visit_and_one_appeal_with_one_number(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    batch = [visited(door), asked(door)]
    answers = [send(drive, *batch) for _time in range(5)]
    assert answers[0] == [("done", ""), ("done", "")]
    assert answers[1:] == [[("known", ""), ("known", "")]] * 4
    door.refresh_from_db()
    assert (door.state, door.tries, door.version) == ("visited", 1, 2)
    assert Matter.objects.count() == Need.objects.count() == 1


@pytest.mark.req("KNK-02")
def test_a_need_has_the_time_of_the_door_and_the_time_of_the_office(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    at_the_door = clock.now() - timedelta(hours=9)
    send(drive, asked(door, device_at=at_the_door.isoformat()))
    need = Need.objects.select_related("matter__appeal").get()
    contact = need.matter.contacts.get()
    assert need.device_at == need.matter.filed_at == at_the_door
    assert need.recorded_at - at_the_door >= timedelta(hours=9)
    assert (contact.channel, contact.taker_id) == ("round", drive.town.clerk.account)
    assert (need.matter.area_id, need.matter.appeal.address) == (door.area_id, door.address)


def test_a_telephone_whose_clock_is_fast_files_now(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    ahead = clock.now() + timedelta(days=3)
    assert send(
        drive, asked(door, device_at=ahead.isoformat()), visited(door, device_at=ahead.isoformat())
    ) == [
        ("done", ""),
        ("done", ""),
    ]
    assert Need.objects.get().device_at == ahead
    assert Matter.objects.get().filed_at < ahead
    door.refresh_from_db()
    assert door.knocked_at is not None
    assert door.knocked_at < ahead


@pytest.mark.req("XC-05")
def test_two_at_one_door_is_a_conflict_and_nothing_is_merged(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    first, second = visited(door), visited(door, result="refused")
    assert send(drive, first) == [("done", "")]
    [(answer, words)] = send(drive, second)
    assert answer == "conflict"
    assert "已访" in words
    door.refresh_from_db()
    assert (door.state, door.tries) == ("visited", 1)


@pytest.mark.req("XC-05")
def test_what_was_written_down_before_somebody_else_knocked_is_shown_and_not_taken(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    send(drive, visited(door, result="not_met"))
    [(answer, words)] = send(drive, visited(door))
    assert answer == "conflict"
    assert "未遇" in words
    door.refresh_from_db()
    assert (door.state, door.tries) == ("not_met", 1)


def test_one_telephone_knocks_twice_before_it_has_signal(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    batch = [visited(door, result="not_met"), visited(door, version=door.version + 1)]
    assert [answer for answer, _ in send(drive, *batch)] == ["done", "done"]
    door.refresh_from_db()
    assert (door.state, door.tries) == ("visited", 2)


@pytest.mark.req("INV-12")
def test_a_need_that_comes_back_with_other_words_is_a_conflict(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    need = asked(door)
    send(drive, need)
    [(answer, words)] = send(drive, need | {"text": "另外一件事。"})
    assert answer == "conflict"
    assert "没有改" in words
    assert Appeal.objects.get().text == need["text"]


@pytest.mark.req("XC-05")
def test_a_bad_entry_stops_no_other(drive: Drive) -> None:
    doors = drive.doors(drive.begin())
    bad: list[Any] = [
        17,
        visited(doors[0], result="danced"),
        visited(doors[0], minutes="viel"),
        visited(doors[0], result="missing"),
        visited(doors[0], refused=["99"]),
        asked(doors[0], text=" "),
        asked(doors[0], name="", phone="19900001111"),
        asked(doors[0], type="report"),
        asked(doors[0]) | {"door": 8_000_000},
    ]
    answers = send(drive, *bad, visited(doors[1]))
    assert [answer for answer, _ in answers] == ["refused"] * 9 + ["done"]
    assert all(words for _answer, words in answers[:9])
    assert Matter.objects.count() == 0


@pytest.mark.req("KNK-03")
def test_a_card_is_left_with_what_was_promised_and_its_need(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    by = drive.town.clerk
    issue_block(drive.team, count=3, label="2 号手机", by=by, client_id=uuid7())
    card = Card.objects.order_by("number").first()
    assert card is not None
    need = asked(door)
    left = {
        "client_id": str(uuid7()),
        "kind": "card",
        "door": door.pk,
        "number": card.number,
        "promised": "请供电所来看路灯",
        "by_when": (clock.today() + timedelta(days=5)).isoformat(),
        "need": need["client_id"],
    }
    assert [one for one, _ in send(drive, need, left)] == ["done", "done"]
    assert [one for one, _ in send(drive, need, left)] == ["known", "known"]
    card.refresh_from_db()
    assert (card.state, card.door_id, card.matter) == ("used", door.pk, Matter.objects.get())
    other = left | {"client_id": str(uuid7())}
    assert send(drive, other)[0][0] == "conflict"


def test_a_round_that_is_over_takes_nothing_more(drive: Drive) -> None:
    row = drive.begin()
    doors = drive.doors(row)
    for door in doors:
        drive.go(door, "miss")
    drive.go(row, "end")
    doors[0].refresh_from_db()
    [(answer, words)] = send(drive, visited(doors[0]))
    assert answer == "refused"
    assert "没有在进行" in words


@pytest.mark.req("XC-05")
def test_over_the_wire(drive: Drive, client: Client) -> None:
    door = drive.doors(drive.begin())[0]
    address = "/field/sync/"
    body = json.dumps({"entries": [visited(door)]})

    def post(browser: Client, text: str = body, **headers: str) -> Any:
        return browser.post(address, text, content_type="application/json", headers=headers)

    stranger = post(client)
    assert (stranger.status_code, stranger["Content-Type"]) == (401, "application/json")
    assert client.get("/field/list/").status_code == 401
    strict = enter(Client(enforce_csrf_checks=True), drive.town.clerk)
    assert post(strict).status_code == 403
    listed = strict.get("/field/list/").json()
    told = post(strict, **{"X-CSRFToken": listed["token"]})
    assert [one["answer"] for one in told.json()["answers"]] == ["done"]
    assert told.json()["answers"][0]["state"] == "visited"
    enter(client, drive.town.clerk)
    for text in ("{", "[]", '{"entries": 1}', json.dumps({"entries": [1] * 101})):
        refused = post(client, text)
        assert refused.status_code == 400
        assert "手机里" in refused.json()["words"] or "分几次" in refused.json()["words"]
    enter(client, drive.town.water_handler)
    assert post(client).status_code == 403


@pytest.mark.req("XC-05")
def test_the_list_for_the_telephone_names_nobody(drive: Drive, client: Client) -> None:
    row = drive.begin(pairs="all")
    issue_block(drive.team, count=2, label="2 号手机", by=drive.town.clerk, client_id=uuid7())
    enter(client, drive.town.clerk)
    answer = client.get("/field/list/")
    listed = answer.json()
    assert [one["name"] for one in listed["rounds"]] == [row.name]
    assert [one["address"] for one in listed["rounds"][0]["doors"]][:2] == ["井边1号", "井边2号"]
    assert len(listed["cards"]) == 2
    text = answer.content.decode("unicode_escape")
    assert not any(f"甲{number}" in text for number in range(1, 6))
    assert set(listed["rounds"][0]["doors"][0]) == {
        *("key", "order", "address", "themes", "pair", "state", "words", "tries", "version"),
    }
    assert str(drive.town.clerk.account) != listed["who"]
    enter(client, drive.town.triage)  # of the same area, but not of the team
    assert client.get("/field/list/").json()["rounds"] == []
